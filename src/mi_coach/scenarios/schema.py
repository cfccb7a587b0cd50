"""JSON Schemas of the file formats, with which editors complete keys and explain them."""

from __future__ import annotations

from typing import Any

from mi_coach.scenarios.models import PlansFile, ScenarioFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of ``scenario.yaml``."""
    return {"$schema": _DIALECT, **ScenarioFile.model_json_schema(by_alias=True)}


def plan_schema() -> dict[str, Any]:
    """The schema of ``testplan.yaml``."""
    return {"$schema": _DIALECT, **PlansFile.model_json_schema(by_alias=True)}
