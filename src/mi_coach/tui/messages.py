"""Messages from workers and widgets to their screens. Worker results carry a token, so that stale ones are dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.message import Message

from mi_coach.domain.profile import Profile
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientTurn, Ending, Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.service.compare import Comparison
from mi_coach.service.example import Example
from mi_coach.service.fading import Chosen
from mi_coach.service.next_up import NextUp
from mi_coach.service.personal import Kept
from mi_coach.service.practice import Exchange, Practice, PracticeService
from mi_coach.service.shelf import Shelf
from mi_coach.tui.backend import Card


@dataclass
class CoachLoaded(Message):
    """The practice service is ready."""

    service: PracticeService


@dataclass
class CoachNotLoaded(Message):
    """The practice service could not be made."""

    problem: str


@dataclass
class HomeRead(Message):
    """What to do next is known, and who is practising; ``person`` is empty when nobody shares the machine."""

    suggestion: NextUp | None
    person: str


@dataclass
class LibraryRead(Message):
    """The cards are here, the sessions that can be resumed, and the ids of the scenarios played already."""

    cards: Sequence[Card]
    unfinished: Sequence[SessionSummary]
    played: frozenset[str]


@dataclass
class SessionsRead(Message):
    """The list of sessions is here, with the clients' names and the titles by scenario id."""

    sessions: Sequence[SessionSummary]
    names: Mapping[str, tuple[str, str]]


@dataclass
class Deleted(Message):
    """What was to be deleted is gone."""


@dataclass
class ScenarioRead(Message):
    """The scenario of a brief is here."""

    scenario: Scenario


@dataclass
class CoachingFound(Message):
    """How the next session is coached, for the mode that was asked about."""

    asked: str
    chosen: Chosen


@dataclass
class PracticeOpened(Message):
    """A session was started or resumed."""

    practice: Practice


@dataclass
class PathNotOpened(Message):
    """Another path could not be opened; ``problem`` says why."""

    problem: str


@dataclass
class ComparisonRead(Message):
    """Two paths are here, side by side, with the client's name."""

    comparison: Comparison
    name: str


@dataclass
class PathsRead(Message):
    """The paths through a session are here, with the overall score of each, the client's name and the title."""

    paths: Sequence[Session]
    overall: Mapping[int, int | None]
    names: tuple[str, str]


@dataclass
class ExampleRead(Message):
    """An example session is here."""

    example: Example


@dataclass
class Answered(Message):
    """The client answered. ``exchange`` is None when there was nothing to catch up with."""

    token: int
    exchange: Exchange | None


@dataclass
class AnswerFailed(Message):
    """A reply could not be answered; ``saved`` says whether it is in the store nevertheless."""

    token: int
    text: str
    problem: str
    saved: bool


@dataclass
class NotesKept(Message):
    """What the trainee said of a reply is stored, or could not be; then ``problem`` says why."""

    token: int
    exchange: Exchange
    problem: str = ""


@dataclass
class Ended(Message):
    """The trainee's wish to end was carried out."""

    ending: Ending
    closing: ClientTurn


@dataclass
class RatingKept(Message):
    """The trainee's own view is stored."""


@dataclass
class ReportRead(Message):
    """The feedback is here; ``trend`` is one line about earlier own views, or empty.

    ``coaching`` is how the session was coached.
    """

    report: Mapping[str, Any]
    session: Session
    names: tuple[str, str]
    trend: str = ""
    coaching: str = "live"


@dataclass
class ProgressRead(Message):
    """The progress of whoever is practising is here, as a document."""

    document: Mapping[str, Any]


@dataclass
class PeopleRead(Message):
    """Everybody who shares the machine, the id of whoever is practising, and what was just done, if anything."""

    everybody: Sequence[Profile]
    current: str
    told: str = ""


@dataclass
class PersonCounted(Message):
    """How much is kept of somebody who is to be deleted."""

    kept: Kept


@dataclass
class ReportSaved(Message):
    """The report was written."""

    path: Path


@dataclass
class ShelfRead(Message):
    """The exercises are here."""

    shelf: Shelf


@dataclass
class Worked(Message):
    """Something that a screen ran in a thread is done; ``then`` goes on with it."""

    token: int
    then: Callable[[], object]


@dataclass
class WorkFailed(Message):
    """Something a worker did went wrong; ``problem`` is one line fit to show."""

    problem: str
