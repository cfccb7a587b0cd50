"""Rounds of drills: tries, levels, time, what is kept, and which prompt comes next."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.errors import MiCoachError
from mi_coach.exercises.judge import Met
from mi_coach.exercises.standing import Came, Standing
from mi_coach.exercises.types import Drill, Skill
from mi_coach.service.drills import MINUTES, PROMPTS, DrillService, Round
from mi_coach.service.practice import MAX_REPLY
from mi_coach.store import open_repository
from tests.exercises.drills import drill
from tests.fakes.coder import RuleCoder
from tests.fakes.exercises import FakeExercises, StillClock

GOOD = "You were by the harbour wall, and it was a Monday at the window with your lad."
QUESTION = "What happened next?"
UNKNOWN = "The bus."


class OneDrill:
    """A library of made-up drills, one for each skill."""

    def __init__(self, skills: Sequence[Skill] = tuple(Skill)) -> None:
        self.skills = tuple(skills)

    def drill(self, skill: str) -> Drill:
        if skill not in self.skills:
            raise MiCoachError(f"there is no drill {skill}")
        return drill(Skill(skill))


@pytest.fixture
def kept() -> FakeExercises:
    return FakeExercises()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def service(kept: FakeExercises, clock: StillClock) -> DrillService:
    return DrillService(OneDrill(), RuleCoder(), kept, clock, "trainee-1")


def start(service: DrillService, level: int | None = None, seed: int = 1) -> Round:
    return service.start("simple-reflection", level, seed)


def miss(found: Round) -> None:
    found.answer(QUESTION)
    found.answer(QUESTION)
    found.move_on()


def meet(found: Round) -> None:
    assert found.answer(GOOD).met is Met.YES
    found.move_on()


def test_a_reply_that_does_it_settles_the_prompt_and_shows_others(service: DrillService) -> None:
    found = start(service)
    assert (found.number, found.level, found.settled, found.better) == (1, 1, False, ())

    verdict = found.answer(GOOD)

    assert verdict.met is Met.YES
    assert found.settled
    assert found.better == found.prompt.models
    before = found.prompt
    assert found.move_on()
    assert found.prompt.id != before.id
    assert (found.number, found.settled, found.tries) == (2, False, ())


def test_there_is_a_second_try_and_after_it_better_replies(service: DrillService) -> None:
    found = start(service)

    found.answer(QUESTION)
    assert (found.settled, found.better, len(found.tries)) == (False, (), 1)
    found.answer(QUESTION)

    assert found.settled
    assert found.better == found.prompt.models
    with pytest.raises(MiCoachError, match="this one is done"):
        found.answer(GOOD)


def test_a_doubtful_answer_is_shown_beside_better_ones_at_once(service: DrillService) -> None:
    found = start(service)

    assert found.answer("You sail, gravel and plenty.").met is Met.UNSURE
    assert found.settled
    found.end()
    assert found.record.result["unsure"] == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\x1b[31m\x00", "a" * (MAX_REPLY + 1)])
def test_empty_and_endless_replies_are_refused_and_cost_no_try(service: DrillService, text: str) -> None:
    found = start(service)

    with pytest.raises(MiCoachError):
        found.answer(text)

    assert found.tries == ()


def test_a_round_ends_after_eight_prompts(service: DrillService, kept: FakeExercises) -> None:
    found = start(service)
    prompts = []
    while not found.over:
        prompts.append(found.prompt.id)
        meet(found)

    assert len(prompts) == len(set(prompts)) == PROMPTS
    assert not found.move_on()
    (record,) = kept.list()
    assert record.ended is not None
    assert [answer["prompt"] for answer in record.answers] == prompts
    assert (record.result["prompts"], record.result["first"]) == (8, 8)
    with pytest.raises(MiCoachError, match="over"):
        found.answer(GOOD)


def test_time_ends_a_round_between_prompts_only(service: DrillService, clock: StillClock) -> None:
    found = start(service)
    meet(found)
    clock.pass_by(MINUTES + 20)

    assert found.answer(QUESTION).met is Met.NO
    assert found.answer(GOOD).met is Met.YES
    assert not found.move_on()

    assert found.over
    assert found.record.result["second"] == 1


def test_the_level_goes_up_and_down_with_two_in_a_row(service: DrillService) -> None:
    found = start(service)
    levels = []
    for step in (meet, meet, meet, meet, miss, meet, miss, miss):
        levels.append(found.prompt.level)
        step(found)

    assert levels == [1, 1, 2, 2, 3, 3, 3, 3]
    assert found.level == found.record.level == 2


def test_a_level_that_was_asked_for_stays(service: DrillService) -> None:
    found = start(service, level=2)
    while not found.over:
        assert found.prompt.level == 2
        meet(found)


def test_the_next_round_begins_where_the_last_one_ended(service: DrillService, clock: StillClock) -> None:
    found = start(service)
    meet(found)
    meet(found)
    found.end()
    clock.pass_by(60)

    assert start(service).prompt.level == 2
    assert service.start("discord").prompt.level == 1


def test_prompts_not_seen_lately_come_first(service: DrillService, clock: StillClock) -> None:
    seen: list[set[str]] = []
    for seed in range(3):
        found = start(service, level=1, seed=seed)
        seen.append(set())
        for _ in range(4):
            seen[-1].add(found.prompt.id)
            meet(found)
        found.end()
        clock.pass_by(60)

    assert seen[0] & seen[1] == set()
    assert seen[2] == seen[0]


def test_the_seed_decides_the_choice(kept: FakeExercises, clock: StillClock) -> None:
    def chosen(seed: int) -> list[str]:
        found = start(DrillService(OneDrill(), RuleCoder(), FakeExercises(), clock), seed=seed)
        ids = []
        while not found.over:
            ids.append(found.prompt.id)
            meet(found)
        return ids

    assert chosen(5) == chosen(5)
    assert len({tuple(chosen(seed)) for seed in range(6)}) > 1


def test_what_was_answered_is_kept_before_the_round_ends(service: DrillService, kept: FakeExercises) -> None:
    found = start(service)
    assert kept.list() == []

    found.answer(QUESTION)

    (record,) = kept.list("trainee-1", ExerciseKind.DRILL)
    assert record.ended is None
    assert record.answers[0]["tries"][0]["text"] == QUESTION
    assert record.answers[0]["tries"][0]["met"] == "no"


def test_a_round_without_an_answer_is_not_kept(service: DrillService, kept: FakeExercises) -> None:
    found = start(service)
    found.move_on()

    record = found.end()

    assert found.over
    assert kept.list() == []
    assert record.result["skipped"] == 1
    assert start(service).end().answers == ()


def test_a_prompt_that_is_skipped_moves_no_level(service: DrillService) -> None:
    found = start(service)
    found.move_on()
    meet(found)
    found.move_on()
    meet(found)

    assert found.level == 2
    assert [a["came"] for a in found.end().answers] == ["skipped", "first", "skipped", "first"]


def test_going_on_after_a_first_try_that_missed_is_not_a_way_to_meet_it(service: DrillService) -> None:
    found = start(service)
    meet(found)
    found.answer(QUESTION)
    found.move_on()

    record = found.end()

    assert [a["came"] for a in record.answers] == ["first", "not_yet"]
    assert (record.result["not_yet"], record.result["skipped"]) == (1, 0)


def test_rounds_are_kept_apart_by_profile(kept: FakeExercises, clock: StillClock) -> None:
    mine = DrillService(OneDrill(), RuleCoder(), kept, clock, "mine")
    meet(found := start(mine))
    meet(found)
    found.end()

    theirs = DrillService(OneDrill(), RuleCoder(), kept, clock, "theirs")

    assert start(mine).prompt.level == 2
    assert start(theirs).prompt.level == 1


def test_the_ladder_is_climbed_before_anything_is_due_again(clock: StillClock, kept: FakeExercises) -> None:
    service = DrillService(OneDrill((Skill.SIMPLE_REFLECTION, Skill.DISCORD)), RuleCoder(), kept, clock)
    for due in ("simple-reflection", "discord", "simple-reflection"):
        assert service.due() == due
        found = service.start()
        assert found.drill.skill.value == due
        found.answer(QUESTION)
        found.end()
        clock.pass_by(60)


@pytest.mark.parametrize(("skill", "level"), [("nope", None), ("discord", 4), ("discord", 0)])
def test_what_is_not_there_is_told(service: DrillService, skill: str, level: int | None) -> None:
    with pytest.raises(MiCoachError):
        service.start(skill, level)


def test_the_real_store_gives_back_what_was_kept(tmp_path: object, clock: StillClock) -> None:
    with open_repository(f"sqlite:///{tmp_path}/kept.sqlite3") as repository:
        service = DrillService(OneDrill(), RuleCoder(), repository.exercises, clock)
        found = start(service)
        meet(found)
        meet(found)
        found.answer(UNKNOWN)
        ended = found.end()

        kept: ExerciseRecord = repository.exercises.get(ended.id)

        assert kept.to_dict() == ended.to_dict()
        assert start(service).prompt.level == 2


@given(st.lists(st.sampled_from(Came)))
def test_a_level_stays_within_the_three_and_moves_by_one(came: list[Came]) -> None:
    standing = Standing(2)
    for each in came:
        before = standing.level
        standing.after(each)
        assert 1 <= standing.level <= 3
        assert abs(standing.level - before) <= 1
        assert not (each is Came.FIRST and standing.level < before)
        assert not (each is Came.NOT_YET and standing.level > before)
        assert each in (Came.FIRST, Came.NOT_YET) or standing.level == before
