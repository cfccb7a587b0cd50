"""The end of a round in words."""

from __future__ import annotations

from typing import Any

import pytest

from mi_coach.exercises.closing import closing, spotting_closing, step_told
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.phrases import phrases
from mi_coach.exercises.rules import rule_for
from mi_coach.exercises.spotting import mark, summary
from mi_coach.exercises.types import Skill, Step
from tests.exercises.drills import drill

DRILL = drill()


def answer(came: str, *tries: tuple[str, str, str | None], prompt: int = 1, level: int = 1) -> dict[str, Any]:
    made = [{"text": text, "met": met, "why": f"Because {text}", "missing": missing} for text, met, missing in tries]
    return {"prompt": f"p-{prompt:02}", "level": level, "came": came, "tries": made}


def met(text: str = "You were there.", prompt: int = 1, level: int = 1) -> dict[str, Any]:
    return answer("first", (text, "yes", None), prompt=prompt, level=level)


def missed(missing: str = "reflection") -> dict[str, Any]:
    return answer("not_yet", ("What?", "no", missing), ("How?", "no", "no_question"))


def test_a_round_without_an_answer_has_no_end_to_tell() -> None:
    assert closing(DRILL, [], 1) is None
    assert closing(DRILL, [answer("skipped")], 1) is None


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([met()], "You met it at the first try."),
        ([met(), met()], "You met all 2 at the first try."),
        ([met(), missed()], "You met 1 of 2 at the first try."),
        (
            [met(), answer("second", ("a", "no", "reflection"), ("b", "yes", None))],
            "You met 1 of 2 at the first try and 1 more at the second.",
        ),
        ([answer("second", ("a", "no", "reflection"), ("b", "yes", None)), missed()], "You met 1 of 2 at the second"),
        ([answer("not_yet", ("a", "nearly", "no_question"), ("b", "no", "reflection"))], "You came near."),
        ([missed()], "You stayed with it and tried out 2 replies."),
        ([answer("not_yet", ("a", "no", "reflection"))], "You stayed with it and tried out 1 reply."),
        ([met(), answer("skipped")], "You met it at the first try."),
    ],
)
def test_what_went_well_comes_first(answers: list[dict[str, Any]], told: str) -> None:
    found = closing(DRILL, answers, 1)
    assert found is not None
    assert found.well[0].startswith(told)
    assert found.lines[0] == found.well[0]


def test_the_latest_reply_that_met_the_highest_level_is_quoted() -> None:
    found = closing(DRILL, [met("One.", 1, 2), met("Two.", 2, 2), met("Three.", 3, 1), missed()], 2)
    assert found is not None
    assert found.well[1] == "To Danny you said: “Two.” Because Two."


def test_one_thing_is_what_was_missing_most_on_first_tries_before_second_ones() -> None:
    found = closing(DRILL, [missed("own_words"), missed("reflection"), met()], 1)
    assert found is not None
    assert "stop there" in found.thing  # twice no_question
    once = closing(DRILL, [missed("own_words")], 1)
    assert once is not None
    assert "own words" in once.thing


def test_nothing_missing_and_nothing_judged() -> None:
    fine = closing(DRILL, [met()], 1)
    doubtful = closing(DRILL, [answer("unsure", ("a", "unsure", "tag"))], 1)
    assert fine is not None
    assert doubtful is not None
    assert fine.thing.startswith("Nothing was missing")
    assert "go by your own ear" in doubtful.thing


@pytest.mark.parametrize(("now", "told"), [(1, "less to hold"), (2, "begins at level 2."), (3, "from level 2 to")])
def test_where_next_tells_the_level(now: int, told: str) -> None:
    found = closing(DRILL, [missed() | {"level": 2}], now)
    assert found is not None
    assert told in found.onward[0]
    assert found.next_skill is None


def test_the_next_skill_is_named_when_the_highest_level_held() -> None:
    held = closing(DRILL, [met(level=3), met(level=3), missed() | {"level": 3}], 3)
    assert held is not None
    assert held.next_skill is Skill.COMPLEX_MEANING
    assert held.onward[-1] == "Next on the ladder: Complex reflection, meaning."
    one = closing(DRILL, [met(level=3)], 3)
    last = closing(drill(Skill.ELICIT_PROVIDE_ELICIT), [met(level=3), met(level=3)], 3)
    assert one is not None
    assert last is not None
    assert one.next_skill is last.next_skill is None


def test_every_part_that_can_be_missing_has_its_one_thing() -> None:
    rules = [rule_for(skill, None) for skill in Skill if skill is not Skill.ELICIT_PROVIDE_ELICIT]
    rules += [rule_for(Skill.ELICIT_PROVIDE_ELICIT, step) for step in Step]
    names = {ask.name for rule in rules for ask in rule.asks}
    assert {f"one_thing.{name}" for name in names} <= set(phrases())


def test_a_change_of_level_is_one_kind_line() -> None:
    assert step_told(2, 2) == ""
    assert "level 3" in step_told(2, 3)
    assert "gentler" in step_told(2, 1)


def test_spotting_says_what_was_heard_and_what_was_mixed() -> None:
    exercise = ExerciseLibrary().spotting("change-talk")
    change = [i for i in exercise.items if i.answer == "change"][:3]
    discord = [i for i in exercise.items if i.answer == "discord"][:2]
    named = [mark(i, "sustain") for i in change] + [mark(i, "discord") for i in discord]

    found = spotting_closing(exercise, summary(exercise, named))
    assert found is not None
    assert found.well == ("You heard 2 of 5.", "You heard each of these every time: discord.")
    assert found.thing.startswith("What was “change talk” went to “sustain talk” 3 times.")

    none = spotting_closing(exercise, summary(exercise, named[:1]))
    all_ = spotting_closing(exercise, summary(exercise, named[3:]))
    assert none is not None
    assert all_ is not None
    assert none.well[0].startswith("These are not easy to hear.")
    assert all_.well == ("You heard all 2.",)
    assert all_.thing.startswith("Nothing was mixed up.")
    assert spotting_closing(exercise, {}) is None
