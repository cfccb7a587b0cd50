"""The sessions in the database. Every call is one transaction, committed before it returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from mi_coach.domain.stored import SessionSummary, StoredSession
from mi_coach.errors import MiCoachError
from mi_coach.store import rows
from mi_coach.store.database import checkpoint
from mi_coach.store.location import Location
from mi_coach.store.problems import explained
from mi_coach.store.tables import sessions, turns

_SHOWN = 60
"""Most characters of an id that a message repeats."""


class SqlSessionRepository:
    """Keeps sessions in an SQL database. Safe to use from several threads, and by several programs at once.

    Args:
        engine: A database that :func:`mi_coach.store.database.open_database` opened.
        location: Where it is, for messages.
    """

    def __init__(self, engine: Engine, location: Location) -> None:
        self.location = location
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database; the last one out folds SQLite's log back into the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.location.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writing = self._engine.execution_options(writing=True)
        with explained(self.location.name), writing.begin() as connection:
            yield connection

    def create(self, stored: StoredSession) -> None:
        """Stores a new session with such turns as it has.

        Raises:
            MiCoachError: The id is taken, something in it is too long, or the database cannot be written.
        """
        session = stored.session
        values = rows.session_values(stored)
        turn_rows = [{"session_id": values["id"], **rows.turn_values(turn)} for turn in session.turns]
        with self._writing() as connection:
            try:
                connection.execute(insert(sessions), values)
            except IntegrityError as error:
                raise MiCoachError(f"a session {_shown(session.id)} is stored already") from error
            if turn_rows:
                connection.execute(insert(turns), turn_rows)

    def save_reply(self, session_id: str, turn_number: int, client: Mapping[str, Any], reply: str) -> None:
        """Stores a reply before it is coded; storing the same reply again changes nothing.

        Args:
            session_id: The session's whole id.
            turn_number: From 1, without gaps.
            client: The line it answers, as in the documents.
            reply: The reply.

        Raises:
            MiCoachError: No such session, it is over or went on elsewhere, or the database cannot be written.
        """
        values = rows.tidy({"client": client, "reply": reply, "reason": ""})
        with self._writing() as connection:
            _require_open(connection, session_id)
            _put(connection, session_id, turn_number, values)

    def save_turn(self, stored: StoredSession) -> None:
        """Stores what came of the latest reply, the pending client line, and the engine's memory.

        Raises:
            ValueError: The session has no turn.
            MiCoachError: No such session, it is over or went on elsewhere, or the database cannot be written.
        """
        session = stored.session
        if not session.turns:
            raise ValueError("the session has no turn to store")
        values = rows.turn_values(session.turns[-1])
        number = values.pop("n")
        progress = rows.progress_values(stored)
        with self._writing() as connection:
            _require_open(connection, session.id)
            _put(connection, session.id, number, values)
            connection.execute(update(turns).where(_turn(session.id, number)).values(values))
            connection.execute(update(sessions).where(sessions.c.id == session.id).values(progress))

    def finish(self, stored: StoredSession, overall: int | None) -> None:
        """Stores how the session ended; may be called again when a rating or a score comes later.

        Args:
            stored: The session as it ended.
            overall: The overall score, 0 to 100, or ``None``.

        Raises:
            MiCoachError: No such session, or the database cannot be written.
        """
        values = rows.progress_values(stored) | rows.ending_values(stored) | {"overall": overall}
        with self._writing() as connection:
            done = connection.execute(update(sessions).where(sessions.c.id == stored.session.id).values(values))
            if not done.rowcount:
                raise _missing(stored.session.id)

    def get(self, session_id: str) -> StoredSession:
        """Reads a session by its id or an unambiguous beginning of it.

        Raises:
            MiCoachError: No such session, more than one begins so, or its record cannot be read.
        """
        with self._reading() as connection:
            found = _resolve(connection, session_id)
            try:
                row = connection.execute(select(sessions).where(sessions.c.id == found)).mappings().one()
                ordered = select(turns).where(turns.c.session_id == found).order_by(turns.c.n)
                return rows.read_stored(dict(row), [dict(t) for t in connection.execute(ordered).mappings()])
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise MiCoachError(
                    f"the record of session {found} cannot be read; it is damaged or from another version"
                ) from error

    def delete(self, session_id: str) -> None:
        """Deletes a session with its turns, and wipes their words from the file.

        Args:
            session_id: The session's whole id; a beginning of it is not enough to delete by.

        Raises:
            MiCoachError: No such session, or the database cannot be written.
        """
        with self._writing() as connection:
            done = connection.execute(delete(sessions).where(sessions.c.id == session_id))
            if not done.rowcount:
                raise _missing(session_id)
        with explained(self.location.name):
            checkpoint(self._engine)

    def unfinished(self, scenario: str | None = None) -> list[SessionSummary]:
        """Sessions that can be resumed, newest first.

        Args:
            scenario: Only those of this scenario.
        """
        wanted = sessions.c.ended.is_(None) & sessions.c.scenario.is_not(None)
        return self._summaries(wanted if scenario is None else wanted & (sessions.c.scenario == scenario))

    def _summaries(self, *wanted: ColumnElement[bool]) -> list[SessionSummary]:
        columns = (sessions.c[name] for name in ("id", "scenario", "started", "ended", "ending", "overall"))
        replies = select(func.count()).where(turns.c.session_id == sessions.c.id).scalar_subquery()
        query = select(*columns, replies.label("replies")).where(*wanted)
        with self._reading() as connection:
            found = connection.execute(query.order_by(sessions.c.started.desc(), sessions.c.id)).mappings()
            return [SessionSummary(**row) for row in found]

    # Last, because its name hides the built-in type in all that follows it.
    def list(self) -> list[SessionSummary]:
        """All sessions, newest first."""
        return self._summaries()


def _turn(session_id: str, number: int) -> ColumnElement[bool]:
    return (turns.c.session_id == session_id) & (turns.c.n == number)


def _put(connection: Connection, session_id: str, number: int, values: Mapping[str, Any]) -> None:
    """Adds a turn's row, or makes sure that the one there holds the same reply: none is ever written over."""
    stored = connection.execute(select(turns.c.reply).where(_turn(session_id, number))).scalar_one_or_none()
    if stored is None:
        mine = turns.c.session_id == session_id
        count = connection.execute(select(func.count()).select_from(turns).where(mine)).scalar_one()
        if number == count + 1:
            connection.execute(insert(turns), {"session_id": session_id, "n": number, **values})
            return
    elif stored == values["reply"]:
        return
    raise MiCoachError(f"session {_shown(session_id)} has moved on, perhaps in another window; open it again to go on")


def _require_open(connection: Connection, session_id: str) -> None:
    # A server that locks single rows holds this one until the transaction ends; SQLite locks the file anyway.
    query = select(sessions.c.ended).where(sessions.c.id == session_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise _missing(session_id)
    if row.ended is not None:
        raise MiCoachError(f"session {_shown(session_id)} is over, so nothing more can be added to it")


def _resolve(connection: Connection, given: str) -> str:
    """Finds the one id that is, or begins with, what was given."""
    beginning = str(rows.tidy(given)).strip()
    if not beginning:
        raise MiCoachError("name a session; see: mi-coach sessions list")
    if connection.execute(select(sessions.c.id).where(sessions.c.id == beginning)).first():
        return beginning
    begins = func.substr(sessions.c.id, 1, len(beginning)) == beginning
    found = connection.execute(select(sessions.c.id).where(begins).order_by(sessions.c.id).limit(2)).scalars().all()
    if not found:
        raise _missing(given)
    if len(found) > 1:
        raise MiCoachError(
            f"more than one session begins with {_shown(beginning)}, such as {found[0]} and {found[1]}; "
            "give more of the id"
        )
    return str(found[0])


def _shown(text: str) -> str:
    """An id as a message may repeat it: on one line, without control characters, and not too long."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"


def _missing(session_id: str) -> MiCoachError:
    return MiCoachError(f"there is no session {_shown(session_id)}; see: mi-coach sessions list")
