"""What stands behind the app in tests: real engine, real SQLite store, a coder of plain rules, a made-up report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.stored import SessionSummary
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import Coder
from mi_coach.service.practice import Practice, PracticeService
from mi_coach.store import open_repository
from tests.fakes.coder import RuleCoder
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
    """A minute goes by with each look."""

    def __init__(self) -> None:
        self._at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._at += timedelta(minutes=1)
        return self._at


class SeededPractice(PracticeService):
    """Starts every session with one seed, so that a conversation can be foretold."""

    def start(self, scenario_id: str, seed: int | None = None, coaching: str = "live") -> Practice:
        return super().start(scenario_id, 7 if seed is None else seed, coaching)


class FakeBackend:
    """Everything in one folder; the coder, the scenario and the report may be swapped."""

    def __init__(self, folder: Path, coder: Coder | None = None, *scenarios: Scenario) -> None:
        self.folder = folder
        self.library = FakeLibrary(*(scenarios or (tiny_scenario(),)))
        self.settings = FakeSettings()
        self.coder = coder or RuleCoder()
        self.clock = FakeClock()
        self.repository = open_repository(f"sqlite:///{folder / 'sessions.sqlite3'}")

    def practice(self) -> PracticeService:
        return SeededPractice(self.library, self.coder, self.repository, self.clock)

    def unfinished(self) -> Sequence[SessionSummary]:
        return self.repository.unfinished()

    def sessions(self) -> Sequence[SessionSummary]:
        return self.repository.list()

    def session(self, session_id: str) -> Session:
        return self.repository.get(session_id).session

    def report(self, session_id: str) -> Mapping[str, Any]:
        return report_of(self.session(session_id))

    def save_report(self, session_id: str, form: str) -> Path:
        path = self.folder / f"report.{form}"
        path.write_text(json.dumps(self.report(session_id)), encoding="utf-8")
        return path


def report_of(session: Session) -> dict[str, Any]:
    """A report in the shape of the real one, with the session's own counts and evidence."""
    units = [(t.n, i, u) for t in session.turns for i, u in enumerate(t.units or (), 1)]
    counts = Counter(u.code.value for _, _, u in units)
    kinds = Counter(u.kind.value for _, _, u in units if u.kind)
    good = [{"turn": n, "unit": i, "text": "Picks up what Danny said."} for n, i, u in units if u.code.value == "CR"]
    bad = [{"turn": n, "unit": i, "text": "Advice before he asked."} for n, i, u in units if u.code.value == "RB"]
    return {
        "schema": 1,
        "counts": dict(counts),
        "roadblocks": dict(kinds),
        "ratios": {
            "reflection_to_question": None,
            "percent_complex": 66.7,
            "percent_open": None,
            "mi_adherent": 1,
            "mi_non_adherent": len(bad),
            "talk_share": 41.2,
        },
        "bands": {"reflection_to_question": "too_few", "percent_complex": "good", "percent_open": "too_few"},
        "principles": [
            {"id": "contracts", "name": "clarify contracts", "score": None, "for": [], "against": []},
            {"id": "empathy", "name": "express empathy", "score": 4, "for": good, "against": []},
            {"id": "argument", "name": "avoid argument", "score": 3, "for": [], "against": bad},
        ],
        "overall": 58,
        "worked": [
            {"turn": None, "unit": None, "quote": "", "kind": "stayed", "text": "You stayed with Danny."},
        ],
        "moments": [
            {
                "turn": 1,
                "unit": 1,
                "sort": "helped",
                "client": "You wanted to see me.",
                "text": "You stayed with it.",
                "why": "Being heard comes before being helped.",
                "led_to": {"client": "My girl asked me.", "text": "Trust rose by 2."},
                "model_reply": {"skill": "complex", "text": "You came all this way."},
            }
        ],
        "next_step": {
            "skill": "simple_reflection",
            "text": "When he gives you something, hand it back before you ask for more.",
            "why": "People go on when they feel heard.",
            "example": {
                "turn": 1,
                "client": "You wanted to see me.",
                "said": "What would help?",
                "instead": "You did not know where to look.",
                "strength": None,
            },
        },
        "unsure": {"units": 1, "total": 5, "text": "One tag was a close call."},
        "could_land_better": [
            {"turn": n, "unit": i, "quote": u.text, "kind": "praising", "text": "Name what he did.", "instead": None}
            for n, i, u in units
            if u.soft
        ],
        "limits": [
            {
                "turn": 1,
                "unit": None,
                "client": "You wanted to see me.",
                "quote": "",
                "handled": "stated",
                "text": "You said how things stand.",
                "model_reply": "The ban runs to June, and that is not mine to change.",
            }
        ],
        "notes": ["This is a mirror, not a mark."],
    }
