"""Paths through a session, people, exercises and notes, in a real file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.profile import FIRST, Profile
from mi_coach.domain.stored import StoredSession
from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.store import builders


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    with open_repository(f"sqlite:///{tmp_path / 'sessions.sqlite3'}") as opened:
        yield opened


def path(root: StoredSession, number: int) -> StoredSession:
    session = replace(
        root.session,
        id=f"{root.session.id}-{number}",
        tree=root.session.id,
        path=number,
        parent=1,
        from_turn=1,
        turns=(),
        started=root.session.started + timedelta(minutes=number),
        ended=None,
        ending=None,
    )
    return replace(root, session=session)


def test_a_session_id_stands_for_its_newest_path_and_a_number_for_each(repository: SqlSessionRepository) -> None:
    root = builders.finished(builders.answered(builders.opened()))
    repository.create(root)
    repository.create(path(root, 2))
    repository.create(builders.opened("a1ffff"))

    assert repository.get("a1b2c3").session.path == 2
    assert repository.get("a1b2").session.path == 2
    assert repository.get("a1b2c3-1") == root
    assert repository.get("a1b2c3-2").session.parent == 1
    assert [p.session.path for p in repository.paths("a1b2c3-1")] == [1, 2]
    assert [p.session.path for p in repository.paths("a1f")] == [1]
    with pytest.raises(MiCoachError, match="a1b2c3 has no path 3"):
        repository.get("a1b2c3-3")
    with pytest.raises(MiCoachError, match="more than one session begins with a1,"):
        repository.get("a1")


def test_a_list_shows_a_session_once_as_its_newest_path_stands(repository: SqlSessionRepository) -> None:
    root = builders.finished(builders.answered(builders.opened()))
    repository.create(root)
    repository.finish(root, 61)
    repository.create(path(root, 2))

    (row,) = repository.list()

    assert (row.id, row.paths, row.replies, row.ended, row.overall) == ("a1b2c3", 2, 0, None, None)
    assert row.started == root.session.started
    assert [s.id for s in repository.unfinished()] == ["a1b2c3"]

    newest = builders.finished(builders.answered(path(root, 2)))
    repository.save_reply("a1b2c3-2", 1, builders.OPENING_DOCUMENT, builders.REPLY)
    repository.save_turn(newest)
    repository.finish(newest, 70)
    (row,) = repository.list()
    assert (row.paths, row.replies, row.overall) == (2, 1, 70)
    assert repository.unfinished() == []
    assert repository.get("a1b2c3-1") == root


def test_a_session_goes_with_all_its_paths_and_only_as_a_whole(repository: SqlSessionRepository) -> None:
    root = builders.opened()
    repository.create(root)
    repository.create(path(root, 2))

    with pytest.raises(MiCoachError, match="no session a1b2c3-2"):
        repository.delete("a1b2c3-2")
    repository.delete("a1b2c3")

    assert repository.list() == []
    with pytest.raises(MiCoachError, match="no session"):
        repository.get("a1b2c3-2")


def test_notes_come_with_the_reply_and_can_be_changed_after_the_end(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())
    hinted = TurnNotes(hints=("heard", "skill"))
    repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, builders.REPLY, hinted)
    repository.finish(builders.finished(builders.opened()), None)

    assert repository.get("a1b2c3").session.turns[0].notes == hinted

    noted = replace(hinted, named="reflection", agreed=False, note="I rushed\x1b[2J")
    repository.save_notes("a1b2c3", 1, noted)
    assert repository.get("a1b2c3").session.turns[0].notes == replace(noted, note="I rushed [2J")
    with pytest.raises(MiCoachError, match="no session"):
        repository.save_notes("a1b2c3", 2, noted)


def exercise(number: int, profile: str = FIRST, kind: ExerciseKind = ExerciseKind.DRILL) -> ExerciseRecord:
    started = builders.STARTED + timedelta(minutes=number)
    return ExerciseRecord(f"e{number}", profile, kind, "affirmation", 2, started, None, ({"met": "yes"},), {"met": 1})


def test_exercises_are_kept_updated_and_found_by_person_and_sort(repository: SqlSessionRepository) -> None:
    first, second = exercise(1), exercise(2, kind=ExerciseKind.BENCHMARK)
    other = exercise(3, profile="jo")
    for record in (second, first, other):
        repository.exercises.save(record)
    done = replace(first, ended=builders.STARTED, answers=(*first.answers, {"met": "no"}), result={"met": 1, "of": 2})
    repository.exercises.save(done)

    assert repository.exercises.list(FIRST) == [done, second]
    assert repository.exercises.list(kind=ExerciseKind.DRILL) == [done, other]
    assert repository.exercises.get("e1") == done
    with pytest.raises(MiCoachError, match="no exercise e9"):
        repository.exercises.get("e9")


def test_people_are_apart_and_a_profile_goes_with_all_that_is_theirs(repository: SqlSessionRepository) -> None:
    assert [p.id for p in repository.profiles.list()] == [FIRST]
    with pytest.raises(MiCoachError, match="the only profile"):
        repository.profiles.delete(FIRST)

    repository.profiles.add(Profile("jo", "Jo", builders.STARTED.replace(year=2030)))
    with pytest.raises(MiCoachError, match="a profile jo already"):
        repository.profiles.add(Profile("jo", "Another", builders.STARTED))
    hers = builders.answered(builders.opened("bbbb"))
    repository.create(replace(hers, session=replace(hers.session, profile="jo")))
    repository.create(builders.opened())
    repository.exercises.save(exercise(1, profile="jo"))

    assert [s.id for s in repository.list("jo")] == ["bbbb"]
    assert [s.id for s in repository.unfinished(profile=FIRST)] == ["a1b2c3"]

    repository.profiles.delete("jo")

    assert [p.id for p in repository.profiles.list()] == [FIRST]
    assert [s.id for s in repository.list()] == ["a1b2c3"]
    assert repository.exercises.list() == []
    with pytest.raises(MiCoachError, match="no profile jo"):
        repository.profiles.delete("jo")


def test_an_emptied_profile_stays(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())
    repository.exercises.save(exercise(1))

    repository.profiles.empty(FIRST)

    assert repository.list() == []
    assert repository.exercises.list() == []
    assert [p.id for p in repository.profiles.list()] == [FIRST]
