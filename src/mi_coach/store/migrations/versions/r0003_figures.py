"""The figures of a finished session, kept so that progress over many sessions need not be worked out each time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("figures", sa.JSON()))
