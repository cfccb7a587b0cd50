"""What a support desk is told about the database, and what the telling leaves alone."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mi_coach.store import describe, open_repository, schema
from tests.store import builders
from tests.store.conftest import POSTGRES


def test_before_the_first_session_nothing_is_there_and_nothing_is_made(home: Path) -> None:
    info = describe()

    assert info.path == home / "mi-coach.sqlite3"
    assert (info.exists, info.size, info.revision, info.private, info.problem) == (
        False,
        None,
        None,
        None,
        None,
    )
    assert info.kind == "SQLite"
    assert not info.leaves_machine
    assert not home.exists()


def test_a_database_in_use_is_described(home: Path) -> None:
    with open_repository() as repository:
        repository.create(builders.opened())
        info = describe()

        assert info.size == sum(path.stat().st_size for path in home.iterdir())
    assert info.exists
    assert info.revision == info.latest == schema.HEAD
    assert info.problem is None
    assert info.url == f"sqlite:///{home / 'mi-coach.sqlite3'}"
    assert info.private is (True if os.name == "posix" else None)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_rights_that_are_too_wide_are_told_and_not_changed(home: Path) -> None:
    open_repository().close()
    file = home / "mi-coach.sqlite3"
    file.chmod(0o640)

    assert describe().private is False
    assert file.stat().st_mode & 0o777 == 0o640


def test_an_older_database_is_described_and_not_brought_up_to_date(home: Path) -> None:
    home.mkdir()
    file = home / "mi-coach.sqlite3"
    sqlite3.connect(file).close()
    file.touch()

    assert (describe().exists, describe().revision, describe().problem) == (True, None, None)
    assert file.stat().st_size == 0


def test_a_damaged_file_is_told_as_a_problem(home: Path) -> None:
    home.mkdir()
    file = home / "mi-coach.sqlite3"
    file.write_bytes(b"nonsense" * 100)

    info = describe()

    assert info.problem is not None
    assert "is damaged" in info.problem
    assert (info.exists, info.size, info.revision) == (True, 800, None)
    assert file.read_bytes() == b"nonsense" * 100


def test_a_folder_in_its_place_is_told_as_a_problem(home: Path) -> None:
    (home / "mi-coach.sqlite3").mkdir(parents=True)

    info = describe()

    assert not info.exists
    assert info.problem is not None
    assert "is not a file" in info.problem


def test_a_server_without_its_driver_is_told_as_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    info = describe("postgresql://jo:s3cret@db.example.org/mi")

    assert info.kind == "PostgreSQL"
    assert info.leaves_machine
    assert not info.exists
    assert info.problem is not None
    assert "psycopg" in info.problem
    assert "s3cret" not in repr(info)


def test_importing_the_store_loads_no_database_library() -> None:
    code = "import sys, mi_coach.store; print(sorted({'sqlalchemy', 'alembic'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_a_database_that_is_up_to_date_is_opened_without_alembic(home: Path) -> None:
    open_repository().close()
    code = "import sys, mi_coach.store as s; s.open_repository().list(); print('alembic' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


if POSTGRES:

    def test_a_server_is_described() -> None:
        open_repository(POSTGRES).close()

        info = describe(POSTGRES)

        assert info.problem is None
        assert info.revision == schema.HEAD
        assert info.size is not None
        assert info.size > 0
