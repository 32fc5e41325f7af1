"""Types of record fields: how they are stored, and which canonical form a text takes."""

from collections.abc import Callable, Mapping
from typing import Literal

import polars as pl

from core import identifiers

FieldType = Literal[
    "text",
    "word",
    "name",
    "integer",
    "number",
    "money",
    "time",
    "day_start",
    "day_end",
    "date",
    "phone",
    "account",
    "card",
    "item",
    "iin",
    "imei",
    "imsi",
    "cell",
    "article",
    "flag",
]

_INT64 = {"integer", "money", "time", "day_start", "day_end"}  # tiyn; epoch ms; first and last ms of a local day

# One text in, its canonical form or None out. Apply per distinct value, not per row.
READERS: Mapping[str, Callable[[str], str | None]] = {
    "phone": identifiers.phone,
    "account": identifiers.account,
    "card": identifiers.card,
    "item": identifiers.item,
    "iin": identifiers.iin,
    "imei": identifiers.imei,
    "imsi": identifiers.imsi,
    "article": identifiers.article,
}


def storage(kind: FieldType, *, many: bool = False) -> pl.DataType:
    """Column type of a field in the records' Parquet; `date` is ISO text."""
    if kind in _INT64:
        return pl.Int64()
    if kind == "flag":
        return pl.Boolean()
    if kind == "number":
        return pl.Float64()
    return pl.List(pl.String()) if many else pl.String()


def read_text(kind: FieldType, text: str) -> str | None:
    """Canonical form of one text of a textual type: spaces collapsed, identifiers checked; None for none."""
    clean = " ".join(text.split())
    if not clean:
        return None
    reader = READERS.get(kind)
    return reader(clean) if reader else clean
