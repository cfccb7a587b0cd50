"""The exercises there are, and where a person stands with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.types import Drill, Spotting
from mi_coach.service.drills import due, level_of


@dataclass(frozen=True, slots=True)
class ShelvedDrill:
    """A drill with where the person stands: the level at which the next round begins, and when the last one was."""

    drill: Drill
    level: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class ShelvedSpotting:
    """A spotting exercise with its last round: when, how many were named as they are, and of how many."""

    exercise: Spotting
    last: datetime | None
    right: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to practise with.

    Attributes:
        drills: In the order of the ladder.
        spotting: From the broadest to the narrowest.
        due: The skill to practise next.
    """

    drills: tuple[ShelvedDrill, ...]
    spotting: tuple[ShelvedSpotting, ...]
    due: str


def shelf(library: ExerciseLibrary, records: Sequence[ExerciseRecord]) -> Shelf:
    """Lays out the exercises.

    Args:
        library: Where they are.
        records: The exercises of one person, oldest first.

    Raises:
        MiCoachError: A file has errors, or there are none.
    """
    rounds = [r for r in records if r.kind is ExerciseKind.DRILL]
    drills = tuple(_drill(drill, [r for r in rounds if r.what == drill.skill.value]) for drill in library.drills())
    spotted = [r for r in records if r.kind is ExerciseKind.SPOTTING]
    named = tuple(_spotting(library.spotting(name), spotted) for name in library.spotting_names)
    return Shelf(drills, named, due(library.skills, rounds))


def _drill(drill: Drill, rounds: Sequence[ExerciseRecord]) -> ShelvedDrill:
    return ShelvedDrill(drill, level_of(rounds), rounds[-1].started if rounds else None)


def _spotting(exercise: Spotting, records: Sequence[ExerciseRecord]) -> ShelvedSpotting:
    last = next((r for r in reversed(records) if r.what == exercise.id), None)
    if last is None:
        return ShelvedSpotting(exercise, None)
    return ShelvedSpotting(exercise, last.started, int(last.result.get("right", 0)), int(last.result.get("items", 0)))
