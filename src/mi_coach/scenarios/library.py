"""The library: the shipped scenarios and people's own, listed quickly and loaded when they are wanted."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mi_coach.domain.scenario import Scenario
from mi_coach.errors import MiCoachError
from mi_coach.paths import scenarios_dir, user_scenarios_dir
from mi_coach.scenarios.codes import Severity
from mi_coach.scenarios.diagnostics import Diagnostic, cleaned, shown, suggestion
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.loader import SCENARIO, Loaded, load_scenario, note_shadow
from mi_coach.scenarios.models import CardPart
from mi_coach.scenarios.plans import TESTPLAN, Plans, load_testplan
from mi_coach.scenarios.source import Source, parse, read, read_text

_BODY = re.compile(r"^(?:brief|start|walk_out|topics|effects|lines)[ \t]*:", re.MULTILINE)
_CARD_KEYS = frozenset(field.alias or name for name, field in CardPart.model_fields.items())


@dataclass(frozen=True, slots=True)
class Card:
    """What the library shows of a scenario.

    Attributes:
        id: Identifier.
        title: Title.
        version: Version of the content.
        client: The person's first name.
        age: The person's age in years.
        pronouns: he, she or they.
        about: One or two sentences about the person.
        setting: A short slug.
        difficulty: 1 (gentle) to 5 (hard).
        stage: Stage of change.
        skills: Skills it is good for.
        length: Exchanges after which time is up.
        content_note: What a trainee might want to know first.
        shipped: False for a scenario of one's own.
        folder: Where it lies.
    """

    id: str
    title: str
    version: str
    client: str
    age: int
    pronouns: str
    about: str
    setting: str
    difficulty: int
    stage: str
    skills: tuple[str, ...]
    length: int
    content_note: str
    shipped: bool
    folder: Path


class Library:
    """Finds scenarios; files are read again when they have changed, so one library serves as long as the app.

    Args:
        shipped: Folder of the shipped scenarios; by default, the product's.
        user: Folder of people's own; by default, in the data folder. It need not exist.
    """

    def __init__(self, shipped: Path | None = None, user: Path | None = None) -> None:
        self._shipped = shipped or scenarios_dir()
        self._user = user or user_scenarios_dir()
        self._cards: dict[Path, tuple[tuple[int, int], Card | None]] = {}
        self._loaded: dict[Path, tuple[tuple[int, int], Loaded]] = {}
        self._digests: dict[Path, tuple[tuple[int, int], str]] = {}

    def cards(self) -> list[Card]:
        """What can be chosen, by difficulty, then id; only the head of each file is read.

        A file whose head is not valid, whose id is not its folder's name, or (among people's own) whose id is
        that of a shipped scenario is left out; ``problems`` says why.
        """
        found = {card.id: card for card in self._cards_in(self._user, shipped=False)}
        found.update((card.id, card) for card in self._cards_in(self._shipped, shipped=True))
        return sorted(found.values(), key=lambda card: (card.difficulty, card.id))

    def problems(self) -> tuple[Diagnostic, ...]:
        """Why scenarios are left out of ``cards``; broken files are loaded whole for it, others are not."""
        shipped = {card.id for card in self._cards_in(self._shipped, shipped=True)}
        found: list[Diagnostic] = []
        for root, own in ((self._shipped, False), (self._user, True)):
            for folder in _folders(root):
                card = self._card(folder, shipped=not own)
                if card is None:
                    loaded = self._load(folder, draft=own)
                    found += [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
                elif own and card.id in shipped:
                    found += _shadow(folder, card.id)
        return tuple(found)

    def card(self, scenario_id: str) -> Card:
        """The card of one scenario.

        Raises:
            MiCoachError: No such scenario; the message suggests the nearest id.
        """
        cards = {card.id: card for card in self.cards()}
        if scenario_id not in cards:
            named = [card.id for card in cards.values() if card.client.lower() == scenario_id.strip().lower()]
            hint = suggestion(named[0] if len(named) == 1 else scenario_id, cards)
            raise MiCoachError(f"there is no scenario {shown(scenario_id)}. {hint} See: mi-coach scenarios list")
        return cards[scenario_id]

    def get(self, scenario_id: str) -> Scenario:
        """The whole scenario.

        Raises:
            MiCoachError: No such scenario (the message suggests the nearest id), or its file has errors.
        """
        card = self.card(scenario_id)
        loaded = self._load(card.folder, draft=not card.shipped)
        if loaded.scenario is None:
            errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
            raise MiCoachError(
                f"the scenario {shown(scenario_id)} cannot be played, {_count(len(errors))}. "
                f"First: {errors[0]} See all with: mi-coach scenarios check {cleaned(str(card.folder))}"
            )
        return loaded.scenario

    def digest(self, scenario_id: str) -> str:
        """Names the content of a scenario's file, so that what was worked out with other content is known for old.

        Empty when there is no such scenario or it cannot be read.
        """
        for root in (self._shipped, self._user):
            file = root / scenario_id / SCENARIO
            if Path(scenario_id).name == scenario_id and file.is_file():
                stamp = _stamp(file)
                kept = self._digests.get(file)
                if kept is None or kept[0] != stamp:
                    with suppress(OSError):
                        kept = self._digests[file] = stamp, sha256(file.read_bytes()).hexdigest()
                return kept[1] if kept else ""
        return ""

    def plans(self, scenario_id: str) -> Plans:
        """The scripted trainees of one scenario.

        Raises:
            MiCoachError: No such scenario, it has no test plan, or the plan has errors.
        """
        folder = self.card(scenario_id).folder
        if not (folder / TESTPLAN).is_file():
            raise MiCoachError(f"the scenario {shown(scenario_id)} has no {TESTPLAN}, so there is nothing to simulate")
        loaded = load_testplan(folder)
        if loaded.plans is None:
            raise MiCoachError(f"the test plan cannot be used: {loaded.diagnostics[0]}")
        return loaded.plans

    def _cards_in(self, root: Path, shipped: bool) -> list[Card]:
        cards = (self._card(folder, shipped) for folder in _folders(root))
        return [card for card in cards if card is not None]

    def _card(self, folder: Path, shipped: bool) -> Card | None:
        stamp = _stamp(folder / SCENARIO)
        kept = self._cards.get(folder)
        if kept is None or kept[0] != stamp:
            kept = stamp, _read_card(folder, shipped)
            self._cards[folder] = kept
        return kept[1]

    def _load(self, folder: Path, draft: bool) -> Loaded:
        stamp = _stamp(folder / SCENARIO)
        kept = self._loaded.get(folder)
        if kept is None or kept[0] != stamp:
            kept = stamp, load_scenario(folder, draft)
            self._loaded[folder] = kept
        return kept[1]


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(entry for entry in root.iterdir() if (entry / SCENARIO).is_file())
    except OSError:
        return []


def _stamp(file: Path) -> tuple[int, int]:
    try:
        state = file.stat()
    except OSError:
        return (0, 0)
    return state.st_mtime_ns, state.st_size


def _read_card(folder: Path, shipped: bool) -> Card | None:
    """Reads the head of a file, up to its first long key; the whole when the head lacks something."""
    source = Source(str(folder / SCENARIO))
    text = read_text(folder / SCENARIO, source)
    if text is None:
        return None
    body = _BODY.search(text)
    part = _card_part(text[: body.start()] if body else text) or (_card_part(text) if body else None)
    if part is None or part.id != folder.name:
        return None
    return Card(
        id=part.id,
        title=part.title,
        version=part.version,
        client=part.client.name,
        age=part.client.age,
        pronouns=part.client.pronouns,
        about=part.client.about,
        setting=part.setting,
        difficulty=part.difficulty,
        stage=part.stage,
        skills=tuple(part.skills),
        length=part.length,
        content_note=part.content_note,
        shipped=shipped,
        folder=folder,
    )


def _card_part(text: str) -> CardPart | None:
    data: Any = parse(text, Source("")).data
    if not isinstance(data, dict):
        return None
    try:
        return CardPart.model_validate({key: value for key, value in data.items() if key in _CARD_KEYS})
    except ValidationError:
        return None


def _shadow(folder: Path, scenario_id: str) -> list[Diagnostic]:
    findings = Findings(read(folder / SCENARIO), draft=True)
    note_shadow(findings, scenario_id)
    return [found for found in findings.sorted() if found.code == "S501"]


def _count(errors: int) -> str:
    return "it has one error" if errors == 1 else f"it has {errors} errors"
