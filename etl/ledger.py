"""The ledger: what became of every row of every delivery; of a row that was judged anew, the last judgement counts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from core.home import Home
from core.reports import QuarantinedRow
from etl.delivery import Delivery, deliveries, layers
from etl.fates import LOADED, QUARANTINED
from etl.repeats import Fingerprints, Seen
from etl.shut import is_concerned, shut_lines
from etl.standing import Standing, standing

FILE = "ledger.parquet"

__all__ = ["FILE", "Delivery", "deliveries", "is_named", "loaded_before", "quarantined", "whole"]


def whole(home: Home, delivery: Delivery) -> pl.LazyFrame:
    """The ledger of a delivery: its first judgement with what replays changed. Rows come in no order."""
    *earlier, last = [pl.scan_parquet(folder / FILE) for folder in layers(home, delivery.sha256)]
    for book in reversed(earlier):
        last = pl.concat([book.join(last.select("row"), on="row", how="anti"), last])
    return last


def quarantined(
    home: Home, file: str | None = None, reason: str | None = None, limit: int | None = None, now_ms: int | None = None
) -> list[QuarantinedRow]:
    """Quarantined rows in the order of loading. `file`: a name, or the beginning of a source or SHA-256.

    Rows that name objects of ended sanctions only are left out (`now_ms`: the present where it is not given).
    """
    rows: list[QuarantinedRow] = []
    stands = standing(home, now_ms)
    for delivery in deliveries(home):
        if file is None or is_named(delivery, file):
            left = None if limit is None else limit - len(rows)
            rows += [_row(delivery, found) for found in _held(home, delivery, reason, left, stands)]
    return rows


def loaded_before(home: Home, template: str, sha256: str) -> Seen:
    """Rows that other deliveries of this feed brought in."""
    others = [d for d in deliveries(home) if d.template == template and d.sha256 != sha256]
    seen = Seen(sum(delivery.loaded for delivery in others))
    for prints in loaded_prints(home, others):
        seen.admit(prints)
    return seen


def loaded_prints(home: Home, of: Sequence[Delivery]) -> Iterator[Fingerprints]:
    """Fingerprints of the loaded rows of these deliveries, layer by layer: what was loaded once stays so."""
    for folder in (folder for delivery in of for folder in layers(home, delivery.sha256)):
        rows = pl.scan_parquet(folder / FILE).filter(pl.col("fate") == LOADED).select("first", "second")
        table = rows.collect()
        yield Fingerprints(table["first"].to_numpy(), table["second"].to_numpy())


def is_named(delivery: Delivery, file: str) -> bool:
    """True where `file` is its name, or the beginning of its source or SHA-256."""
    return file in (delivery.file, Path(delivery.file).name) or (len(file) >= 6 and delivery.sha256.startswith(file))


def _held(
    home: Home, delivery: Delivery, reason: str | None, limit: int | None, stands: Standing
) -> list[dict[str, str | int | None]]:
    rows = whole(home, delivery).filter(pl.col("fate") == QUARANTINED)
    if reason is not None:
        rows = rows.filter(pl.col("reason") == reason)
    found = rows.select("row", "reason", "detail", "raw").sort("row")
    if is_concerned(delivery, stands):
        whole_lines = found.collect()
        found = whole_lines.join(shut_lines(whole_lines, stands), on="row", how="anti", maintain_order="left").lazy()
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
