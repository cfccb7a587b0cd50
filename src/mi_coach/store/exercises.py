"""Drills, spotting rounds and benchmarks in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.errors import MiCoachError
from mi_coach.store import rows
from mi_coach.store.addresses import shown
from mi_coach.store.tables import exercises
from mi_coach.store.transactions import Transactions


class SqlExerciseRepository(Transactions):
    """Keeps exercises. Every call is one transaction, committed before it returns."""

    def save(self, record: ExerciseRecord) -> None:
        """Stores an exercise, or what has become of one that is stored already.

        Raises:
            MiCoachError: A text is too long, or the database cannot be written.
        """
        values = _values(record)
        with self._writing() as connection:
            done = connection.execute(update(exercises).where(exercises.c.id == record.id).values(values))
            if not done.rowcount:
                connection.execute(insert(exercises), values)

    def get(self, exercise_id: str) -> ExerciseRecord:
        """Reads an exercise by its whole id.

        Raises:
            MiCoachError: No such exercise.
        """
        with self._reading() as connection:
            query = select(exercises).where(exercises.c.id == exercise_id)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise MiCoachError(f"there is no exercise {shown(exercise_id)}")
        return _record(dict(row))

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None, kind: ExerciseKind | None = None) -> list[ExerciseRecord]:
        """Exercises, oldest first.

        Args:
            profile: Only those of this person.
            kind: Only those of this sort.
        """
        query = select(exercises).order_by(exercises.c.started, exercises.c.id)
        if profile is not None:
            query = query.where(exercises.c.profile == profile)
        if kind is not None:
            query = query.where(exercises.c.kind == kind.value)
        with self._reading() as connection:
            return [_record(dict(row)) for row in connection.execute(query).mappings()]


def _values(record: ExerciseRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "profile": record.profile,
        "kind": record.kind.value,
        "what": record.what,
        "level": record.level,
        "started": record.started,
        "ended": record.ended,
        "answers": rows.tidy(record.answers),
        "result": rows.tidy(record.result),
    }


def _record(row: dict[str, Any]) -> ExerciseRecord:
    return ExerciseRecord(**row | {"kind": ExerciseKind(row["kind"]), "answers": tuple(row["answers"])})
