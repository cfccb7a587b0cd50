"""Sittings: any order, nothing lost, no word before the end, the other form next, the change afterwards."""

from dataclasses import replace

import pytest

from mi_coach.domain.codes import Code
from mi_coach.domain.exercise import ExerciseKind
from mi_coach.domain.reply import CodedReply
from mi_coach.errors import MiCoachError
from mi_coach.exercises.benchmark.loader import BenchmarkForms
from mi_coach.service.benchmark import BenchmarkService, Sitting
from tests.fakes.coder import RuleCoder
from tests.fakes.exercises import FakeExercises, StillClock

FORMS = BenchmarkForms()


class NewerCoder(RuleCoder):
    """Another model, which hears an open question as a closed one."""

    sha256 = "1" * 64

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        found = super().code(reply, client)
        units = tuple(replace(u, code=Code.CQ) if u.code is Code.OQ else u for u in found.units)
        return replace(found, units=units)


class CountingCoder(RuleCoder):
    """Counts the replies that it has coded."""

    def __init__(self) -> None:
        self.coded = 0

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        self.coded += 1
        return super().code(reply, client)


@pytest.fixture
def kept() -> FakeExercises:
    return FakeExercises()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


def service(kept: FakeExercises, clock: StillClock, coder: RuleCoder | None = None) -> BenchmarkService:
    return BenchmarkService(FORMS, coder or RuleCoder(), kept, clock, "p")


def take(benchmark: BenchmarkService, clock: StillClock, text: str, form: str | None = None) -> Sitting:
    sitting = benchmark.start(form, fresh=True)
    for number in range(1, 9):
        sitting.answer(number, text)
    clock.pass_by(20)
    sitting.finish()
    return sitting


def test_situations_are_answered_in_any_order_and_again(kept: FakeExercises, clock: StillClock) -> None:
    sitting = service(kept, clock).start()

    sitting.answer(5, "What did you see?")
    sitting.answer(2, "Hello.")
    sitting.answer(2, "What do they do for you?")

    assert sitting.form.id == "form-a"
    assert sitting.waiting == (1, 3, 4, 6, 7, 8)
    assert sitting.reply(2) == "What do they do for you?"
    assert sitting.reply(1) == ""
    assert [a["item"] for a in sitting.record.answers] == ["a2", "a5"]


def test_a_half_reply_is_kept_and_still_waits(kept: FakeExercises, clock: StillClock) -> None:
    sitting = service(kept, clock).start()
    for number in range(1, 9):
        sitting.answer(number, "What do they do for you?", half=number in (3, 5))

    again = service(kept, clock).start()

    assert (again.waiting, again.next, again.reply(3)) == ((3, 5), 3, "What do they do for you?")
    assert again.record.result["answered"] == 6
    with pytest.raises(MiCoachError, match="no reply yet to 3, 5"):
        again.finish()
    again.answer(5, "What do they do for you, then?")
    again.answer(3, "What do they do for you, then?")
    assert again.waiting == ()
    assert again.finish().ended is not None


def test_nothing_is_coded_before_the_end(kept: FakeExercises, clock: StillClock) -> None:
    coder = CountingCoder()
    sitting = service(kept, clock, coder).start()
    for number in range(1, 9):
        sitting.answer(number, "What was that like?")
    assert (coder.coded, sitting.results) == (0, ())

    sitting.finish()

    assert coder.coded == 8
    assert len(sitting.results) == 8


def test_a_sitting_that_was_left_is_carried_on(kept: FakeExercises, clock: StillClock) -> None:
    service(kept, clock).start("form-b").answer(3, "What would you have wanted?")

    later = service(kept, clock)
    sitting = later.start()

    assert (sitting.form.id, sitting.waiting) == ("form-b", (1, 2, 4, 5, 6, 7, 8))
    assert later.draft() == sitting.record
    assert later.draft("form-a") is None
    assert later.start("form-a").waiting == tuple(range(1, 9))
    assert later.start("form-b", fresh=True).waiting == tuple(range(1, 9))


def test_a_draft_from_before_a_finished_sitting_is_let_go(kept: FakeExercises, clock: StillClock) -> None:
    benchmark = service(kept, clock)
    benchmark.start("form-a").answer(1, "Hello.")
    clock.pass_by(60)
    take(benchmark, clock, "What was that like?", "form-a")

    assert benchmark.draft() is None


def test_a_sitting_without_a_reply_is_not_kept(kept: FakeExercises, clock: StillClock) -> None:
    service(kept, clock).start()

    assert kept.kept == {}


def test_a_score_needs_every_reply(kept: FakeExercises, clock: StillClock) -> None:
    sitting = service(kept, clock).start()
    sitting.answer(1, "Hello.")

    with pytest.raises(MiCoachError, match="2, 3, 4, 5, 6, 7, 8"):
        sitting.finish()
    assert not sitting.over


@pytest.mark.parametrize("text", ["", " \n\t ", "\x1b[0m", "a" * 5_000_000])
def test_a_reply_must_have_words_and_bounds(kept: FakeExercises, clock: StillClock, text: str) -> None:
    sitting = service(kept, clock).start()

    with pytest.raises(MiCoachError):
        sitting.answer(1, text)
    assert kept.kept == {}


@pytest.mark.parametrize("number", [0, 9, -1])
def test_there_are_eight_situations(kept: FakeExercises, clock: StillClock, number: int) -> None:
    sitting = service(kept, clock).start()

    with pytest.raises(MiCoachError, match="1 to 8"):
        sitting.answer(number, "Hello.")


def test_control_characters_are_stripped(kept: FakeExercises, clock: StillClock) -> None:
    sitting = service(kept, clock).start()

    sitting.answer(1, "What \x1b[31mhappened\u202e?")

    assert sitting.reply(1) == "What happened?"


def test_a_finished_sitting_stays_as_it_is(kept: FakeExercises, clock: StillClock) -> None:
    sitting = take(service(kept, clock), clock, "What was that like?")
    before = sitting.record

    with pytest.raises(MiCoachError, match="finished"):
        sitting.answer(1, "Hello.")
    assert sitting.finish() == before
    assert before.kind is ExerciseKind.BENCHMARK
    assert (before.what, before.level, before.profile) == ("form-a", None, "p")
    assert before.ended is not None
    assert before.ended > before.started


def test_the_form_not_yet_taken_comes_next_and_then_the_older_one(kept: FakeExercises, clock: StillClock) -> None:
    benchmark = service(kept, clock)
    forms = [take(benchmark, clock, "What was that like?").form.id for _ in range(4)]

    assert forms == ["form-a", "form-b", "form-a", "form-b"]
    assert [record.what for record in benchmark.taken()] == forms


def test_the_first_result_has_no_change_and_the_second_has(kept: FakeExercises, clock: StillClock) -> None:
    benchmark = service(kept, clock)
    first = take(benchmark, clock, "Why don't you stop. Have you tried.").record
    second = take(benchmark, clock, "What was that like?").record

    assert (first.result["score"], first.result["change"]) == (1, None)
    assert second.result["score"] == pytest.approx(3, abs=0.15)
    found = second.result["change"]
    assert found["before"] == 1
    assert found["by"] == pytest.approx(second.result["score"] - 1, abs=0.011)
    assert found["beyond_chance"]
    assert not found["same_form"]
    assert found["interval"][0] < found["by"] < found["interval"][1]
    assert any("2 March 2026" in line for line in second.result["told"])
    assert [a["item"] for a in second.answers] == [f"b{n}" for n in range(1, 9)]
    assert all(a["units"] and a["told"] and a["low"] <= a["points"] <= a["high"] for a in second.answers)


def test_an_earlier_score_by_another_model_is_scored_anew(kept: FakeExercises, clock: StillClock) -> None:
    take(service(kept, clock), clock, "What was that like?")

    second = take(service(kept, clock, NewerCoder()), clock, "What was that like?").record

    assert second.result["change"]["before"] == 2
    assert abs(second.result["change"]["by"]) < 0.15


def test_people_do_not_see_each_others(kept: FakeExercises, clock: StillClock) -> None:
    take(service(kept, clock), clock, "What was that like?")

    other = BenchmarkService(FORMS, RuleCoder(), kept, clock, "somebody-else")

    assert other.taken() == []
    assert other.due() == "form-a"


def test_other_exercises_are_left_alone(kept: FakeExercises, clock: StillClock) -> None:
    sitting = take(service(kept, clock), clock, "What was that like?")
    kept.save(replace(sitting.record, id="gone", what="form-z"))

    assert [r.what for r in service(kept, clock).taken()] == ["form-a"]
