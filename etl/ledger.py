"""The ledger: what became of every row of every delivery."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from core.home import Home
from core.reports import QuarantinedRow
from etl.delivery import Delivery, deliveries, records_folder
from etl.fates import LOADED, QUARANTINED
from etl.repeats import Fingerprints, Seen

FILE = "ledger.parquet"

__all__ = ["FILE", "Delivery", "deliveries", "loaded_before", "quarantined"]


def quarantined(
    home: Home, file: str | None = None, reason: str | None = None, limit: int | None = None
) -> list[QuarantinedRow]:
    """Quarantined rows in the order of loading. `file`: a name, or the beginning of a source or SHA-256."""
    rows: list[QuarantinedRow] = []
    for delivery in deliveries(home):
        if file is None or _is_named(delivery, file):
            left = None if limit is None else limit - len(rows)
            rows += [_row(delivery, found) for found in _held(home, delivery, reason, left)]
    return rows


def loaded_before(home: Home, template: str, sha256: str) -> Seen:
    """Rows that other deliveries of this feed brought in."""
    others = [d for d in deliveries(home) if d.template == template and d.sha256 != sha256]
    seen = Seen(sum(delivery.loaded for delivery in others))
    for prints in _loaded(home, others):
        seen.admit(prints)
    return seen


def _loaded(home: Home, of: Sequence[Delivery]) -> Iterator[Fingerprints]:
    for delivery in of:
        rows = pl.scan_parquet(_path(home, delivery)).filter(pl.col("fate") == LOADED).select("first", "second")
        table = rows.collect()
        yield Fingerprints(table["first"].to_numpy(), table["second"].to_numpy())


def _held(home: Home, delivery: Delivery, reason: str | None, limit: int | None) -> list[dict[str, str | int | None]]:
    rows = pl.scan_parquet(_path(home, delivery)).filter(pl.col("fate") == QUARANTINED)
    if reason is not None:
        rows = rows.filter(pl.col("reason") == reason)
    found = rows.select("row", "reason", "detail", "raw")
    return (found if limit is None else found.head(limit)).collect().to_dicts()


def _row(delivery: Delivery, found: dict[str, str | int | None]) -> QuarantinedRow:
    return QuarantinedRow(
        file=delivery.file,
        source=delivery.source,
        row=int(found["row"] or 0),
        reason=str(found["reason"]),
        detail=str(found["detail"] or ""),
        raw=str(found["raw"] or ""),
    )


def _is_named(delivery: Delivery, file: str) -> bool:
    return file in (delivery.file, Path(delivery.file).name) or (len(file) >= 6 and delivery.sha256.startswith(file))


def _path(home: Home, delivery: Delivery) -> Path:
    return records_folder(home, delivery.sha256) / FILE
