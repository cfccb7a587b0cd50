"""Profiles, several paths through one session, notes on replies, and exercises."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

FIRST = "trainee-1"


def upgrade() -> None:
    profiles = op.create_table(
        "profiles",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
    )
    op.bulk_insert(profiles, [{"id": FIRST, "name": "Trainee 1", "created": datetime.now(UTC)}])
    op.create_table(
        "exercises",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("profile", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("what", sa.String(100), nullable=False),
        sa.Column("level", sa.Integer()),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
    )
    op.add_column("sessions", sa.Column("profile", sa.String(64), nullable=False, server_default=FIRST))
    op.add_column("sessions", sa.Column("tree", sa.String(64)))
    op.add_column("sessions", sa.Column("path", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("sessions", sa.Column("parent", sa.Integer()))
    op.add_column("sessions", sa.Column("from_turn", sa.Integer()))
    op.add_column("turns", sa.Column("notes", sa.JSON()))
