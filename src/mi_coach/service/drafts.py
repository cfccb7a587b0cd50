"""People's own scenarios: making a new one from the template, and opening one by its id or its path."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mi_coach.domain.scenario import Scenario
from mi_coach.errors import MiCoachError
from mi_coach.paths import ensure_home, user_scenarios_dir
from mi_coach.scenarios import Library, Plans, json_schema, load_scenario, load_testplan, plan_schema
from mi_coach.scenarios.codes import Severity
from mi_coach.scenarios.diagnostics import Diagnostic, cleaned, is_unwanted, shown
from mi_coach.scenarios.loader import SCENARIO
from mi_coach.scenarios.plans import TESTPLAN
from mi_coach.service.files import write_text

SCENARIO_SCHEMA = "scenario.schema.json"
PLAN_SCHEMA = "testplan.schema.json"

_ID = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_LONGEST_ID = 60
_LONGEST_TITLE = 80
_TEMPLATE_ID = "new-case"
_TEMPLATE_TITLE = '"The fence"'
# Windows takes no file of these names, whatever follows the dot.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario opened for its author.

    Attributes:
        scenario: The scenario.
        folder: Where its test plan would lie; ``None`` for a loose file.
        note: Something the author ought to know about it, or nothing.
    """

    scenario: Scenario
    folder: Path | None
    note: str = ""

    def plans(self) -> Plans | None:
        """Its scripted trainees; ``None`` when it has no test plan.

        Raises:
            MiCoachError: The test plan has errors; the first is told.
        """
        if self.folder is None or not (self.folder / TESTPLAN).is_file():
            return None
        loaded = load_testplan(self.folder)
        if loaded.plans is None:
            raise _unusable(self.folder / TESTPLAN, loaded.diagnostics)
        return loaded.plans


def new_scenario(library: Library, scenario_id: str, title: str | None = None, root: Path | None = None) -> Path:
    """Writes a scenario from the template, with a test plan and the schemas that editors complete keys from.

    Args:
        library: Tells which ids are taken.
        scenario_id: Its id and its folder's name.
        title: Its title; the template's own when not given.
        root: Folder in which its folder is made; by default people's own scenarios in the data folder.

    Returns:
        The new folder.

    Raises:
        MiCoachError: The id or the title will not do, something is there already, or it cannot be written.
    """
    _check_id(library, scenario_id)
    wanted = None if title is None else _checked_title(title)
    folder = _made(root) / scenario_id
    try:
        folder.mkdir()
    except FileExistsError as error:
        raise MiCoachError(
            f"{cleaned(str(folder))} is there already and is left as it is; choose another id"
        ) from error
    except OSError as error:
        raise MiCoachError(f"the folder {cleaned(str(folder))} cannot be made: {error.strerror}") from error
    try:
        for name, text in _texts(scenario_id, wanted).items():
            write_text(folder / name, text, replace=False)
    except MiCoachError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def open_draft(library: Library, name: str) -> Draft:
    """Opens a scenario by its id, or by the path of its file or folder.

    Raises:
        MiCoachError: There is no such scenario, or it has errors; the first is told.
    """
    own = user_scenarios_dir() / name if _ID.fullmatch(name) else None
    mine = own is not None and (own / SCENARIO).is_file()
    card = next((card for card in library.cards() if card.id == name), None)
    if card is not None:
        note = f"this is the shipped {name}; yours of the same id is left out" if card.shipped and mine else ""
        return Draft(library.get(name), card.folder, note)
    path = own if own is not None and mine else Path(name)
    if not path.exists():
        library.card(name)  # raises, with the nearest id
    loaded = load_scenario(path)
    if loaded.scenario is None:
        raise _unusable(path, loaded.diagnostics)
    shadow = next((d for d in loaded.diagnostics if d.code == "S501"), None)
    folder = path if path.is_dir() else path.parent
    whole = path.is_dir() or path.name == SCENARIO
    return Draft(loaded.scenario, folder if whole else None, f"{shadow.message}. {shadow.hint}" if shadow else "")


def _unusable(path: Path, found: tuple[Diagnostic, ...]) -> MiCoachError:
    errors = [d for d in found if d.severity is Severity.ERROR]
    count = "an error" if len(errors) == 1 else f"{len(errors)} errors"
    where = cleaned(str(path))
    return MiCoachError(f"{where} has {count}. First: {errors[0]} See all with: mi-coach scenarios check {where}")


def _check_id(library: Library, scenario_id: str) -> None:
    if not _ID.fullmatch(scenario_id) or len(scenario_id) > _LONGEST_ID:
        raise MiCoachError(
            f"{shown(scenario_id)} cannot be an id; write small letters and digits joined by - or _, "
            f"at most {_LONGEST_ID} of them, such as late-for-work"
        )
    if scenario_id in _DEVICES:
        raise MiCoachError(f"{shown(scenario_id)} cannot be a folder's name on Windows; choose another id")
    if any(card.shipped and card.id == scenario_id for card in library.cards()):
        raise MiCoachError(
            f"{shown(scenario_id)} is the id of a shipped scenario; choose another, such as my-{scenario_id}"
        )


def _checked_title(title: str) -> str:
    trimmed = title.strip()
    if not trimmed or len(trimmed) > _LONGEST_TITLE or any(is_unwanted(c) for c in trimmed):
        raise MiCoachError(f"a title has 1 to {_LONGEST_TITLE} characters, all on one line")
    return trimmed


def _made(root: Path | None) -> Path:
    if root is not None:
        if not root.is_dir():
            raise MiCoachError(f"there is no folder {cleaned(str(root))}; make it first, or leave out --in")
        return root
    own = user_scenarios_dir()
    try:
        ensure_home()
        own.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise MiCoachError(f"the folder {cleaned(str(own))} cannot be made: {error.strerror}") from error
    return own


def _texts(scenario_id: str, title: str | None) -> dict[str, str]:
    """What the new folder holds, by file name."""
    template = files("mi_coach.scenarios").joinpath("template")
    scenario = _filled(template.joinpath(SCENARIO).read_text("utf-8"), f"id: {_TEMPLATE_ID}", f"id: {scenario_id}")
    if title is not None:
        # A JSON string is a YAML string in double quotes.
        quoted = json.dumps(title, ensure_ascii=False)
        scenario = _filled(scenario, f"title: {_TEMPLATE_TITLE}", f"title: {quoted}")
    plan = template.joinpath(TESTPLAN).read_text("utf-8")
    return {
        SCENARIO: scenario,
        TESTPLAN: _filled(plan, f"scenario: {_TEMPLATE_ID}", f"scenario: {scenario_id}"),
        SCENARIO_SCHEMA: _json(json_schema()),
        PLAN_SCHEMA: _json(plan_schema()),
    }


def _filled(text: str, old: str, new: str) -> str:
    """The text with the line's beginning changed and its note still in the same column, if there is room."""
    before, line, after = text.partition(f"\n{old} ")
    notes = after.lstrip(" ")
    width = len(line) - 1 + len(after) - len(notes)
    return f"{before}\n{new.ljust(width - 1)} {notes}"


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
