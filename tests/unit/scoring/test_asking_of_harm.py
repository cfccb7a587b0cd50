"""A plain question about suicide is asked as it is: no score and no sentence holds it against anybody."""

from __future__ import annotations

import pytest

from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.next_step import _only_closed
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.weighing import empathy
from tests.unit.scoring import sessions as make

HARM = "did u ever think of ending it"


def reading(text: str) -> Reading:
    turn = make.turn(1, (make.unit("CQ", text),), "I don't see the point some nights.", ("ST",), make.START)
    return Reading(turn, turn.units or ())


@pytest.mark.parametrize("text", [HARM, "Have you thought about killing yourself?", "Do you want to die?"])
def test_it_is_no_fault_and_no_lack(text: str) -> None:
    assert empathy(reading(text)).bad == ()
    assert not _only_closed(reading(text))


def test_another_closed_question_is_weighed_as_before() -> None:
    assert [p.kind for p in empathy(reading("Do you work nights?")).bad] == ["closed_only"]
    assert _only_closed(reading("Do you work nights?"))


@pytest.mark.parametrize("text", ["Did you think of ending it with her?", "Have you ended it?", "Is it far?"])
def test_other_endings_are_not_meant(text: str) -> None:
    assert not speaks_of("asks_of_harm", text)
