"""Erasures: who asked for one, who confirmed it, when it was done and what was found; append-only."""

import sqlalchemy as sa
from alembic import op

from casework.database.append_only import append_only

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and the triggers that keep it append-only."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("handling", sa.String(60), nullable=False),
    )
    for statement in append_only("erasure", op.get_bind().dialect.name):
        op.execute(statement)
