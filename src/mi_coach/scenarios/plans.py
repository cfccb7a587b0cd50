"""Test plans: scripted trainees who try out a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mi_coach.scenarios.checks.content import check_text
from mi_coach.scenarios.diagnostics import Diagnostic, cleaned, shown
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.models import PlanPart, PlansFile
from mi_coach.scenarios.shape import validate
from mi_coach.scenarios.source import read
from mi_coach.scenarios.views import text_of

TESTPLAN = "testplan.yaml"
"""The name of the file in a scenario's folder."""

_NEEDED = ("skilled", "mixed", "roadblocking")


@dataclass(frozen=True, slots=True)
class Plan:
    """One scripted trainee: the seed of the conversation and the replies in order."""

    seed: int
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """The scripted trainees of one scenario, by name."""

    scenario: str
    plans: Mapping[str, Plan]


@dataclass(frozen=True, slots=True)
class LoadedPlans:
    """What came of loading a test plan: the plans, or ``None`` when there are errors, and all problems."""

    plans: Plans | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def load_testplan(path: Path) -> LoadedPlans:
    """Loads a test plan from its file or its scenario's folder; never raises for what is in it."""
    file = path / TESTPLAN if path.is_dir() else path
    source = read(file)
    findings = Findings(source, draft=False)
    if not isinstance(source.data, dict):
        if source.data is not None:
            findings.add("S103", (), "the file does not hold keys with values", "Begin with: schema: 1")
        return LoadedPlans(None, findings.sorted())
    model = validate(PlansFile, source.data, findings, _special)
    check_text(source.data, findings)
    folder = file.resolve().parent.name
    named = text_of(source.data.get("scenario"))
    if named and named != folder:
        message = f"this is the folder of {shown(folder)}, and the plan names {shown(named)}"
        findings.add("S601", ("scenario",), message, f"Write scenario: {cleaned(folder)}, or move the file.")
    plans = _to_plans(model) if model is not None and not findings.has_errors else None
    return LoadedPlans(plans, findings.sorted())


def _special(loc: tuple[str | int, ...], kind: str) -> str | None:
    if kind == "missing" and loc[:1] == ("plans",) and loc[1:] in [(name,) for name in _NEEDED]:
        return "S603"
    if "replies" in loc and kind in ("too_short", "string_too_short"):
        return "S602"
    return None


def _to_plans(file: PlansFile) -> Plans:
    parts: dict[str, PlanPart | None] = dict(file.plans)
    return Plans(file.scenario, {name: Plan(p.seed, tuple(p.replies)) for name, p in parts.items() if p is not None})
