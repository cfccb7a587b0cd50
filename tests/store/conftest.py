"""A fresh database for each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository

POSTGRES = os.environ.get("MI_COACH_TEST_POSTGRES_URL")
"""An empty PostgreSQL database to run the same tests on; its tables are dropped."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MI_COACH_DATABASE_URL", raising=False)
    return tmp_path / "home"


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlSessionRepository]:
    url = f"sqlite:///{tmp_path / 'sessions.sqlite3'}"
    if request.param == "postgresql":
        assert POSTGRES is not None
        url = POSTGRES
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:", 1))
        with engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE IF EXISTS turns, sessions, mi_coach_schema"))
        engine.dispose()
    with open_repository(url) as opened:
        yield opened
