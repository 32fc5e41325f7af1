"""Tables of the casework database. What is created, and how it changes, stands in migrations/versions."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text

REVISION = "0004"  # the newest migration; a contract test compares it with migrations/versions

metadata = MetaData()

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("time_ms", BigInteger, nullable=False),
    Column("user", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("act", String(60), nullable=False),
    Column("parameters", Text, nullable=False),  # canonical JSON, exactly as it was hashed
    Column("agency", String(60), nullable=False),
    Column("handling", String(60), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

judgement = Table(
    "category_judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("network", String(200), nullable=False, index=True),
    Column("person", String(200), nullable=False),
    Column("category", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("time_ms", BigInteger, nullable=False),
    Column("agency", String(60), nullable=False),
    Column("handling", String(60), nullable=False),
)


def decided() -> tuple[Column[Any], ...]:
    """Who decided, when, on what ground; whose line it is, and who may see it."""
    return (
        Column("author", String(200), nullable=False),
        Column("made_ms", BigInteger, nullable=False),
        Column("reason", Text, nullable=False),
        Column("agency", String(60), nullable=False),
        Column("handling", String(60), nullable=False),
    )


def pair() -> tuple[Column[Any], ...]:
    """Two that look alike, and how alike the model found them."""
    return (
        Column("id", Integer, primary_key=True),
        Column("left", String(200), nullable=False),
        Column("right", String(200), nullable=False),
        Column("model", String(60)),
        Column("weight", Float),
    )


pair_judgement = Table(
    "pair_judgement",
    metadata,
    *pair(),
    Column("subject", String(20), nullable=False),
    Column("verdict", String(20), nullable=False),
    *decided(),
    Index("pair_judgement_pair", "subject", "left", "right"),
)

pair_proposal = Table(
    "pair_proposal",
    metadata,
    *pair(),
    Column("step", String(20), nullable=False),  # proposed, then confirmed, rejected or withdrawn
    *decided(),
)

resolution_model = Table(
    "resolution_model",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(60), nullable=False, unique=True),
    Column("document", Text, nullable=False),
    *decided(),
)

erasure = Table(
    "erasure",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("file", Text, nullable=False),  # masked: a name may say whom the file is about
    Column("step", String(20), nullable=False),  # requested, confirmed, done
    Column("report", Text, nullable=False),
    *decided(),
)

saved_question = Table(
    "saved_question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("question", String(60), nullable=False),
    Column("parameters", Text, nullable=False),  # JSON, as they were typed
    Column("shared", Boolean, nullable=False),
    Column("step", String(20), nullable=False),  # saved, removed; the last line of a name and its author counts
    *decided(),
)
