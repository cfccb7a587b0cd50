"""Going back from a turn: a new path, the old one untouched, the same client."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mi_coach.domain.session import Ending
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import Practice, PracticeService
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.fakes.backend import FakeClock, FakeLibrary
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

REPLIES = (
    "You did not want to come here today.",
    "What worries you about that?",
    "You need to stop doing that.",
    "You felt nobody asked you.",
    "What would help?",
    "Thank you for telling me that.",
)


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    with open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def service(repository: SqlSessionRepository) -> PracticeService:
    return PracticeService(FakeLibrary(tiny_scenario()), RuleCoder(), repository, FakeClock(), "jo")


def played(service: PracticeService, replies: tuple[str, ...] = REPLIES) -> Practice:
    practice = service.start(tiny_scenario().id, seed=7)
    for reply in replies:
        practice.reply(reply)
    return practice


def test_another_path_begins_where_the_trainee_went_back(
    service: PracticeService, repository: SqlSessionRepository
) -> None:
    first = played(service).session

    again = service.go_back(first.id, 6)

    session = again.session
    assert (session.id, session.path, session.parent, session.from_turn) == (f"{first.id}-2", 2, 1, 6)
    assert (session.profile, session.seed, session.ended) == ("jo", 7, None)
    assert session.turns == first.turns[:5]
    assert again.client == first.turns[5].client
    assert again.state == first.turns[4].state
    assert repository.get(first.reference).session == first


def test_the_same_reply_gets_the_same_answer_and_another_may_not(service: PracticeService) -> None:
    first = played(service).session

    same = service.go_back(first.id, 6)
    same.reply(REPLIES[5])
    other = service.go_back(first.reference, 3)
    other.reply("Did you hear what I said?")

    assert same.session.turns == first.turns
    assert same.session.closing == first.closing
    assert other.session.turns[:2] == first.turns[:2]
    assert other.session.turns[2].state != first.turns[2].state


def test_paths_make_a_tree_of_which_none_is_lost(service: PracticeService, repository: SqlSessionRepository) -> None:
    first = played(service)
    first.end()
    second = service.go_back(first.session.id, 4)
    second.reply("It got too much for you.")
    third = service.go_back(first.session.id, 2)

    paths = repository.paths(first.session.id)

    assert [(p.session.path, p.session.parent, p.session.from_turn) for p in paths] == [
        (1, None, None),
        (2, 1, 4),
        (3, 2, 2),
    ]
    assert paths[0].session.ending is Ending.UNRESOLVED
    assert [len(p.session.turns) for p in paths] == [6, 4, 1]
    third.reply("You have been let down before.")
    assert service.resume(second.session.reference).session.turns == second.session.turns


@pytest.mark.parametrize(("turn", "told"), [(0, "replies 1 to 6"), (7, "no reply 7")])
def test_there_is_no_going_back_to_a_turn_that_was_not(service: PracticeService, turn: int, told: str) -> None:
    with pytest.raises(MiCoachError, match=told):
        service.go_back(played(service).session.id, turn)


def test_before_the_first_reply_there_is_nothing_to_go_back_to(service: PracticeService) -> None:
    with pytest.raises(MiCoachError, match="no reply yet"):
        service.go_back(played(service, ()).session.id, 1)


def test_a_scenario_that_changed_is_not_played_on(repository: SqlSessionRepository) -> None:
    before = PracticeService(FakeLibrary(tiny_scenario()), RuleCoder(), repository, FakeClock())
    session = played(before).session
    after = PracticeService(FakeLibrary(replace(tiny_scenario(), version="99.0")), RuleCoder(), repository, FakeClock())

    with pytest.raises(MiCoachError, match="has changed since this session"):
        after.go_back(session.id, 2)


def test_a_client_who_would_answer_differently_now_is_not_made_up(
    service: PracticeService, repository: SqlSessionRepository
) -> None:
    session = played(service).session
    stored = repository.get(session.id)
    wrong = tuple(
        replace(turn, client=replace(turn.client, line_id="gone")) if turn.n == 2 else turn for turn in session.turns
    )
    repository.delete(session.id)
    repository.create(replace(stored, session=replace(session, turns=wrong)))

    with pytest.raises(MiCoachError, match="another version of the client"):
        service.go_back(session.id, 4)


def test_what_the_client_had_said_is_kept_when_the_trainee_ends_instead_of_answering(
    service: PracticeService, repository: SqlSessionRepository
) -> None:
    practice = played(service)
    waiting = practice.client

    practice.end()

    kept = repository.get(practice.session.id).session
    assert kept.unanswered == waiting
    assert kept.last_words == (waiting, kept.closing)
    assert kept.closing != waiting
    assert service.go_back(kept.id, 6).session.last_words == (kept.turns[5].client,)


def test_when_the_input_ran_out_the_line_that_waited_is_the_last(service: PracticeService) -> None:
    practice = played(service)
    waiting = practice.client

    practice.end(deliberate=False)

    assert practice.session.last_words == (waiting,)
