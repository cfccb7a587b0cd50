"""The schema's way from nothing, from the first release, and from beyond."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from mi_coach.errors import MiCoachError
from mi_coach.store import open_repository, schema
from mi_coach.store.database import make_engine, open_database
from mi_coach.store.location import Location, locate
from mi_coach.store.tables import metadata
from tests.store import builders

FIRST = Path(__file__).with_name("data") / "schema_0001.sql"

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"

def upgrade():
    with op.batch_alter_table("sessions", recreate="always") as batch:
        batch.add_column(sa.Column("mentor", sa.String(64)))
"""

BROKEN = """
from alembic import op

revision = "9002"
down_revision = "9001"

def upgrade():
    op.execute("DELETE FROM turns")
    op.execute("ALTER TABLE nowhere RENAME TO anywhere")
"""


@pytest.fixture
def location(tmp_path: Path) -> Location:
    return locate(f"sqlite:///{tmp_path / 'sessions.sqlite3'}")


def make_first(location: Location) -> None:
    connection = sqlite3.connect(str(location.path))
    connection.executescript(FIRST.read_text("utf-8"))
    connection.close()


def dump(location: Location) -> list[str]:
    connection = sqlite3.connect(str(location.path))
    try:
        return sorted(connection.iterdump())
    finally:
        connection.close()


def test_the_revisions_in_the_code_are_those_on_disk() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))

    on_disk = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(on_disk)) == schema.REVISIONS


@pytest.mark.parametrize("first", [False, True], ids=["blank", "first schema"])
def test_the_migrations_lead_to_the_tables_of_the_code(location: Location, first: bool) -> None:
    if first:
        make_first(location)

    engine = open_database(location)

    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": schema.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        assert schema.revision(connection) == schema.HEAD
    engine.dispose()


def test_constraints_have_the_names_that_later_migrations_count_on(location: Location) -> None:
    open_database(location).dispose()

    made = " ".join(dump(location))

    for table in metadata.tables.values():
        for constraint in table.constraints:
            assert f"CONSTRAINT {constraint.name} " in made


def test_what_the_first_release_stored_can_still_be_read(location: Location) -> None:
    make_first(location)

    with open_repository(location.url.render_as_string()) as repository:
        stored = builders.answered(builders.opened())
        assert repository.get("a1b2c3") == stored
        assert [summary.replies for summary in repository.list()] == [1]


def test_opening_again_changes_nothing(location: Location) -> None:
    open_database(location).dispose()
    before = dump(location)

    open_database(location).dispose()

    assert dump(location) == before


def with_steps(tmp_path: Path, **steps: str) -> Path:
    scripts = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, scripts)
    for name, step in steps.items():
        (scripts / "versions" / f"{name}.py").write_text(step.replace("{head}", schema.HEAD), encoding="utf-8")
    return scripts


def test_a_step_that_rebuilds_a_table_keeps_the_rows_that_point_to_it(location: Location, tmp_path: Path) -> None:
    make_first(location)
    engine = make_engine(location)

    schema.upgrade(engine, with_steps(tmp_path, r9001=REBUILD))

    with engine.connect() as connection:
        assert schema.revision(connection) == "9001"
        assert connection.exec_driver_sql("SELECT count(*), count(mentor) FROM sessions").one() == (1, 0)
        assert connection.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_a_step_that_fails_leaves_everything_as_it_was(location: Location, tmp_path: Path) -> None:
    make_first(location)
    before = dump(location)
    engine = make_engine(location)

    with pytest.raises(OperationalError, match="nowhere"):
        schema.upgrade(engine, with_steps(tmp_path, r9001=REBUILD, r9002=BROKEN))

    engine.dispose()
    assert dump(location) == before


def test_a_database_from_a_newer_program_is_left_alone(location: Location) -> None:
    open_database(location).dispose()
    connection = sqlite3.connect(str(location.path))
    connection.execute("UPDATE mi_coach_schema SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = dump(location)

    with pytest.raises(MiCoachError, match=r"newer MI Coach .*'9999'.*bring MI Coach up to date"):
        open_database(location)

    assert dump(location) == before


def test_another_programs_database_is_left_alone(location: Location) -> None:
    assert location.path is not None
    connection = sqlite3.connect(str(location.path))
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    location.path.chmod(0o644)
    before = location.path.read_bytes()

    with pytest.raises(MiCoachError, match="another program's data"):
        open_database(location)

    assert location.path.read_bytes() == before
    assert location.path.stat().st_mode & 0o777 == 0o644
