"""The audit log, which nobody can change or shorten through the database, and the category of each person."""

import sqlalchemy as sa
from alembic import op

from casework.database.append_only import append_only

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables and the triggers that keep them append-only."""
    make_audit()
    make_judgement()
    for table in ("audit", "category_judgement"):
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def make_audit() -> None:
    """One line per look at the data; `hash` covers the line and the hash before it."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("handling", sa.String(60), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )


def make_judgement() -> None:
    """One line per decision on a person's category; the last one counts, the earlier ones stay."""
    op.create_table(
        "category_judgement",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("network", sa.String(200), nullable=False, index=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("time_ms", sa.BigInteger(), nullable=False),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("handling", sa.String(60), nullable=False),
    )
