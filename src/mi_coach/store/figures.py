"""Figures kept beside finished sessions, so that progress is there at once however many sessions there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update

from mi_coach.domain.stored import Measured
from mi_coach.store import rows
from mi_coach.store.tables import sessions
from mi_coach.store.transactions import Transactions


class SqlFiguresRepository(Transactions):
    """Keeps what was worked out from a session. Whatever changes a session wipes its figures (see ``rows``)."""

    def keep(self, session_id: str, figures: Mapping[str, Any]) -> None:
        """Stores the figures of a session; for one that is gone meanwhile nothing happens.

        Args:
            session_id: The path's whole id, as :class:`Measured` gives it.
            figures: JSON-ready data.

        Raises:
            MiCoachError: The database cannot be written.
        """
        with self._writing() as connection:
            values = {"figures": rows.tidy(figures)}
            connection.execute(update(sessions).where(sessions.c.id == session_id).values(values))

    # Last, because its name hides the built-in type in all that follows it.
    def list(self, profile: str | None = None) -> list[Measured]:
        """Every session with its first finished path, oldest first; sessions without one are left out.

        Args:
            profile: Only those of this person.
        """
        first, root = sessions.alias("first"), func.coalesce(sessions.c.tree, sessions.c.id)
        finished = (
            select(root.label("root"), func.min(sessions.c.path).label("path"))
            .where(sessions.c.ended.is_not(None))
            .group_by(root)
            .subquery()
        )
        whole = func.coalesce(first.c.tree, first.c.id)
        columns = ("id", "path", "scenario", "scenario_version", "started", "figures")
        query = (
            select(whole.label("root"), *(first.c[name] for name in columns))
            .join(finished, (finished.c.root == whole) & (finished.c.path == first.c.path))
            .order_by(first.c.started, first.c.id)
        )
        if profile is not None:
            query = query.where(first.c.profile == profile)
        with self._reading() as connection:
            return [Measured(**row) for row in connection.execute(query).mappings()]
