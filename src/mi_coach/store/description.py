"""Where the database is and how it is, for a support desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from mi_coach.errors import MiCoachError
from mi_coach.store import files, schema
from mi_coach.store.database import make_engine
from mi_coach.store.location import Location
from mi_coach.store.problems import explained

_PATIENCE = 1.0
"""Seconds to wait for another program; a support desk wants an answer, not a wait."""


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """What can be said about the database without changing it.

    Attributes:
        kind: ``SQLite`` or ``PostgreSQL``.
        url: The address without password or connection options.
        path: The file, or ``None`` for a server.
        exists: False while no session was ever stored; a server that cannot be reached counts as not there.
        size: Bytes, SQLite's log included; ``None`` when not known.
        revision: The schema's revision; ``None`` when blank or not readable.
        latest: The revision that this program uses.
        leaves_machine: What is stored goes to another machine, or may do.
        private: Only the owner can read the file; ``None`` for a server, on Windows, or without a file.
        problem: One line on what is wrong with it, or ``None``.
    """

    kind: str
    url: str
    path: Path | None
    exists: bool
    size: int | None
    revision: str | None
    latest: str
    leaves_machine: bool
    private: bool | None
    problem: str | None


def describe_database(location: Location) -> DatabaseInfo:
    """Looks at the database without making it or bringing it up to date."""
    path = location.path
    exists = True if path is None else path.is_file()
    revision: str | None = None
    size: int | None = None
    problem: str | None = None
    if exists:
        try:
            revision, size = _look(location)
        except MiCoachError as error:
            problem = error.message
            exists = path is not None
    elif path is not None and path.exists():
        problem = f"{path} is not a file"
    if path is not None and exists:
        size = sum(file.stat().st_size for file in files.family(path))
    return DatabaseInfo(
        kind="PostgreSQL" if path is None else "SQLite",
        url=location.shown,
        path=path,
        exists=exists,
        size=size,
        revision=revision,
        latest=schema.HEAD,
        leaves_machine=location.leaves_machine,
        private=files.is_private(path) if path is not None and exists else None,
        problem=problem,
    )


def _look(location: Location) -> tuple[str | None, int | None]:
    """The schema's revision, and the size of a server's database in bytes."""
    engine = make_engine(location, _PATIENCE)
    try:
        with explained(location.name), engine.connect() as connection:
            revision = schema.check(connection, location.name)
            if location.path is not None:
                return revision, None
            return revision, connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    finally:
        engine.dispose()
