"""A row as it came: what an investigator sees when a claim is followed down to its source."""

from pathlib import Path

import polars as pl

from core.answers import RawRow
from core.errors import NotFound
from core.home import Home
from core.networks import RowRef
from etl.delivery import Delivery, deliveries, records_folder, vault_file
from etl.sources import cells, text, workbook
from etl.sources.limits import JOINED_LINES
from etl.sources.quoting import join_quoted
from etl.templates import TextFile


def raw_row(home: Home, source: str, row: int) -> RawRow:
    """Row `row` (1-based physical line or sheet row, header included) of the delivery that `source` names.

    `source`: its short id, SHA-256, or the name it was delivered under (of several, the last).

    Raises:
        NotFound: there is no such delivery or row.
    """
    delivery = _delivery(home, source)
    raw, found = _cells(vault_file(home, delivery), delivery, row)
    names = delivery.header if row > delivery.header_row else ()
    return RawRow(
        ref=RowRef(source=delivery.source, file=delivery.file, row=row),
        received_ms=delivery.received_ms,
        agency=delivery.agency,
        template=delivery.template,
        raw=raw,
        cells=_named(names, found),
        authority=_authority(home, delivery, row),
    )


def _delivery(home: Home, source: str) -> Delivery:
    known = deliveries(home)
    for delivery in reversed(known):
        if source in (delivery.source, delivery.sha256, delivery.file):
            return delivery
    raise NotFound(f"No delivery is called «{source}».")


def _cells(path: Path, delivery: Delivery, row: int) -> tuple[str, list[str]]:
    if isinstance(delivery.layout, TextFile):
        raw = _text_row(path, delivery, delivery.layout, row)
        return raw, cells.split_line(raw, delivery.layout.dialect)
    table = workbook.rows(path, delivery.layout.sheet, row)
    if not 1 <= row <= len(table):
        raise _no_row(delivery, row)
    return "\t".join(table[row - 1]).rstrip("\t"), table[row - 1]


def _text_row(path: Path, delivery: Delivery, file: TextFile, row: int) -> str:
    """The line, with those that a quoted field joins to it."""
    near: list[pl.DataFrame] = []
    for lines in text.lines(path, file.encoding):
        near.append(lines.filter(pl.col("row").is_between(row, row + JOINED_LINES)))
        if int(lines["row"][-1]) > row + JOINED_LINES:
            break
    found = pl.concat(near) if near else pl.DataFrame()
    if found.height == 0 or found["row"][0] != row:
        raise _no_row(delivery, row)
    joined = join_quoted(found, file.dialect, len(delivery.header)) if row > delivery.header_row else found
    return str(joined["raw"][0])


def _named(names: tuple[str, ...], values: list[str]) -> dict[str, str]:
    """Cells by column; cells beyond the header are numbered, for a row with too many columns is shown, too."""
    titles = [*names, *(f"+{extra}" for extra in range(1, len(values) - len(names) + 1))] if names else []
    return dict(zip(titles, values, strict=False))


def _authority(home: Home, delivery: Delivery, row: int) -> str | None:
    records = pl.scan_parquet(records_folder(home, delivery.sha256) / f"{delivery.record}.parquet")
    found = records.filter(pl.col("row") == row).select("authority").collect().to_series()
    numbers = found[0] if found.len() else None
    return ", ".join(numbers) if numbers is not None and len(numbers) else None


def _no_row(delivery: Delivery, row: int) -> NotFound:
    return NotFound(f"«{delivery.file}» has no row {row}.")
