"""Two paths side by side: where they part, what each did, how they differ."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.service.compare import apart_text, chosen, compare, moved_text, path_title, tree_order
from mi_coach.service.practice import PracticeService
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.fakes.backend import FakeClock, FakeLibrary
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

REPLIES = ("You did not want to come.", "What would help?", "Why don't you get a bike?")


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    with open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def service(repository: SqlSessionRepository) -> PracticeService:
    return PracticeService(FakeLibrary(tiny_scenario()), RuleCoder(), repository, FakeClock())


@pytest.fixture
def first(service: PracticeService) -> Session:
    practice = service.start("the-bus", seed=7)
    for reply in REPLIES:
        practice.reply(reply)
    return practice.session


def test_paths_part_where_the_replies_do(service: PracticeService, first: Session) -> None:
    again = service.go_back(first.id, 3)
    again.reply("You kept coming.")
    again.reply("What next?")

    found = compare(first, again.session)

    assert found.from_turn == 3
    assert found.client == first.turns[2].client
    assert [(bool(a), bool(b)) for a, b in found.rows] == [(True, True), (False, True)]
    one, two = found.rows[0]
    assert one
    assert two
    assert one.answer == first.closing
    assert two.answer == again.session.turns[3].client
    assert one.before == two.before == first.turns[1].state
    trust = {name: now for name, (now, _) in two.moved().items()}["trust"]
    assert found.apart()["trust"] == trust - one.moved()["trust"][0] > 0
    assert f"After reply 3, path 2 has trust {found.apart()['trust']} higher" in apart_text(found)


def test_the_same_words_again_do_not_part_the_paths(service: PracticeService, first: Session) -> None:
    again = service.go_back(first.id, 2)
    again.reply(REPLIES[1])

    found = compare(first, again.session)

    assert found.from_turn == 3
    assert found.client == first.turns[2].client
    assert found.rows[0][1] is None
    assert found.apart() == {}
    assert apart_text(found) == ""


def test_a_path_without_a_reply_yet_waits_at_the_same_line(service: PracticeService, first: Session) -> None:
    again = service.go_back(first.id, 1)

    found = compare(again.session, first)

    assert found.from_turn == 1
    assert found.client == first.turns[0].client
    assert found.rows[0][0] is None


def test_where_the_client_stands_reads_without_colour(service: PracticeService, first: Session) -> None:
    step = compare(first, service.go_back(first.id, 3).session).rows[0][0]
    assert step
    state, before = step.turn.state, first.turns[1].state
    assert state
    assert before
    moved = round(state.discord) - round(before.discord)
    assert moved > 0
    assert f"discord {round(state.discord)}, up {moved}" in moved_text(step.moved())
    assert replace(step, before=None).moved() == {}


def test_which_paths_are_meant(service: PracticeService, first: Session, repository: SqlSessionRepository) -> None:
    service.go_back(f"{first.id}-1", 3).reply("You kept coming.")
    service.go_back(f"{first.id}-1", 2).reply("You kept coming.")
    paths = [stored.session for stored in repository.paths(first.id)]

    def numbers(*wanted: int | None) -> tuple[int, int]:
        one, two = chosen(paths, *(*wanted, None, None)[:2])
        return one.path, two.path

    assert numbers() == (1, 3)
    assert numbers(2) == (2, 3)
    assert numbers(3) == (1, 3)
    assert numbers(3, 2) == (3, 2)
    with pytest.raises(MiCoachError, match="no path 4"):
        numbers(4)
    with pytest.raises(MiCoachError, match="two different paths"):
        numbers(2, 2)
    with pytest.raises(MiCoachError, match="one path only"):
        chosen(paths[:1], None, None)
    with pytest.raises(MiCoachError, match="two different paths"):
        compare(paths[0], replace(paths[1], tree="other"))


def test_the_tree_is_read_from_the_top(
    service: PracticeService, first: Session, repository: SqlSessionRepository
) -> None:
    for left, turn in ((1, 3), (2, 2), (1, 1), (2, 3)):
        service.go_back(f"{first.id}-{left}", turn).reply(f"You kept coming {turn} times.")
    paths = [stored.session for stored in repository.paths(first.id)]

    assert [(depth, path.path) for depth, path in tree_order(paths)] == [(0, 1), (1, 2), (2, 3), (2, 5), (1, 4)]
    assert path_title(paths[0]) == "Path 1"
    assert path_title(paths[2]) == "Path 3, from reply 2 of path 2"
