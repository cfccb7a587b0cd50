"""One clear line for what goes wrong in a database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from mi_coach.errors import MiCoachError

_LINES = {
    "SQLITE_NOTADB": "is damaged, or no database at all, and was left as it is; restore a copy, or move it "
    "away to start afresh",
    "SQLITE_CORRUPT": "is damaged and was left as it is; restore a copy, or move it away to start afresh",
    "SQLITE_BUSY": "is held by another program; close that and try again; what was stored is safe",
    "SQLITE_LOCKED": "is held by another program; close that and try again; what was stored is safe",
    "SQLITE_READONLY": "cannot be written because it is read-only; what was stored is safe",
    "SQLITE_PERM": "cannot be written because it is read-only; what was stored is safe",
    "SQLITE_CANTOPEN": "cannot be opened; check that its folder exists and can be written",
    "SQLITE_FULL": "cannot grow because the disk is full; make room and try again; what was stored is safe",
    "SQLITE_IOERR": "cannot be read or written; check the disk it is on",
}
"""What each of SQLite's result codes means to a person; extended codes begin with the plain one."""


def is_busy(error: BaseException) -> bool:
    """Says whether SQLite refused because another connection holds the file."""
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def explain(error: BaseException, name: str) -> MiCoachError:
    """The error to show for a driver's error.

    Args:
        error: What the driver raised.
        name: The file or the server, without a password.
    """
    code = str(getattr(error, "sqlite_errorname", ""))
    for known, line in _LINES.items():
        if code.startswith(known):
            return MiCoachError(f"the practice database {name} {line}")
    # A driver's later lines are hints and statements; the first one holds the reason.
    reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
    reason = "".join(char if char.isprintable() else " " for char in reason)[:300]
    return MiCoachError(f"the practice database {name} cannot be used: {reason}")


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns a driver's errors into one clear line about the database ``name``."""
    try:
        yield
    except DBAPIError as error:
        raise explain(error.orig or error, name) from error
    except sqlite3.Error as error:
        raise explain(error, name) from error
