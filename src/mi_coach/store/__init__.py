"""Keeps sessions in a database: an SQLite file in the user's data folder unless they name another.

Importing this package costs nothing; the database library is loaded by the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_coach.store.description import DatabaseInfo
    from mi_coach.store.repository import SqlSessionRepository

__all__ = ["describe", "open_repository"]


def open_repository(url: str | None = None) -> SqlSessionRepository:
    """Opens the database, making it or bringing it up to date first where needed.

    Args:
        url: ``sqlite:///path`` or ``postgresql://...``; without it ``MI_COACH_DATABASE_URL`` decides, and
            without that the file ``mi-coach.sqlite3`` in the data folder.

    Returns:
        The repository; close it, or use it in a ``with`` statement.

    Raises:
        MiCoachError: The address is not understood, its driver is not installed, or the database is damaged,
            read-only, held by another program, somebody else's or made by a newer MI Coach.
    """
    from mi_coach.store.database import open_database
    from mi_coach.store.location import locate
    from mi_coach.store.repository import SqlSessionRepository

    location = locate(url)
    return SqlSessionRepository(open_database(location), location)


def describe(url: str | None = None) -> DatabaseInfo:
    """Says where the database is and how it is, for a support desk; makes nothing and changes nothing.

    Args:
        url: As for :func:`open_repository`.

    Raises:
        MiCoachError: The address is not understood.
    """
    from mi_coach.store.description import describe_database
    from mi_coach.store.location import locate

    return describe_database(locate(url))
