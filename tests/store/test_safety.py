"""Nothing that was saved is lost: not when the program is killed, and not when several write at once."""

import threading
from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.store import builders


@pytest.mark.parametrize("after", [1, 2, 17])
def test_every_saved_reply_is_there_after_the_program_was_killed(tmp_path: Path, after: int) -> None:
    file = tmp_path / "sessions.sqlite3"
    program = builders.start_program(file, "killed", 100_000)
    assert program.stdout is not None
    for _ in range(after):
        assert program.stdout.readline(), program.communicate()[1]

    program.kill()
    rest, _ = program.communicate()

    saved = after + len(rest.splitlines())
    assert program.returncode != 0, "it was killed in the midst of its work"
    with open_repository(f"sqlite:///{file}") as repository:
        turns = repository.get("killed").session.turns
        assert saved <= len(turns) <= saved + 1
        assert [turn.reply for turn in turns] == [f"reply {n} of killed" for n in range(1, len(turns) + 1)]
        assert all(turn.units is None for turn in turns)
        repository.save_reply("killed", len(turns) + 1, builders.OPENING_DOCUMENT, "and on we go")
        assert [summary.id for summary in repository.unfinished()] == ["killed"]


def test_several_programs_may_start_on_a_blank_disk_and_write_at_once(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite3"
    programs = [builders.start_program(file, f"program-{n}", 40) for n in range(3)]

    complaints = [program.communicate()[1] for program in programs]

    assert complaints == ["", "", ""]
    with open_repository(f"sqlite:///{file}") as repository:
        for n in range(3):
            turns = repository.get(f"program-{n}").session.turns
            assert [turn.reply for turn in turns] == [f"reply {i} of program-{n}" for i in range(1, 41)]


def test_threads_may_share_a_repository(repository: SqlSessionRepository) -> None:
    complaints: list[BaseException] = []

    def work(session_id: str) -> None:
        try:
            stored = builders.opened(session_id)
            repository.create(stored)
            for _ in range(10):
                stored = builders.answered(stored)
                repository.save_turn(stored)
                repository.list()
        except MiCoachError as error:
            complaints.append(error)

    threads = [threading.Thread(target=work, args=(f"thread-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert complaints == []
    assert [summary.replies for summary in repository.list()] == [10] * 4


def test_two_windows_on_one_session_cannot_overwrite_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sessions.sqlite3'}"
    with open_repository(url) as one, open_repository(url) as two:
        one.create(builders.opened())
        one.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, builders.REPLY)
        with pytest.raises(MiCoachError, match="moved on, perhaps in another window"):
            two.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "something else")

        one.save_turn(builders.answered(builders.opened()))

        assert two.get("a1b2c3") == builders.answered(builders.opened())


def test_one_program_may_read_while_another_is_in_the_midst_of_writing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sessions.sqlite3'}"
    with open_repository(url) as one, open_repository(url) as two:
        one.create(builders.opened())
        with one._writing() as connection:
            connection.exec_driver_sql("DELETE FROM sessions")

            assert len(two.list()) == 1

        assert two.list() == []
