"""Column tables: what detection reads. The projection fills them from the store; indicators take nothing else.

Times are int64 epoch milliseconds UTC, money int64 tiyn. Entity ids carry their kind as a prefix
(`phone:+77010012345`, `account:KZ…`, `person:…`). `sources` lists the rows behind a line as
`<source>:<row>`, source being the first 12 hex digits of the delivered file's SHA-256.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import polars as pl

from core.errors import IzderError

TEXT, INT, REAL, ROWS = pl.String(), pl.Int64(), pl.Float64(), pl.List(pl.String())

SCHEMAS: Mapping[str, Mapping[str, pl.DataType]] = {
    "transfers": {
        "id": TEXT, "src": TEXT, "dst": TEXT, "time_ms": INT, "amount_tiyn": INT,
        "channel": TEXT, "purpose": TEXT, "sources": ROWS,
    },
    "calls": {
        "id": TEXT, "src": TEXT, "dst": TEXT, "time_ms": INT, "duration_s": INT,
        "kind": TEXT, "imei": TEXT, "imsi": TEXT, "cell": TEXT, "sources": ROWS,
    },
    "holders": {  # who an account is registered to; holder_kind person | organisation | unnamed
        "account": TEXT, "holder": TEXT, "holder_kind": TEXT, "name": TEXT, "sources": ROWS,
    },
    "subscribers": {  # who a phone is registered to, and when; null = unknown bound
        "phone": TEXT, "holder": TEXT, "holder_kind": TEXT, "name": TEXT,
        "from_ms": INT, "to_ms": INT, "sources": ROWS,
    },
    "contact_phones": {"person": TEXT, "phone": TEXT, "sources": ROWS},  # a phone that a person gave to a bank
    "persons": {"id": TEXT, "iin": TEXT, "name": TEXT},  # iin null for an unnamed person
    "accounts": {"id": TEXT, "bank": TEXT},
    "cards": {"account": TEXT, "card": TEXT, "sources": ROWS},
    "cells": {"id": TEXT, "lat": REAL, "lon": REAL, "city": TEXT},
    "arrests": {  # one line per person and arrest
        "arrest": TEXT, "person": TEXT, "time_ms": INT, "article": TEXT, "city": TEXT, "lat": REAL, "lon": REAL,
        "substance": TEXT, "mass_g": REAL, "cash_tiyn": INT, "status": TEXT, "category": TEXT, "sources": ROWS,
    },
    # item_kind: phone, device, account or card
    "seizures": {"arrest": TEXT, "item": TEXT, "item_kind": TEXT, "sources": ROWS},
    "arrest_links": {"a": TEXT, "b": TEXT, "sources": ROWS},
}


@dataclass(frozen=True, slots=True)
class Tables:
    """All column tables of one as-of day, each with exactly the columns of SCHEMAS."""

    transfers: pl.DataFrame
    calls: pl.DataFrame
    holders: pl.DataFrame
    subscribers: pl.DataFrame
    contact_phones: pl.DataFrame
    persons: pl.DataFrame
    accounts: pl.DataFrame
    cards: pl.DataFrame
    cells: pl.DataFrame
    arrests: pl.DataFrame
    seizures: pl.DataFrame
    arrest_links: pl.DataFrame

    @staticmethod
    def build(given: Mapping[str, pl.DataFrame]) -> "Tables":
        """Tables from what is given; a missing table is empty, a wrong column is an error.

        Raises:
            IzderError: a table or column that the schema does not know or misses.
        """
        unknown = set(given) - set(SCHEMAS)
        if unknown:
            raise IzderError(f"Unknown column tables: {', '.join(sorted(unknown))}.")
        return Tables(**{name: conform(name, given.get(name)) for name in SCHEMAS})

    def items(self) -> list[tuple[str, pl.DataFrame]]:
        """Name and table, in the order of SCHEMAS."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def conform(name: str, table: pl.DataFrame | None) -> pl.DataFrame:
    """The table with exactly its schema's columns and types; columns not given are null.

    Raises:
        IzderError: the table has a column that the schema does not know.
    """
    schema = SCHEMAS[name]
    if table is None:
        return pl.DataFrame(schema=dict(schema))
    extra = set(table.columns) - set(schema)
    if extra:
        raise IzderError(f"Column table {name} does not know {', '.join(sorted(extra))}.")
    given = [pl.col(c).cast(t) if c in table.columns else pl.lit(None, dtype=t).alias(c) for c, t in schema.items()]
    return table.select(given)
