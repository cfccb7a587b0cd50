"""Figures kept beside sessions, in a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mi_coach.domain.notes import TurnNotes
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.store import builders
from tests.store.test_beside_sessions import path


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    with open_repository(f"sqlite:///{tmp_path / 'sessions.sqlite3'}") as opened:
        yield opened


def test_a_session_counts_once_by_its_first_finished_path(repository: SqlSessionRepository) -> None:
    left = builders.answered(builders.opened())
    repository.create(left)
    assert repository.figures.list() == []

    second, third = (builders.finished(builders.answered(path(left, n))) for n in (2, 3))
    repository.create(second)
    repository.create(third)
    (found,) = repository.figures.list()
    assert (found.root, found.path, found.id, found.figures) == ("a1b2c3", 2, "a1b2c3-2", None)
    assert repository.figures.list("somebody else") == []


def test_figures_are_kept_and_wiped_by_whatever_changes_the_session(repository: SqlSessionRepository) -> None:
    done = builders.finished(builders.answered(builders.opened()))
    repository.create(done)

    def keep() -> None:
        repository.figures.keep("a1b2c3", {"overall": 61})
        assert [m.figures for m in repository.figures.list()] == [{"overall": 61}]

    keep()
    repository.save_notes("a1b2c3", 1, TurnNotes(note="I rushed"))
    assert [m.figures for m in repository.figures.list()] == [None]
    keep()
    repository.finish(done, 61)
    assert [m.figures for m in repository.figures.list()] == [None]
    repository.figures.keep("nobody", {"overall": 1})
    assert [m.id for m in repository.figures.list()] == ["a1b2c3"]
