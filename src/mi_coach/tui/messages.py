"""Messages from workers and widgets to their screens. Worker results carry a token, so that stale ones are dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.message import Message

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientTurn, Ending, Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.service.practice import Exchange, Practice, PracticeService
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
class LibraryRead(Message):
    """The cards and the sessions that can be resumed are here."""

    cards: Sequence[Card]
    unfinished: Sequence[SessionSummary]


@dataclass
class SessionsRead(Message):
    """The list of sessions is here, with the clients' names and the titles by scenario id."""

    sessions: Sequence[SessionSummary]
    names: Mapping[str, tuple[str, str]]


@dataclass
class ScenarioRead(Message):
    """The scenario of a brief is here."""

    scenario: Scenario


@dataclass
class PracticeOpened(Message):
    """A session was started or resumed."""

    practice: Practice


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
class Ended(Message):
    """The trainee's wish to end was carried out."""

    ending: Ending
    closing: ClientTurn


@dataclass
class ReportRead(Message):
    """The feedback is here."""

    report: Mapping[str, Any]
    session: Session
    names: tuple[str, str]


@dataclass
class ReportSaved(Message):
    """The report was written."""

    path: Path


@dataclass
class WorkFailed(Message):
    """Something a worker did went wrong; ``problem`` is one line fit to show."""

    problem: str
