"""The file on the disk: whose eyes it is for, and what happens when it cannot be used."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository
from mi_coach.store.database import open_database
from mi_coach.store.location import locate
from mi_coach.store.repository import SqlSessionRepository
from tests.store import builders

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")


def rights(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@posix
@pytest.mark.parametrize("existing", [None, 0o666, 0o644], ids=["new", "open to all", "readable by all"])
def test_only_the_owner_may_read_the_files(tmp_path: Path, existing: int | None) -> None:
    file = tmp_path / "sessions.sqlite3"
    before = os.umask(0)
    try:
        if existing is not None:
            with open_repository(f"sqlite:///{file}") as repository:
                repository.create(builders.opened("old"))
            file.chmod(existing)
        with open_repository(f"sqlite:///{file}") as repository:
            repository.create(builders.opened("new"))

            assert rights(tmp_path) == dict.fromkeys(
                ("sessions.sqlite3", "sessions.sqlite3-wal", "sessions.sqlite3-shm"), 0o600
            )
    finally:
        os.umask(before)


@posix
def test_a_log_left_behind_by_a_killed_program_is_closed_to_others_too(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite3"
    program = builders.start_program(file, "killed", 100_000)
    assert program.stdout is not None
    assert program.stdout.readline() == "1\n"
    program.kill()
    program.communicate()
    assert len(rights(tmp_path)) == 3
    for path in tmp_path.iterdir():
        path.chmod(0o666)

    with open_repository(f"sqlite:///{file}") as repository:
        assert repository.get("killed").session.turns
        assert set(rights(tmp_path).values()) == {0o600}


def test_the_log_is_written_ahead_and_keys_are_enforced(tmp_path: Path) -> None:
    engine = open_database(locate(f"sqlite:///{tmp_path / 'sessions.sqlite3'}"))

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
    engine.dispose()


@pytest.mark.parametrize(
    "content", [b"not a database, but somebody's notes\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_gives_one_line_and_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sessions.sqlite3"
    file.write_bytes(content)
    file.chmod(0o644)

    with pytest.raises(MiCoachError, match=r"sessions\.sqlite3 is damaged.*left as it was|left as it is") as caught:
        open_repository(f"sqlite:///{file}")

    assert caught.value.message.isprintable()
    assert file.read_bytes() == content
    assert {path.name for path in tmp_path.iterdir()} == {"sessions.sqlite3"}
    assert file.stat().st_mode & 0o044, "what may not be ours keeps its rights"


def test_damage_found_later_gives_one_line(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite3"
    with open_repository(f"sqlite:///{file}") as repository:
        for number in range(30):
            repository.create(builders.opened(f"session-{number}"))
    content = file.read_bytes()
    file.write_bytes(content[:16384] + b"\xa5" * (len(content) - 16384))

    with open_repository(f"sqlite:///{file}") as repository, pytest.raises(MiCoachError, match="is damaged"):
        repository.list()


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    location = locate(f"sqlite:///{tmp_path / 'sessions.sqlite3'}")
    open_database(location).dispose()
    repository = SqlSessionRepository(open_database(location, patience=0.1), location)
    yield repository
    repository.close()


def test_a_file_held_by_another_program_gives_one_line_and_works_afterwards(
    impatient: SqlSessionRepository,
) -> None:
    impatient.create(builders.opened("before"))
    other = sqlite3.connect(str(impatient.location.path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(MiCoachError, match="is held by another program"):
        impatient.create(builders.opened("during"))
    assert [summary.id for summary in impatient.list()] == ["before"], "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    impatient.create(builders.opened("during"))

    assert len(impatient.list()) == 2


def test_a_file_that_another_program_keeps_to_itself_cannot_be_opened(tmp_path: Path) -> None:
    location = locate(f"sqlite:///{tmp_path / 'sessions.sqlite3'}")
    open_database(location).dispose()
    other = sqlite3.connect(str(location.path), isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(MiCoachError, match="is held by another program"):
        open_database(location, patience=0.1)
    other.close()

    open_database(location).dispose()


def test_a_full_disk_gives_one_line_and_keeps_what_was_there(impatient: SqlSessionRepository) -> None:
    impatient.create(builders.opened("before"))
    with impatient._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    with pytest.raises(MiCoachError, match="disk is full"):
        impatient.save_reply("before", 1, builders.OPENING_DOCUMENT, "x" * 90_000)

    assert impatient.get("before") == builders.opened("before")


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match="is a folder"):
        open_repository(f"sqlite:///{tmp_path}")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match=r"cannot be made: No such file or directory"):
        open_repository(f"sqlite:///{tmp_path / 'missing' / 'sessions.sqlite3'}")


def test_a_data_folder_that_cannot_be_made_is_named(home: Path) -> None:
    home.write_text("a file in its place", encoding="utf-8")

    with pytest.raises(MiCoachError, match="cannot be made"):
        open_repository()


OPEN = """
import sys
from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository
if len(sys.argv) > 2:
    import os
    open_repository("sqlite:///" + sys.argv[2]).close()  # loads the libraries, closed to that user
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
try:
    open_repository("sqlite:///" + sys.argv[1]).list()
except MiCoachError as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_read_only_file_or_folder_gives_one_line_and_loses_nothing(tmp_path: Path, locked: str) -> None:
    # Rights do not bind the superuser, so the program then steps down to an ordinary user, to whom pytest's own
    # folder would be closed.
    superuser = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / "sessions.sqlite3"
        with open_repository(f"sqlite:///{file}") as repository:
            repository.create(builders.opened())
        before = file.read_bytes()
        if superuser:
            os.chown(file, 65534, 65534)
            os.chown(folder, 65534, 65534)
        (file if locked == "file" else folder).chmod(0o400 if locked == "file" else 0o500)

        done = subprocess.run(
            [
                sys.executable,
                "-c",
                OPEN,
                str(file),
                *([str(tmp_path / "other.sqlite3")] if superuser else []),
            ],
            capture_output=True,
            text=True,
            check=False,
        )

        place = file if locked == "file" else folder
        assert done.stderr == ""
        assert f"{file} cannot be written because {place} is read-only" in done.stdout
        assert file.read_bytes() == before
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_file_taken_away_while_it_is_in_use_does_not_end_in_a_traceback(
    impatient: SqlSessionRepository,
) -> None:
    impatient.create(builders.opened())
    assert impatient.location.path is not None
    impatient.close()
    shutil.rmtree(impatient.location.path.parent)

    with pytest.raises(MiCoachError, match="cannot be opened"):
        impatient.list()
