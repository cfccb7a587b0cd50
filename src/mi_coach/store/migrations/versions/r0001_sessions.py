"""Sessions and their turns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("scenario", sa.String(200)),
        sa.Column("scenario_version", sa.String(50)),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.Column("ending", sa.String(50)),
        sa.Column("start_state", sa.JSON()),
        sa.Column("closing", sa.JSON()),
        sa.Column("self_rating", sa.JSON()),
        sa.Column("coaching", sa.String(20), nullable=False),
        sa.Column("engine", sa.JSON()),
        sa.Column("overall", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_table(
        "turns",
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client", sa.JSON(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("units", sa.JSON()),
        sa.Column("state", sa.JSON()),
        sa.Column("matches", sa.JSON()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_turns_session_id_sessions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "n", name=op.f("pk_turns")),
    )
