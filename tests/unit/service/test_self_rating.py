"""The questions, what a practice keeps of the answers, and the trend over sessions."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mi_coach.domain.self_rating import PRINCIPLES, RATIO, SelfRating
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import Practice
from mi_coach.service.progress import LOOKED_AT, gap_trend
from mi_coach.service.self_rating import FEWEST_REPLIES, questions, rating
from tests.fakes.backend import FakeBackend
from tests.unit.scoring import sessions as make


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[FakeBackend]:
    made = FakeBackend(tmp_path)
    yield made
    made.repository.close()


def practised(backend: FakeBackend, replies: int = FEWEST_REPLIES) -> Practice:
    practice = backend.practice().start("the-bus")
    for _ in range(replies):
        practice.reply("You feel nobody listens. What would help?")
    return practice


def test_the_questions_are_the_six_of_a_rating() -> None:
    asked = questions()

    assert [q.id for q in asked] == [*PRINCIPLES, RATIO]
    assert rating({q.id: q.answers[-1].value for q in asked}) == SelfRating(5, 5, 5, 5, 5, 3.0)
    assert rating({}) == SelfRating()
    assert all(len({a.key for a in q.answers}) == len(q.answers) for q in asked)


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [(0, "4", 4), (0, " mostly ", 4), (0, "0", None), (0, "", None), (5, "0", 0), (5, "h", 0.5), (5, "H", 0.5),
     (5, "½", 0.5), (5, "0,5", 0.5), (5, "3", 3), (5, "4", None)],
)  # fmt: skip
def test_an_answer_is_found_by_key_number_or_words(question: int, typed: str, value: float | None) -> None:
    answer = questions()[question].answer(typed)

    assert (answer.value if answer else None) == value


def test_a_rating_is_stored_with_the_ending_and_the_score(backend: FakeBackend) -> None:
    practice = practised(backend)
    assert not practice.asks_rating
    with pytest.raises(MiCoachError, match="when the session is over"):
        practice.rate(SelfRating(empathy=4))
    practice.end()
    assert practice.asks_rating
    before = backend.sessions()[0]

    practice.rate(SelfRating(empathy=4, reflection_to_question=0.5))

    assert backend.session(practice.session.id) == practice.session
    assert backend.session(practice.session.id).self_rating == SelfRating(empathy=4, reflection_to_question=0.5)
    assert backend.sessions()[0] == before
    assert before.overall is not None
    assert not practice.asks_rating


def test_nothing_rated_changes_nothing(backend: FakeBackend) -> None:
    practice = practised(backend)
    practice.end()

    practice.rate(SelfRating())

    assert practice.session.self_rating is None
    assert backend.session(practice.session.id).self_rating is None


def test_too_few_replies_and_another_path_are_not_asked_about(backend: FakeBackend) -> None:
    short = practised(backend, FEWEST_REPLIES - 1)
    short.end()
    assert not short.asks_rating

    first = practised(backend, FEWEST_REPLIES + 1)
    first.end()
    again = backend.practice().go_back(first.session.id, FEWEST_REPLIES)
    again.reply("You feel nobody listens.")
    again.end()
    assert len(again.session.turns) >= FEWEST_REPLIES
    assert not again.asks_rating


def rated(number: int, given: bool = True) -> Session:
    return replace(make.plain(["SR"]), id=f"s{number}", self_rating=SelfRating(empathy=3) if given else None)


def reports(means: dict[str, float | None]) -> Any:
    return lambda session: {"self_gap": None if means[session.id] is None else {"mean": means[session.id]}}


def test_the_trend_is_over_the_latest_rated_sessions_oldest_first() -> None:
    means = {"s0": 0.9, "s1": None, "s3": 1.0, "s4": 1.3, "s5": 1.1, "s6": 1.6, "s7": 4.0}
    newest_first = [rated(n, given=n != 2) for n in range(8)]

    trend = gap_trend(newest_first, reports(means))

    assert trend.gaps == (1.6, 1.1, 1.3, 1.0, 0.9)
    assert trend.sentence() == "Over your last five rated sessions the gap went from 1.6 points to 0.9 points."


def test_one_session_is_no_trend_and_a_gap_that_stays_is_said_so() -> None:
    assert gap_trend([rated(0)], reports({"s0": 1.0})).sentence() == ""
    assert gap_trend([], reports({})).sentence() == ""
    told = gap_trend([rated(0), rated(1)], reports({"s0": 1.0, "s1": 1.0})).sentence()
    assert told == "Over your last two rated sessions the gap stayed at 1 point."


def test_a_long_history_is_not_read_to_its_end() -> None:
    read: list[int] = []

    def history() -> Iterator[Session]:
        for n in range(LOOKED_AT * 2):
            read.append(n)
            yield rated(n, given=False)

    assert gap_trend(history(), reports({})).gaps == ()
    assert len(read) <= LOOKED_AT + 1
