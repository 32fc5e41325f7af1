"""Which sanctions stand today: a window may be used to the last day that its sanction says, and for ever where none.

The register is what was delivered; of several days for one object of a sanction the latest counts, so that a renewal
opens again what had been shut. A row rests on every window that covers it; where none of them stands, it is locked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from core.clock import now_ms
from core.home import Home
from core.records import RecordKind
from etl import scope
from etl.delivery import deliveries, layers
from etl.entities import entity_id

EXPIRY = "expires_ms"
_AT, _MET = "\x1fat", "\x1fmet"  # column names that no field can have


def _empty() -> pl.DataFrame:
    return pl.DataFrame(schema={**scope.WINDOWS, EXPIRY: pl.Int64()})


@dataclass(frozen=True, slots=True)
class Standing:
    """Windows that may be used on a day, and those whose time is over (with `expires_ms`, their last millisecond)."""

    open: pl.DataFrame = field(default_factory=_empty)
    shut: pl.DataFrame = field(default_factory=_empty)

    @property
    def mark(self) -> str:
        """What is shut and what may still open it, as a few letters; empty where nothing is shut.

        A graph bears the mark under which it was made.
        """
        if not self.shut.height:
            return ""
        parts = (part.select(*scope.WINDOWS).sort(*scope.WINDOWS).write_csv() for part in (self.shut, self.open))
        return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]

    def rests(self, records: pl.LazyFrame, kind: RecordKind) -> pl.LazyFrame:
        """Records with `authority` naming only what stands; null where nothing opens a record any more.

        A record whose own sanctions are over rests on another one that covers it, where there is one.
        """
        if not kind.governed or not self.shut.height:
            return records
        rows = records.with_row_index(_AT)
        numbers = _covering(rows, kind, self.open).group_by(_AT).agg(pl.col("number").unique().sort().alias(_MET))
        own = pl.col("authority").list.set_intersection(_MET).list.sort()
        met = rows.join(numbers, on=_AT, how="left", maintain_order="left")
        return met.with_columns(pl.when(own.list.len() > 0).then(own).otherwise(_MET).alias("authority")).drop(
            _AT, _MET
        )


def windows(home: Home) -> pl.DataFrame:
    """Every window of every register with the day on which its sanction ends, null where that was never said."""
    files = [folder / f"{scope.REGISTER}.parquet" for folder in registers(home)]
    found = [pl.scan_parquet(file).select(_window(file)) for file in files]
    if not found:
        return _empty()
    ends = pl.col(EXPIRY).max().over("object", "number")
    return pl.concat(found).with_columns(ends).unique().sort(*scope.WINDOWS).collect()


def standing(home: Home, now: int | None = None) -> Standing:
    """What stands at `now` (milliseconds; the present where it is not given)."""
    known = windows(home)
    over = pl.col(EXPIRY).fill_null(2**62) < (now_ms() if now is None else now)
    return Standing(known.filter(~over), known.filter(over))


def registers(home: Home) -> Sequence[Path]:
    """The folders in which the registers of sanctions lie, layer by layer."""
    known = [delivery for delivery in deliveries(home) if scope.REGISTER in delivery.records]
    folders = (folder for delivery in known for folder in layers(home, delivery.sha256))
    return [folder for folder in folders if (folder / f"{scope.REGISTER}.parquet").is_file()]


def _window(file: Path) -> list[pl.Expr]:
    """A register's columns; one that was read before sanctions had an end bears no such column."""
    there = pl.read_parquet_schema(file)
    expiry = pl.col(EXPIRY) if EXPIRY in there else pl.lit(None, pl.Int64).alias(EXPIRY)
    return [*map(pl.col, scope.WINDOWS), expiry]


def _covering(rows: pl.LazyFrame, kind: RecordKind, given: pl.DataFrame) -> pl.LazyFrame:
    """Columns _AT, number: each window of `given` that covers a record, by any of its ends."""
    when = pl.col(str(kind.own_date)).alias("when")
    ends = [rows.select(_AT, when, entity_id(kind, end).alias("object")) for end in kind.governed]
    met = pl.concat(ends).join(given.lazy(), on="object")
    return met.filter(pl.col("when").is_between("from_ms", "to_ms")).select(_AT, "number")
