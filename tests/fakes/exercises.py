"""Exercises kept in memory, and a clock that goes on only when told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.errors import MiCoachError


class FakeExercises:
    """Keeps what is saved, the newest state of each, in the order in which they began."""

    def __init__(self) -> None:
        self.kept: dict[str, ExerciseRecord] = {}

    def save(self, record: ExerciseRecord) -> None:
        self.kept[record.id] = record

    def get(self, exercise_id: str) -> ExerciseRecord:
        if exercise_id not in self.kept:
            raise MiCoachError(f"there is no exercise {exercise_id}")
        return self.kept[exercise_id]

    def list(self, profile: str | None = None, kind: ExerciseKind | None = None) -> list[ExerciseRecord]:
        found = [r for r in self.kept.values() if profile in (None, r.profile) and kind in (None, r.kind)]
        return sorted(found, key=lambda record: record.started)


class StillClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)
