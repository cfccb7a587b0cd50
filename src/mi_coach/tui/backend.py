"""What the app needs from outside, as Protocols, so that the real thing and a test's can take turns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.service.benchmark import BenchmarkService
from mi_coach.service.compare import Comparison
from mi_coach.service.drills import DrillService
from mi_coach.service.example import Example
from mi_coach.service.fading import Chosen
from mi_coach.service.next_up import NextUp
from mi_coach.service.people import People
from mi_coach.service.personal import Personal
from mi_coach.service.practice import PracticeService
from mi_coach.service.shelf import Shelf
from mi_coach.service.spotting import SpottingService


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
        """The value kept under ``key`` (``theme``, ``coaching``, ``meters``, ``self_rating``), or the default."""

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

    @property
    def exercises(self) -> ExerciseLibrary:
        """The drills and spotting exercises."""

    def shelf(self) -> Shelf:
        """The exercises, and where whoever is practising stands with each."""

    def drills(self) -> DrillService:
        """Drills; loads the coder as :meth:`practice` does."""

    def spotting(self) -> SpottingService:
        """Spotting exercises."""

    def benchmark(self) -> BenchmarkService:
        """The benchmark; loads the coder as :meth:`practice` does."""

    @property
    def people(self) -> People:
        """Who shares the machine, and who is practising."""

    @property
    def personal(self) -> Personal:
        """What is kept of each person: their progress, and all their data."""

    def next_up(self) -> NextUp | None:
        """What to suggest to whoever is practising; ``None`` when there is nothing to practise with."""

    def delete_session(self, session_id: str) -> None:
        """Deletes a session with all its paths."""

    def unfinished(self) -> Sequence[SessionSummary]:
        """Sessions that can be resumed, newest first."""

    def sessions(self) -> Sequence[SessionSummary]:
        """All sessions, newest first."""

    def session(self, session_id: str) -> Session:
        """One session with its turns, for the transcript."""

    def paths(self, session_id: str) -> Sequence[Session]:
        """Every path through a session, in the order they were taken."""

    def comparison(self, session_id: str, first: int | None = None, second: int | None = None) -> Comparison:
        """Two paths through a session side by side."""

    def example(self, scenario_id: str) -> Example:
        """A session that the scenario's own model replies play; loads the coder the first time."""

    def report_of(self, session: Session) -> Mapping[str, Any]:
        """The report document of a session that need not be stored."""

    def report(self, session_id: str) -> Mapping[str, Any]:
        """The report document of a session; every key in it is optional to the app."""

    def gap_trend(self, session: Session) -> str:
        """How the gap between own view and evidence moved up to a session, in one line; may be empty."""

    def coaching(self, chosen: str) -> Chosen:
        """How the next session is coached: as chosen, or with ``fading`` as the figures say."""

    def coached(self, session_id: str) -> str:
        """How a stored session was coached: ``live``, ``after`` or ``off``."""

    def save_report(self, session_id: str, form: str) -> Path:
        """Writes the report in one of the feedback screen's forms and gives the file's path."""
