"""The tables. A change here needs a migration beside it; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from mi_coach.domain.profile import FIRST

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names for constraints, so that a later migration can find the one it means in every database."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, read back with its zone, also where the database keeps no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Gives the moment in UTC.

        Raises:
            ValueError: It has no zone, so nobody can say which moment it is.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Gives the stored moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# None is stored as the database's own null, so that "not coded yet" can be asked for in SQL.
_Json = JSON(none_as_null=True)

metadata = MetaData(naming_convention=NAMING)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("scenario", String(200)),
    Column("scenario_version", String(50)),
    Column("seed", BigInteger, nullable=False),
    Column("started", UtcDateTime, nullable=False),
    Column("ended", UtcDateTime),
    Column("ending", String(50)),
    Column("start_state", _Json),
    Column("closing", _Json),
    Column("unanswered", _Json),
    Column("self_rating", _Json),
    Column("coaching", String(20), nullable=False),
    Column("engine", _Json),
    Column("overall", Integer),
    Column("profile", String(64), nullable=False, server_default=FIRST),
    Column("tree", String(64)),
    Column("path", Integer, nullable=False, server_default="1"),
    Column("parent", Integer),
    Column("from_turn", Integer),
    Column("figures", _Json),
)

turns = Table(
    "turns",
    metadata,
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("client", _Json, nullable=False),
    Column("reply", Text, nullable=False),
    Column("units", _Json),
    Column("state", _Json),
    Column("matches", _Json),
    Column("reason", Text, nullable=False),
    Column("notes", _Json),
)

profiles = Table(
    "profiles",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("created", UtcDateTime, nullable=False),
)

exercises = Table(
    "exercises",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("profile", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("what", String(100), nullable=False),
    Column("level", Integer),
    Column("started", UtcDateTime, nullable=False),
    Column("ended", UtcDateTime),
    Column("answers", _Json, nullable=False),
    Column("result", _Json, nullable=False),
)
