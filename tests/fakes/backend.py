"""What stands behind the app in tests: real engine, real SQLite store, a coder of plain rules, a made-up report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.errors import MiCoachError
from mi_coach.exercises.benchmark.loader import BenchmarkForms
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.service.benchmark import BenchmarkService
from mi_coach.service.compare import Comparison, chosen, compare
from mi_coach.service.drills import DrillService, Round
from mi_coach.service.example import Example, play_example
from mi_coach.service.fading import Chosen
from mi_coach.service.feedback import build
from mi_coach.service.next_practice import Suggestion
from mi_coach.service.next_up import Facts, NextUp, next_up
from mi_coach.service.people import People
from mi_coach.service.personal import Personal
from mi_coach.service.ports import Coder
from mi_coach.service.practice import Practice, PracticeService
from mi_coach.service.shelf import Shelf, shelf
from mi_coach.service.spotting import SpottingRound, SpottingService
from mi_coach.service.tracking import Tracking
from mi_coach.store import open_repository
from tests.fakes.coder import RuleCoder
from tests.fakes.report import report_of
from tests.fakes.scenario import tiny_scenario


@dataclass(frozen=True)
class FakeCard:
    id: str
    title: str
    client: str
    age: int
    about: str
    difficulty: int
    stage: str
    setting: str
    skills: tuple[str, ...]
    length: int
    content_note: str


class FakeLibrary:
    def __init__(self, *scenarios: Scenario) -> None:
        self._scenarios = {s.id: s for s in scenarios}

    def cards(self) -> list[FakeCard]:
        return [
            FakeCard(s.id, s.title, s.client.name, s.client.age, s.client.about, s.difficulty, s.stage, s.setting,
                     s.skills, s.length, s.content_note)
            for s in self._scenarios.values()
        ]  # fmt: skip

    def digest(self, scenario_id: str) -> str:
        return self._scenarios[scenario_id].version if scenario_id in self._scenarios else ""

    def get(self, scenario_id: str) -> Scenario:
        if scenario_id not in self._scenarios:
            raise MiCoachError(f"there is no scenario {scenario_id}")
        return self._scenarios[scenario_id]


class FakeSettings:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str, default: str) -> str:
        return self.kept.get(key, default)

    def set(self, key: str, value: str) -> None:
        self.kept[key] = value


class FakeClock:
    """A minute goes by with each call; ``at`` is a look that takes no time."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


class SeededPractice(PracticeService):
    """Starts every session with one seed, so that a conversation can be foretold."""

    def start(self, scenario_id: str, seed: int | None = None, coaching: str = "live") -> Practice:
        return super().start(scenario_id, 7 if seed is None else seed, coaching)


class SeededDrills(DrillService):
    """Starts every round with one seed."""

    def start(self, skill: str | None = None, level: int | None = None, seed: int | None = None) -> Round:
        return super().start(skill, level, 7 if seed is None else seed)


class SeededSpotting(SpottingService):
    """Starts every round with one seed."""

    def start(self, name: str, seed: int | None = None) -> SpottingRound:
        return super().start(name, 7 if seed is None else seed)


class FakeBackend:
    """Everything in one folder; the coder, the scenario and the report may be swapped."""

    def __init__(self, folder: Path, coder: Coder | None = None, *scenarios: Scenario) -> None:
        self.folder = folder
        self.library = FakeLibrary(*(scenarios or (tiny_scenario(),)))
        self.settings = FakeSettings()
        self.coder = coder or RuleCoder()
        self.clock = FakeClock()
        self.exercises = ExerciseLibrary()
        self.faded = Chosen("live", "Fading: tags after each reply for now.")
        self.suggestion: Suggestion | None = Suggestion(
            "scenario", "the-bus", "A conversation with Danny", "It is a gentle one to begin with."
        )
        self.repository = open_repository(f"sqlite:///{folder / 'sessions.sqlite3'}")

    def practice(self) -> PracticeService:
        return SeededPractice(self.library, self.coder, self.repository, self.clock)

    def shelf(self) -> Shelf:
        return shelf(self.exercises, self.repository.exercises.list(self.people.current().id))

    def drills(self) -> DrillService:
        return SeededDrills(self.exercises, self.coder, self.repository.exercises, self.clock, self.people.current().id)

    def spotting(self) -> SpottingService:
        return SeededSpotting(self.exercises, self.repository.exercises, self.clock, self.people.current().id)

    def benchmark(self) -> BenchmarkService:
        return BenchmarkService(
            BenchmarkForms(), self.coder, self.repository.exercises, self.clock, self.people.current().id
        )

    @property
    def people(self) -> People:
        return People(self.repository.profiles, self.settings, self.clock)

    @property
    def personal(self) -> Personal:
        """With real reports: progress rests on more of them than the made-up ones have."""

        def real_report(session: Session) -> dict[str, Any]:
            scenario = self.library.get(session.scenario) if session.scenario else None
            return build(session, scenario, "rules", "0" * 64)

        tracking = Tracking(self.repository, self.library, real_report, "0" * 64, self.clock)
        return Personal(
            self.repository, self.people, tracking, lambda s: real_report(s)["overall"], self.folder / "reports"
        )

    def next_up(self) -> NextUp | None:
        records = self.repository.exercises.list(self.people.current().id)
        toured = self.settings.get("toured", "off") == "on"
        facts = Facts(self.library.cards(), self.sessions(), records, toured, self.clock.at)
        return next_up(facts, lambda: self.suggestion)

    def delete_session(self, session_id: str) -> None:
        self.repository.delete(session_id)

    def unfinished(self) -> Sequence[SessionSummary]:
        return self.repository.unfinished()

    def sessions(self) -> Sequence[SessionSummary]:
        return self.repository.list()

    def session(self, session_id: str) -> Session:
        return self.repository.get(session_id).session

    def paths(self, session_id: str) -> Sequence[Session]:
        return [stored.session for stored in self.repository.paths(session_id)]

    def comparison(self, session_id: str, first: int | None = None, second: int | None = None) -> Comparison:
        return compare(*chosen(self.paths(session_id), first, second))

    def example(self, scenario_id: str) -> Example:
        return play_example(self.library.get(scenario_id), self.coder, self.clock)

    def report_of(self, session: Session) -> Mapping[str, Any]:
        return report_of(session)

    def report(self, session_id: str) -> Mapping[str, Any]:
        return report_of(self.session(session_id))

    def gap_trend(self, session: Session) -> str:
        return (
            "Over your last two rated sessions the gap went from 1.6 points to 1 point." if session.self_rating else ""
        )

    def coaching(self, chosen: str) -> Chosen:
        return self.faded if chosen == "fading" else Chosen(chosen)

    def coached(self, session_id: str) -> str:
        return self.repository.get(session_id).coaching

    def save_report(self, session_id: str, form: str) -> Path:
        path = self.folder / f"report.{form}"
        path.write_text(json.dumps(self.report(session_id)), encoding="utf-8")
        return path
