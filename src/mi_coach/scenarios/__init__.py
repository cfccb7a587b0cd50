"""Scenario files: their format, loading with problems told by line and column, checks, and the library."""

from mi_coach.scenarios.codes import CODES, DiagnosticCode, Severity
from mi_coach.scenarios.diagnostics import Diagnostic
from mi_coach.scenarios.library import Card, Library
from mi_coach.scenarios.loader import Loaded, check_path, load_scenario
from mi_coach.scenarios.plans import LoadedPlans, Plan, Plans, load_testplan
from mi_coach.scenarios.schema import json_schema, plan_schema

__all__ = [
    "CODES",
    "Card",
    "Diagnostic",
    "DiagnosticCode",
    "Library",
    "Loaded",
    "LoadedPlans",
    "Plan",
    "Plans",
    "Severity",
    "check_path",
    "json_schema",
    "load_scenario",
    "load_testplan",
    "plan_schema",
]
