"""The one thing that the first screen offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.stored import SessionSummary
from mi_coach.service.next_practice import Suggestion
from mi_coach.service.next_up import FRESH, Facts, NextUp, Step, next_up

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
DUE = Suggestion("drill", "affirmation", "Drill: affirmation", "It has been a while.")


@dataclass(frozen=True)
class Card:
    id: str
    title: str
    client: str


CASES = (Card("bus", "Once an hour", "Danny"), Card("door", "The door", "Omar"))


def talk(days: float, ended: bool = False, replies: int = 3, scenario: str | None = "bus") -> SessionSummary:
    began = NOW - timedelta(days=days)
    return SessionSummary(f"s{days}", scenario, began, began if ended else None, None, replies)


def bench(days: float, ended: bool = False) -> ExerciseRecord:
    began = NOW - timedelta(days=days)
    return ExerciseRecord(f"b{days}", "me", ExerciseKind.BENCHMARK, "a", None, began, began if ended else None)


def drill(days: float) -> ExerciseRecord:
    began = NOW - timedelta(days=days)
    return ExerciseRecord(f"d{days}", "me", ExerciseKind.DRILL, "affirmation", 1, began, None)


def offered(
    *sessions: SessionSummary,
    records: tuple[ExerciseRecord, ...] = (),
    toured: bool = True,
    due: Callable[[], Suggestion | None] = lambda: DUE,
) -> NextUp | None:
    return next_up(Facts(CASES, sessions, records, toured, NOW), due)


def step(*sessions: SessionSummary, records: tuple[ExerciseRecord, ...] = (), toured: bool = True) -> Step | None:
    found = offered(*sessions, records=records, toured=toured)
    return found.step if found else None


def not_asked() -> Suggestion | None:
    raise AssertionError("nothing else was needed")


def test_the_tour_is_for_somebody_who_has_done_nothing_yet() -> None:
    assert step(toured=False) is Step.TOUR
    assert step(talk(1, replies=0), toured=False) is Step.TOUR
    assert step(toured=True) is Step.DRILL
    assert step(talk(1, ended=True), toured=False) is Step.DRILL
    assert step(records=(drill(1),), toured=False) is Step.DRILL


def test_what_was_left_in_the_middle_comes_before_anything_else() -> None:
    found = offered(talk(1), talk(2), toured=False, due=not_asked)

    assert found is not None
    assert (found.step, found.id, found.session) == (Step.CARRY_ON, "bus", "s1")
    assert found.title == "Carry on with Danny"
    assert "3 replies" in found.why


def test_the_later_of_a_conversation_and_a_test_is_carried_on() -> None:
    assert step(talk(2), records=(bench(1),)) is Step.BENCHMARK
    assert step(talk(1), records=(bench(2),)) is Step.CARRY_ON
    assert step(records=(bench(1, ended=True),)) is Step.DRILL
    assert step(records=(bench(3), bench(1, ended=True))) is Step.BENCHMARK


def test_what_was_left_long_ago_or_cannot_be_played_any_more_is_not_pressed_on_anybody() -> None:
    long_ago = FRESH.days + 1

    assert step(talk(long_ago)) is Step.DRILL
    assert step(records=(bench(long_ago),)) is Step.DRILL
    assert step(talk(1, scenario="gone")) is Step.DRILL
    assert step(talk(1, scenario=None)) is Step.DRILL
    assert step(talk(1, replies=0)) is Step.DRILL


def test_otherwise_it_is_what_spaced_practice_says() -> None:
    found = offered(talk(1, ended=True))

    assert found == NextUp(Step.DRILL, DUE.title, DUE.why, "affirmation")


def test_with_nothing_to_practise_there_is_nothing_to_offer() -> None:
    assert offered(due=lambda: None) is None
