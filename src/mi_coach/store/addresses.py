"""Finds the session, or the path through it, that somebody named."""

from __future__ import annotations

import re

from sqlalchemy import Connection, func, select

from mi_coach.errors import MiCoachError
from mi_coach.store import rows
from mi_coach.store.tables import sessions

_SHOWN = 60
"""Most characters of an id that a message repeats."""

_PATH = re.compile(r"(?P<root>.+)-(?P<path>[1-9][0-9]{0,5})")


def resolve(connection: Connection, given: str) -> str:
    """The one row that a session's id, the beginning of one, or a path's name stands for.

    A session's id stands for its newest path; ``ID-1`` is the first.

    Raises:
        MiCoachError: No such session or path, or more than one session begins so.
    """
    asked = str(rows.tidy(given)).strip()
    named = _PATH.fullmatch(asked)
    if named and _is_root(connection, named["root"]):
        root, path = named["root"], int(named["path"])
        found = connection.execute(
            select(sessions.c.id).where(
                (sessions.c.tree == root) | (sessions.c.id == root),
                sessions.c.path == path,
            )
        ).scalar_one_or_none()
        if found is None:
            raise MiCoachError(f"session {shown(root)} has no path {path}; see: mi-coach sessions show {shown(root)}")
        return str(found)
    return _in_order(connection, _root(connection, asked, given))[-1]


def all_paths(connection: Connection, given: str) -> list[str]:
    """The rows of every path through a session, in the order they were taken.

    Raises:
        MiCoachError: As for :func:`resolve`.
    """
    found = resolve(connection, given)
    tree = connection.execute(select(sessions.c.tree).where(sessions.c.id == found)).scalar_one()
    return _in_order(connection, tree or found)


def _in_order(connection: Connection, root: str) -> list[str]:
    whole = (sessions.c.tree == root) | (sessions.c.id == root)
    query = select(sessions.c.id).where(whole).order_by(sessions.c.path)
    return [str(found) for found in connection.execute(query).scalars()]


def _is_root(connection: Connection, session_id: str) -> bool:
    query = select(sessions.c.id).where(sessions.c.id == session_id, sessions.c.tree.is_(None))
    return connection.execute(query).first() is not None


def _root(connection: Connection, beginning: str, given: str) -> str:
    if not beginning:
        raise MiCoachError("name a session; see: mi-coach sessions list")
    if _is_root(connection, beginning):
        return beginning
    begins = func.substr(sessions.c.id, 1, len(beginning)) == beginning
    query = select(sessions.c.id).where(begins, sessions.c.tree.is_(None)).order_by(sessions.c.id).limit(2)
    found = connection.execute(query).scalars().all()
    if not found:
        raise missing(given)
    if len(found) > 1:
        raise MiCoachError(
            f"more than one session begins with {shown(beginning)}, such as {found[0]} and {found[1]}; "
            "give more of the id"
        )
    return str(found[0])


def shown(text: str) -> str:
    """An id as a message may repeat it: on one line, without control characters, and not too long."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"


def missing(session_id: str) -> MiCoachError:
    """The error for a session that is not there."""
    return MiCoachError(f"there is no session {shown(session_id)}; see: mi-coach sessions list")
