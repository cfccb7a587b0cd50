"""When a moment for oneself is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mi_coach.domain.scenario import Mark
from mi_coach.domain.session import ClientTurn, Session, Turn
from mi_coach.service.check_in import heavy, intro, questions, support
from tests.fakes.scenario import tiny_scenario

WHEN = datetime(2026, 5, 1, 9, tzinfo=UTC)
TINY = tiny_scenario()
MARKED = replace(
    TINY, lines=tuple(replace(line, marks=(Mark.RISK,)) if line.id == "tired" else line for line in TINY.lines)
)


def said(*lines: str, closing: str = "bye-unresolved", path: int = 1, ended: bool = True) -> Session:
    turns = tuple(Turn(n, ClientTurn(line, "…", (), None), "Yes.") for n, line in enumerate(lines, 1))
    last = ClientTurn(closing, "…", (), None)
    return Session("s", "the-bus", 1, WHEN, WHEN if ended else None, turns=turns, closing=last, path=path)


def test_it_is_offered_when_something_heavy_was_said() -> None:
    assert heavy(MARKED, said("hello", "tired"))
    assert heavy(MARKED, said("hello", closing="tired"))


def test_it_is_not_offered_when_nothing_of_the_kind_came_up() -> None:
    assert not heavy(MARKED, said("hello", "bus"))
    assert not heavy(TINY, said("hello", "tired"))
    assert not heavy(MARKED, said())


def test_it_is_not_offered_in_the_middle_or_once_more_on_another_path() -> None:
    assert not heavy(MARKED, said("hello", "tired", ended=False))
    assert not heavy(MARKED, said("hello", "tired", path=2))


def test_it_asks_two_or_three_things_and_says_where_to_turn() -> None:
    assert "Danny" in intro("Danny")
    assert len(questions("Danny")) in (2, 3)
    assert all(question.endswith("?") and "{" not in question for question in questions("Danny"))
    assert "manager" in support()
    assert not any(digit.isdigit() for digit in support())
