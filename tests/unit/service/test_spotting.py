"""Rounds of spotting exercises: naming, marking, and what is kept."""

from __future__ import annotations

import pytest

from mi_coach.domain.exercise import ExerciseKind
from mi_coach.errors import MiCoachError
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.spotting import choose, mark
from mi_coach.service.spotting import ITEMS, SpottingRound, SpottingService
from tests.fakes.exercises import FakeExercises, StillClock

LIBRARY = ExerciseLibrary()


@pytest.fixture
def kept() -> FakeExercises:
    return FakeExercises()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def service(kept: FakeExercises, clock: StillClock) -> SpottingService:
    return SpottingService(LIBRARY, kept, clock)


def finish(found: SpottingRound) -> None:
    while not found.over:
        found.answer(found.item.answer)


@pytest.mark.parametrize("name", LIBRARY.spotting_names)
def test_a_round_of_right_answers(service: SpottingService, kept: FakeExercises, name: str) -> None:
    found = service.start(name, seed=2)
    finish(found)

    (record,) = kept.list("trainee-1", ExerciseKind.SPOTTING)
    assert record.what == name
    assert record.level is None
    assert record.ended is not None
    assert record.result["right"] == record.result["items"] == len(found.items)
    assert sum(by["items"] for by in record.result["by_answer"].values()) == len(found.items)
    assert record.result["taken_for"] == []


def test_items_that_stand_alone_come_twelve_at_a_time_and_the_unseen_first(
    service: SpottingService, clock: StillClock
) -> None:
    seen: set[str] = set()
    for seed in range(3):
        found = service.start("change-talk", seed)
        ids = {item.id for item in found.items}
        assert len(ids) == len(found.items) == ITEMS
        assert not ids & seen
        seen |= ids
        finish(found)
        clock.pass_by(60)


def test_a_transcript_is_worked_through_whole_and_each_in_turn(service: SpottingService, clock: StillClock) -> None:
    titles = []
    for seed in range(6):
        found = service.start("tag-a-transcript", seed)
        assert len({item.passage for item in found.items}) == 1
        assert [i.id for i in found.items] == [i.id for i in LIBRARY.spotting("tag-a-transcript").items
                                              if i.passage == found.item.passage]  # fmt: skip
        titles.append(found.title)
        finish(found)
        clock.pass_by(60)

    assert len(set(titles)) == 6


def test_simple_against_complex_is_let_pass_and_said() -> None:
    item = next(i for i in LIBRARY.spotting("tag-a-transcript").items if i.answer == "SR")

    assert (mark(item, "CR").right, mark(item, "CR").close) == (True, True)
    assert (mark(item, "SR").right, mark(item, "SR").close) == (True, False)
    assert mark(item, "OQ").right is False


def test_what_was_taken_for_what_is_counted(service: SpottingService) -> None:
    found = service.start("change-talk", seed=1)
    first = found.item
    other = next(o.id for o in found.options if o.id != first.answer)

    spotted = found.answer(other)

    assert not spotted.right
    assert spotted.item is first
    assert found.record.result["taken_for"] == [{"answer": first.answer, "choice": other, "times": 1}]


@pytest.mark.parametrize(
    ("typed", "option"),
    [("1", "SR"), ("11", "NC"), ("cr", "CR"), ("Open question", "OQ"), ("aff", "AF"), (" GIVING  info", "GI")],
)
def test_a_choice_may_be_typed_in_many_ways(typed: str, option: str) -> None:
    assert choose(LIBRARY.spotting("tag-a-transcript"), typed).id == option


@pytest.mark.parametrize("typed", ["", "0", "12", "99999999999999999999", "s", "zz", "\x1b[2J", "²"])
def test_what_is_no_choice_is_told_in_one_line_and_costs_nothing(service: SpottingService, typed: str) -> None:
    found = service.start("tag-a-transcript", seed=1)

    with pytest.raises(MiCoachError, match="choose one of: 1 SR") as caught:
        found.answer(typed)

    assert caught.value.message.isprintable()
    assert found.spotted == ()


def test_a_round_can_be_left_and_an_empty_one_is_not_kept(service: SpottingService, kept: FakeExercises) -> None:
    assert service.start("roadblocks").end().answers == ()
    assert kept.list() == []

    found = service.start("roadblocks", seed=1)
    found.answer("none")
    found.end()

    assert found.over
    assert len(kept.list()) == 1
    with pytest.raises(MiCoachError, match="over"):
        found.answer("none")


def test_an_unknown_exercise_is_told(service: SpottingService) -> None:
    with pytest.raises(MiCoachError, match="no spotting exercise"):
        service.start("nope")
