"""What the app needs from outside, as Protocols, so that the real thing and a test's can take turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.service.practice import PracticeService


class Card(Protocol):
    """What the library shows of a scenario."""

    @property
    def id(self) -> str:
        """The scenario's id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def client(self) -> str:
        """The person's first name."""

    @property
    def age(self) -> int:
        """Their age in years."""

    @property
    def about(self) -> str:
        """One or two sentences about them."""

    @property
    def difficulty(self) -> int:
        """1 (gentle) to 5 (hard)."""

    @property
    def stage(self) -> str:
        """Stage of change as a slug."""

    @property
    def setting(self) -> str:
        """Setting as a slug such as ``community-order``."""

    @property
    def skills(self) -> tuple[str, ...]:
        """Skills it is good for, as slugs."""

    @property
    def length(self) -> int:
        """Exchanges after which time is up."""

    @property
    def content_note(self) -> str:
        """What a trainee might want to know beforehand; may be empty."""


class Library(Protocol):
    """The scenarios. Both calls may read files, so the app makes them off its own thread."""

    def cards(self) -> Sequence[Card]:
        """All scenarios, in the order to show them.

        Raises:
            MiCoachError: The library cannot be read.
        """

    def get(self, scenario_id: str) -> Scenario:
        """One scenario.

        Raises:
            MiCoachError: No such scenario, or it cannot be read.
        """


class Settings(Protocol):
    """What a person chose, kept from one start to the next."""

    def get(self, key: str, default: str) -> str:
        """The value kept under ``key`` (``theme``, ``coaching``, ``meters``), or the default."""

    def set(self, key: str, value: str) -> None:
        """Keeps a value.

        Raises:
            MiCoachError: It cannot be written.
        """


class Backend(Protocol):
    """All that stands behind the app. Every call may take a moment and may raise ``MiCoachError``."""

    @property
    def library(self) -> Library:
        """The scenarios."""

    @property
    def settings(self) -> Settings:
        """What the person chose."""

    def practice(self) -> PracticeService:
        """The practice service; loads the coder the first time, which may take a second or two."""

    def unfinished(self) -> Sequence[SessionSummary]:
        """Sessions that can be resumed, newest first."""

    def sessions(self) -> Sequence[SessionSummary]:
        """All sessions, newest first."""

    def session(self, session_id: str) -> Session:
        """One session with its turns, for the transcript."""

    def report(self, session_id: str) -> Mapping[str, Any]:
        """The report document of a session; every key in it is optional to the app."""

    def save_report(self, session_id: str, form: str) -> Path:
        """Writes the report in one of the feedback screen's forms and gives the file's path."""
