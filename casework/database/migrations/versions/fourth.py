"""Questions that people saved under a name, for themselves or for all; append-only."""

import sqlalchemy as sa
from alembic import op

from casework.database.append_only import append_only

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and the triggers that keep it append-only."""
    texts = [sa.Column(name, sa.String(60), nullable=False) for name in ("question", "agency", "handling")]
    op.create_table(
        "saved_question",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *texts,
    )
    for statement in append_only("saved_question", op.get_bind().dialect.name):
        op.execute(statement)
