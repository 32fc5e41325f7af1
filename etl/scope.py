"""The scope rule: a call or transfer may be looked at where a court's window on one of its ends holds its time."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from core import records
from core.records import RecordKind
from etl.entities import entity_id

WINDOWS = {"object": pl.String(), "from_ms": pl.Int64(), "to_ms": pl.Int64(), "number": pl.String()}
REGISTER = "authority"


def windows(folders: Sequence[Path]) -> pl.DataFrame:
    """All sanctioned windows of these deliveries: object (entity id), from_ms, to_ms (inclusive), number."""
    files = [file for folder in folders if (file := folder / f"{REGISTER}.parquet").is_file()]
    if not files:
        return pl.DataFrame(schema=WINDOWS)
    return pl.scan_parquet(files).select(*WINDOWS).unique().collect()


def is_governed(record: str) -> bool:
    """True for kinds whose rows need a court's authority."""
    return bool(records.load()[record].governed)


def authorities(rows: pl.DataFrame, kind: RecordKind, given: pl.DataFrame) -> pl.Series:
    """Per row the numbers of the sanctions that cover it, in order; null where none does.

    Phones and accounts without a sanction of their own (service numbers, firms) are covered by their other end.
    """
    at = pl.int_range(pl.len(), dtype=pl.UInt32).alias("at")
    when = pl.col(str(kind.own_date)).alias("when")
    ends = [rows.select(at, when, entity_id(kind, field).alias("object")) for field in kind.governed]
    met = pl.concat(ends).join(given, on="object").filter(pl.col("when").is_between("from_ms", "to_ms"))
    numbers = met.select("at", "number").unique().sort("at", "number").group_by("at", maintain_order=True).agg("number")
    return rows.select(at).join(numbers, on="at", how="left", maintain_order="left")["number"].alias("authority")
