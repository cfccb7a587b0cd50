"""The sessions in the database. Every call is one transaction, committed before it returns."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.stored import SessionSummary, StoredSession
from mi_coach.errors import MiCoachError
from mi_coach.store import addresses, rows
from mi_coach.store.addresses import missing, shown
from mi_coach.store.database import checkpoint
from mi_coach.store.exercises import SqlExerciseRepository
from mi_coach.store.figures import SqlFiguresRepository
from mi_coach.store.location import Location
from mi_coach.store.problems import explained
from mi_coach.store.profiles import SqlProfileRepository
from mi_coach.store.tables import sessions, turns
from mi_coach.store.transactions import Transactions


class SqlSessionRepository(Transactions):
    """Keeps sessions in an SQL database. Safe to use from several threads, and by several programs at once.

    Args:
        engine: A database that :func:`mi_coach.store.database.open_database` opened.
        location: Where it is, for messages.

    Attributes:
        profiles: The people in the same database.
        exercises: Their drills and benchmarks in it.
        figures: What was worked out from their sessions.
    """

    def __init__(self, engine: Engine, location: Location) -> None:
        super().__init__(engine, location)
        self.profiles = SqlProfileRepository(engine, location)
        self.exercises = SqlExerciseRepository(engine, location)
        self.figures = SqlFiguresRepository(engine, location)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database; the last one out folds SQLite's log back into the file."""
        self._engine.dispose()

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
                raise MiCoachError(f"a session {shown(session.id)} is stored already") from error
            if turn_rows:
                connection.execute(insert(turns), turn_rows)

    def save_reply(
        self,
        session_id: str,
        turn_number: int,
        client: Mapping[str, Any],
        reply: str,
        notes: TurnNotes | None = None,
    ) -> None:
        """Stores a reply before it is coded; storing the same reply again changes nothing.

        Args:
            session_id: The path's whole id.
            turn_number: From 1, without gaps.
            client: The line it answers, as in the documents.
            reply: The reply.
            notes: What the trainee did before they sent it.

        Raises:
            MiCoachError: No such session, it is over or went on elsewhere, or the database cannot be written.
        """
        kept = notes.to_dict() if notes else None
        values = rows.tidy({"client": client, "reply": reply, "reason": "", "notes": kept})
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

    def save_notes(self, session_id: str, turn_number: int, notes: TurnNotes) -> None:
        """Stores the trainee's notes on a reply, also after the session has ended.

        Args:
            session_id: The path's whole id.
            turn_number: Which reply.
            notes: All notes on it; they take the place of those that were there.

        Raises:
            MiCoachError: No such session or reply, or the database cannot be written.
        """
        with self._writing() as connection:
            values = {"notes": rows.tidy(notes.to_dict())}
            done = connection.execute(update(turns).where(_turn(session_id, turn_number)).values(values))
            if not done.rowcount:
                raise missing(session_id)
            connection.execute(update(sessions).where(sessions.c.id == session_id).values(figures=None))

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
                raise missing(stored.session.id)

    def get(self, session_id: str) -> StoredSession:
        """Reads one path through a session.

        Args:
            session_id: The session's id or an unambiguous beginning of it, for its newest path; with ``-1``, ``-2``
                and so on behind the whole id, for that path.

        Raises:
            MiCoachError: No such session or path, more than one begins so, or its record cannot be read.
        """
        with self._reading() as connection:
            return _read(connection, addresses.resolve(connection, session_id))

    def paths(self, session_id: str) -> list[StoredSession]:
        """Reads every path through a session, in the order they were taken.

        Args:
            session_id: As for :meth:`get`; of whichever path, all are given.

        Raises:
            MiCoachError: As for :meth:`get`.
        """
        with self._reading() as connection:
            return [_read(connection, found) for found in addresses.all_paths(connection, session_id)]

    def delete(self, session_id: str) -> None:
        """Deletes a session with its turns and all its paths, and wipes their words from the file.

        Args:
            session_id: The session's whole id; a beginning of it is not enough to delete by.

        Raises:
            MiCoachError: No such session, or the database cannot be written.
        """
        with self._writing() as connection:
            if not connection.execute(
                select(sessions.c.id).where(sessions.c.id == session_id, sessions.c.tree.is_(None))
            ).first():
                raise missing(session_id)
            whole = (sessions.c.id == session_id) | (sessions.c.tree == session_id)
            connection.execute(delete(sessions).where(whole))
        with explained(self.location.name):
            checkpoint(self._engine)

    def unfinished(self, scenario: str | None = None, profile: str | None = None) -> list[SessionSummary]:
        """Sessions whose newest path can be resumed, newest first.

        Args:
            scenario: Only those of this scenario.
            profile: Only those of this person.
        """
        found = self.list(profile)
        return [s for s in found if s.ended is None and s.scenario is not None and scenario in (None, s.scenario)]

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None) -> list[SessionSummary]:
        """All sessions, newest first, each once however many paths it has.

        Args:
            profile: Only those of this person.
        """
        first, newest = sessions.alias("first"), sessions.alias("newest")
        root = func.coalesce(newest.c.tree, newest.c.id)
        count = (
            select(func.count())
            .where((sessions.c.tree == first.c.id) | (sessions.c.id == first.c.id))
            .correlate(first)
            .scalar_subquery()
        )
        replies = select(func.count()).where(turns.c.session_id == newest.c.id).correlate(newest).scalar_subquery()
        query = (
            select(
                *(first.c[name] for name in ("id", "scenario", "started", "profile")),
                *(newest.c[name] for name in ("ended", "ending", "overall")),
                replies.label("replies"),
                count.label("paths"),
            )
            .join(newest, root == first.c.id)
            .where(first.c.tree.is_(None), newest.c.path == count)
            .order_by(first.c.started.desc(), first.c.id)
        )
        if profile is not None:
            query = query.where(first.c.profile == profile)
        with self._reading() as connection:
            return [SessionSummary(**row) for row in connection.execute(query).mappings()]


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
    raise MiCoachError(f"session {shown(session_id)} has moved on, perhaps in another window; open it again to go on")


def _require_open(connection: Connection, session_id: str) -> None:
    # A server that locks single rows holds this one until the transaction ends; SQLite locks the file anyway.
    query = select(sessions.c.ended).where(sessions.c.id == session_id).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise missing(session_id)
    if row.ended is not None:
        raise MiCoachError(f"session {shown(session_id)} is over, so nothing more can be added to it")


def _read(connection: Connection, found: str) -> StoredSession:
    try:
        row = connection.execute(select(sessions).where(sessions.c.id == found)).mappings().one()
        ordered = select(turns).where(turns.c.session_id == found).order_by(turns.c.n)
        return rows.read_stored(dict(row), [dict(t) for t in connection.execute(ordered).mappings()])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MiCoachError(
            f"the record of session {found} cannot be read; it is damaged or from another version"
        ) from error
