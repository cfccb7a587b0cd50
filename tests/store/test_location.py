"""Which database is meant, and what of its address may be shown."""

import sys
from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository
from mi_coach.store.location import locate
from tests.store import builders


def test_without_an_address_it_is_the_file_in_the_data_folder(home: Path) -> None:
    location = locate()

    assert location.path == home / "mi-coach.sqlite3"
    assert not location.leaves_machine
    assert not home.exists(), "finding it makes nothing"
    with open_repository() as repository:
        repository.create(builders.opened())
    assert (home / "mi-coach.sqlite3").is_file()


def test_the_environment_names_another(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other place" / "100%.db"
    other.parent.mkdir()
    monkeypatch.setenv("MI_COACH_DATABASE_URL", f"sqlite:///{other}")

    with open_repository() as repository:
        repository.create(builders.opened())

    assert other.is_file()
    assert not home.exists()
    assert locate("").path == home / "mi-coach.sqlite3", "an empty address is none"


def test_a_relative_file_is_taken_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert locate("sqlite:///here.db").path == tmp_path / "here.db"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_means_psycopg_3(scheme: str) -> None:
    location = locate(f"{scheme}://jo:s3cret@db.example.org:5433/mi?sslmode=require")

    assert location.url.drivername == "postgresql+psycopg"
    assert location.url.password == "s3cret"
    assert location.url.query["sslmode"] == "require"
    assert location.path is None


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://jo:s3cret@db.example.org:5433/mi",
        "postgresql://jo@db.example.org:5433/mi?password=s3cret",
        "postgresql://jo:s3cret@/mi?host=db.example.org&passfile=s3cret",
    ],
)
def test_what_is_shown_holds_no_password(address: str) -> None:
    location = locate(address)

    assert "s3cret" not in location.shown + location.name
    assert "jo@db.example.org" in location.shown
    assert location.leaves_machine


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("postgresql:///mi", False),
        ("postgresql://localhost/mi", False),
        ("postgresql://127.0.0.1:5433/mi", False),
        ("postgresql://[::1]/mi", False),
        ("postgresql:///mi?host=/run/postgresql", False),
        ("postgresql:///mi?host=localhost,db2", True),
        ("postgresql://localhost/mi?hostaddr=10.1.2.3", True),
        ("postgresql:///mi?service=office", True),
        ("postgresql://10.1.2.3/mi", True),
    ],
)
def test_an_address_on_another_machine_is_told_apart(
    address: str, leaves: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)

    assert locate(address).leaves_machine is leaves


def test_the_server_that_the_postgresql_client_is_told_of_elsewhere_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "db.example.org")

    assert locate("postgresql:///mi").leaves_machine
    assert not locate("postgresql://localhost/mi").leaves_machine


@pytest.mark.parametrize(
    "address",
    [
        "s3cret",
        "postgresql://jo:s3cret@host:port/mi",
        "mysql://jo:s3cret@host/mi",
        "postgresql+asyncpg://jo:s3cret@host/mi",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:s3cret?mode=ro&uri=true",
        "sqlite://host/s3cret",
    ],
)
def test_other_addresses_are_refused_in_one_line_that_repeats_no_password(address: str) -> None:
    with pytest.raises(MiCoachError, match="MI_COACH_DATABASE_URL") as caught:
        open_repository(address)

    assert "s3cret" not in caught.value.message
    assert caught.value.message.isprintable()


def test_a_missing_driver_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(MiCoachError, match=r"psycopg driver.*pip install") as caught:
        open_repository("postgresql://jo:s3cret@localhost/mi")

    assert "s3cret" not in caught.value.message
