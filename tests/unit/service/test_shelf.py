"""The exercises there are, with where a person stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.types import Skill
from mi_coach.reports.labels import practise_line
from mi_coach.scoring.next_step import DRILLS
from mi_coach.scoring.phrases import phrases, say
from mi_coach.service.shelf import shelf

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIBRARY = ExerciseLibrary()


def record(kind: ExerciseKind, what: str, day: int, level: int | None = None, **result: int) -> ExerciseRecord:
    return ExerciseRecord(f"{what}-{day}", "trainee-1", kind, what, level, BEGAN + timedelta(days=day), result=result)


def test_before_anything_was_practised() -> None:
    found = shelf(LIBRARY, [])

    assert [d.drill.skill for d in found.drills] == list(Skill)
    assert {(d.level, d.last) for d in found.drills} == {(1, None)}
    assert [s.exercise.id for s in found.spotting] == ["tag-a-transcript", "change-talk", "roadblocks"]
    assert {s.last for s in found.spotting} == {None}
    assert found.due == "simple-reflection"


def test_the_latest_round_tells_where_one_stands() -> None:
    records = [
        record(ExerciseKind.DRILL, "simple-reflection", 0, 3),
        record(ExerciseKind.DRILL, "simple-reflection", 2, 2),
        record(ExerciseKind.DRILL, "discord", 3, 1),
        record(ExerciseKind.SPOTTING, "roadblocks", 4, right=5, items=12),
        record(ExerciseKind.SPOTTING, "roadblocks", 5, right=9, items=12),
        record(ExerciseKind.BENCHMARK, "form-a", 6),
    ]
    found = shelf(LIBRARY, records)

    first = found.drills[0]
    assert (first.level, first.last) == (2, BEGAN + timedelta(days=2))
    assert (found.spotting[2].right, found.spotting[2].items) == (9, 12)
    assert found.due == "complex-meaning"


def test_every_next_step_leads_to_a_drill_that_is_there() -> None:
    steps = {name.removeprefix("next.") for name in phrases() if name.startswith("next.")}
    assert set(DRILLS) == steps - {"summarising", "engaging"}
    assert set(DRILLS.values()) <= {skill.value for skill in LIBRARY.skills}


def test_the_ladder_has_one_name_for_each_skill() -> None:
    assert {d.skill.value: d.name for d in LIBRARY.drills()} == {s.value: say(f"ladder.{s}") for s in Skill}


def test_how_to_practise_is_told_as_a_command() -> None:
    step = {"drill": {"skill": "affirmation", "name": "Affirmation"}}
    assert practise_line(step) == "Practise it: mi-coach drill affirmation"
    assert practise_line({"drill": None}) == ""
