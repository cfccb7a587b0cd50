"""Which skills are strong and which are due."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import FIRST
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.types import Skill
from mi_coach.scoring.phrases import say
from mi_coach.service.shown import Outcome, outcome
from mi_coach.service.skills import STEPS, Standing, drill_outcome, standings

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def drill(
    after_days: float, first: int = 0, second: int = 0, not_yet: int = 0, skill: str = "affirmation"
) -> ExerciseRecord:
    when = START + timedelta(days=after_days)
    result = {"first": first, "second": second, "not_yet": not_yet, "unsure": 0, "skipped": 0}
    return ExerciseRecord(f"e{after_days}", FIRST, ExerciseKind.DRILL, skill, 1, when, when, (), result)


def standing(*records: ExerciseRecord, skill: Skill = Skill.AFFIRMATION) -> Standing:
    return next(s for s in standings([], records) if s.skill is skill)


@pytest.mark.parametrize(
    ("skill", "used", "chances", "came"),
    [
        (Skill.AFFIRMATION, 2, None, Outcome.HELD),
        (Skill.AFFIRMATION, 1, None, Outcome.SOME),
        (Skill.AFFIRMATION, 0, None, None),
        (Skill.DISCORD, 2, 4, Outcome.HELD),
        (Skill.DISCORD, 1, 4, Outcome.SOME),
        (Skill.DISCORD, 0, 4, Outcome.NOT_YET),
        (Skill.DISCORD, 0, 1, None),
        (Skill.SIMPLE_REFLECTION, 4, 12, Outcome.HELD),
        (Skill.SIMPLE_REFLECTION, 3, 12, Outcome.SOME),
    ],
)
def test_how_a_skill_went_in_a_session(skill: Skill, used: int, chances: int | None, came: Outcome | None) -> None:
    assert outcome(skill, used, chances) is came


def test_how_a_drill_went() -> None:
    assert drill_outcome(drill(0, first=4, not_yet=2)) is Outcome.HELD
    assert drill_outcome(drill(0, first=2, second=1, not_yet=3)) is Outcome.SOME
    assert drill_outcome(drill(0, first=1, not_yet=4)) is Outcome.NOT_YET
    assert drill_outcome(drill(0, first=2)) is Outcome.SOME
    assert drill_outcome(drill(0, not_yet=2)) is None


def test_what_holds_waits_longer_and_what_does_not_comes_back_soon() -> None:
    held = [drill(n * 10, first=6) for n in range(6)]
    gaps = [(standing(*held[:n]).due or date.max) - held[n - 1].started.date() for n in range(1, 7)]
    assert [gap.days for gap in gaps] == [5, 10, 21, 45, 45, 45]
    assert standing(*held, drill(70, first=1, second=3, not_yet=2)).due == (START + timedelta(days=70 + 21)).date()
    assert standing(*held, drill(70, not_yet=6)).due == (START + timedelta(days=70 + STEPS[0])).date()


def test_a_day_counts_once_as_it_ended() -> None:
    crammed = [drill(n / 100, first=6) for n in range(9)]
    found = standing(*crammed)
    assert found.times == 9
    assert (found.due, found.strength) == ((START + timedelta(days=5)).date(), "growing")
    assert standing(*crammed, drill(0.2, not_yet=6)).strength == "begun"


def test_strength_is_what_the_last_two_days_showed() -> None:
    assert standing().strength == "new"
    assert standing(drill(0, first=6), drill(3, first=6)).strength == "strong"
    assert standing(drill(0, first=6), drill(3, first=6), drill(6, second=6)).strength == "growing"


def test_conversations_and_drills_count_together_in_their_order() -> None:
    later = START + timedelta(days=4)
    found = {
        s.skill: s for s in standings([(later, {"affirmation": [3, None], "discord": [0, 5]})], [drill(0, first=6)])
    }
    assert found[Skill.AFFIRMATION].strength == "strong"
    assert found[Skill.AFFIRMATION].last is not None
    assert found[Skill.AFFIRMATION].last.where == "conversation"
    assert found[Skill.DISCORD].strength == "begun"
    assert list(found) == list(Skill)


def test_the_ladder_has_the_names_of_the_drills() -> None:
    assert {d.skill.value: d.name for d in ExerciseLibrary().drills()} == {s.value: say(f"ladder.{s}") for s in Skill}
