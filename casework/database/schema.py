"""Tables of the casework database. What is created, and how it changes, stands in migrations/versions."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Table, Text

REVISION = "0001"  # the newest migration; a contract test compares it with migrations/versions

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
