"""Loads scenarios and test plans from files, with every problem told at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from mi_coach.domain.scenario import Scenario
from mi_coach.errors import MiCoachError
from mi_coach.paths import scenarios_dir, user_scenarios_dir
from mi_coach.scenarios.checks import check_all
from mi_coach.scenarios.codes import Severity
from mi_coach.scenarios.convert import to_scenario
from mi_coach.scenarios.diagnostics import Diagnostic, cleaned, shown
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.models import ScenarioFile
from mi_coach.scenarios.plans import TESTPLAN, load_testplan
from mi_coach.scenarios.shape import validate
from mi_coach.scenarios.source import read
from mi_coach.scenarios.views import ScenarioView, text_of

SCENARIO = "scenario.yaml"
"""The name of the file in a scenario's folder."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading a scenario.

    Attributes:
        scenario: The scenario; ``None`` when there are errors.
        diagnostics: All problems in the order of the file; warnings may stand beside a scenario.
    """

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def load_scenario(path: Path, draft: bool | None = None) -> Loaded:
    """Loads a scenario from its file or its folder; never raises for what is in it.

    Args:
        path: ``scenario.yaml`` or the folder that holds it. Any other file name is taken as a loose scenario,
            whose id need not be the folder's name.
        draft: True to let an unfinished scenario pass with warnings; by default, all but the shipped ones.
    """
    file = path / SCENARIO if path.is_dir() else path
    source = read(file)
    findings = Findings(source, not _shipped(file) if draft is None else draft)
    if not isinstance(source.data, dict):
        if source.data is not None:
            findings.add("S103", (), "the file does not hold keys with values", "Begin with: schema: 1")
        return Loaded(None, findings.sorted())
    model = validate(ScenarioFile, source.data, findings, _special)
    check_all(ScenarioView(source.data), findings)
    folder = file.resolve().parent.name
    given = text_of(source.data.get("id"))
    if file.name == SCENARIO and given and given != folder:
        hint = f"Write id: {cleaned(folder)}, or rename the folder."
        findings.add("S205", ("id",), f"the id {shown(given)} differs from the folder {shown(folder)}", hint)
    if _shadows(file, given):
        note_shadow(findings, given)
    scenario = to_scenario(model) if model is not None and not findings.has_errors else None
    return Loaded(scenario, findings.sorted())


def note_shadow(findings: Findings, scenario_id: str) -> None:
    """Notes that a scenario of one's own has the id of a shipped one."""
    hint = "Give it another id and name its folder so; the shipped scenario stays."
    findings.add("S501", ("id",), f"a shipped scenario has the id {shown(scenario_id)}", hint)


def _special(loc: tuple[str | int, ...], kind: str) -> str | None:
    if kind == "string_pattern_mismatch":
        return "S110"
    if loc == ("version",) and kind == "string_type":
        return "S107"
    if loc == ("length",) and kind == "greater_than_equal":
        return "S108"
    if loc[-1:] == ("strength",) and kind in ("greater_than_equal", "less_than_equal"):
        return "S106"
    return None


def _shipped(file: Path) -> bool:
    return file.resolve().is_relative_to(scenarios_dir().resolve())


def _shadows(file: Path, scenario_id: str) -> bool:
    own = file.resolve().is_relative_to(user_scenarios_dir().resolve())
    return own and bool(scenario_id) and (scenarios_dir() / Path(scenario_id).name / SCENARIO).is_file()


def check_path(path: Path) -> tuple[Diagnostic, ...]:
    """Checks a scenario file, a test plan, a scenario's folder, or a folder of scenario folders.

    Returns:
        All problems, errors and warnings, file by file.

    Raises:
        MiCoachError: There is no such path.
    """
    if not path.exists():
        raise MiCoachError(f"there is nothing at {cleaned(str(path))}; name a scenario file or folder")
    if path.is_file():
        return load_testplan(path).diagnostics if path.name == TESTPLAN else load_scenario(path).diagnostics
    if (path / SCENARIO).exists() or (path / TESTPLAN).exists():
        return _check_folder(path)
    folders = [entry for entry in _entries(path) if any(entry.glob("*.y*ml"))]
    if not folders:
        return (_missing(path),)
    return tuple(found for folder in folders for found in _check_folder(folder))


def _check_folder(folder: Path) -> tuple[Diagnostic, ...]:
    found = list(load_scenario(folder).diagnostics) if (folder / SCENARIO).exists() else [_missing(folder)]
    plan = folder / TESTPLAN
    if plan.exists():
        found += load_testplan(plan).diagnostics
    elif (folder / SCENARIO).exists():
        severity = Severity.ERROR if _shipped(folder / SCENARIO) else Severity.WARNING
        message = f"there is no {TESTPLAN} in this folder"
        hint = "Write one with the plans skilled, mixed and roadblocking."
        found.append(Diagnostic(str(folder / SCENARIO), 1, 1, "S604", message, hint, severity))
    return tuple(found)


def _missing(folder: Path) -> Diagnostic:
    hint = f"A scenario is a folder that holds {SCENARIO}; make one with: mi-coach scenarios new."
    return Diagnostic(str(folder), 1, 1, "S004", f"there is no {SCENARIO} in this folder", hint)


def _entries(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
