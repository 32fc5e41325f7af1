"""Judgements on pairs, what waits for a second person, and the models that people accepted; all append-only."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from casework.database.append_only import append_only

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the three tables and the triggers that keep them append-only."""
    op.create_table("pair_judgement", *pair(), word("subject"), word("verdict"), *decided())
    op.create_index("pair_judgement_pair", "pair_judgement", ["subject", "left", "right"])
    op.create_table("pair_proposal", *pair(), word("step"), *decided())
    op.create_table("resolution_model", *accepted(), *decided())
    for table in ("pair_judgement", "pair_proposal", "resolution_model"):
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def pair() -> tuple[sa.Column[Any], ...]:
    """Two that look alike, and how alike the model found them; the last line on a pair counts."""
    return (
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("left", sa.String(200), nullable=False),
        sa.Column("right", sa.String(200), nullable=False),
        sa.Column("model", sa.String(60), nullable=True),
        sa.Column("weight", sa.Float(), nullable=True),
    )


def word(name: str) -> sa.Column[Any]:
    """A word of a short list: what was said of a pair, or what step was taken."""
    return sa.Column(name, sa.String(20), nullable=False)


def accepted() -> tuple[sa.Column[Any], ...]:
    """A model of resolution that somebody accepted; `document` is its JSON."""
    return (
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.String(60), nullable=False, unique=True),
        sa.Column("document", sa.Text(), nullable=False),
    )


def decided() -> tuple[sa.Column[Any], ...]:
    """Who decided, when, on what ground; whose line it is, and who may see it."""
    return (
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("handling", sa.String(60), nullable=False),
    )
