"""A row as it came: what an investigator sees when a claim is followed down to its source."""

from pathlib import Path

import polars as pl

from core.answers import RawRow
from core.errors import NotFound
from core.home import Home
from core.networks import RowRef
from etl.amend import amendments
from etl.delivery import Delivery, deliveries, vault_file
from etl.in_force import files
from etl.shut import refuse_shut
from etl.sources import cells, columnar, jsonlines, text, workbook
from etl.sources.limits import JOINED_LINES
from etl.sources.quoting import join_quoted
from etl.templates import JsonLines, Parquet, TextFile, Workbook


def raw_row(home: Home, source: str, row: int, now_ms: int | None = None) -> RawRow:
    """Row `row` (1-based physical line or sheet row, header included) of the delivery that `source` names.

    `source`: its short id, SHA-256, or the name it was delivered under (of several, the last).

    Raises:
        NotFound: there is no such delivery or row.
        AuthorityExpired: it came under sanctions that are over at `now_ms` (the present where it is not given).
    """
    delivery = _delivery(home, source)
    raw, found = _cells(vault_file(home, delivery), delivery, row)
    refuse_shut(home, delivery, row, raw, now_ms)
    names = delivery.header if row > delivery.header_row else ()
    return RawRow(
        ref=RowRef(source=delivery.source, file=delivery.file, row=row),
        received_ms=delivery.received_ms,
        agency=delivery.agency,
        template=delivery.template,
        raw=raw,
        cells=_named(names, found),
        authority=_authority(home, delivery, row),
        amended=tuple(each for each in amendments(home, delivery.sha256) if each.row == row),
    )


def _delivery(home: Home, source: str) -> Delivery:
    known = deliveries(home)
    for delivery in reversed(known):
        if source in (delivery.source, delivery.sha256, delivery.file):
            return delivery
    raise NotFound(f"No delivery is called «{source}».")


def _cells(path: Path, delivery: Delivery, row: int) -> tuple[str, list[str]]:
    file = delivery.layout
    match file:
        case TextFile():
            raw = _text_row(path, delivery, file, row)
            return raw, cells.split_line(raw, file.dialect)
        case JsonLines():
            raw = str(_lines_from(path, delivery, file.encoding, row)["raw"][0])
            return raw, jsonlines.cells(raw, delivery.header)
        case Parquet():
            found = _parquet_row(path, delivery, row)
        case Workbook():
            table = workbook.rows(path, file.sheet, row)
            found = table[row - 1] if 1 <= row <= len(table) else None
    if found is None:
        raise _no_row(delivery, row)
    return "\t".join(found).rstrip("\t"), found


def _parquet_row(path: Path, delivery: Delivery, row: int) -> list[str] | None:
    for block in columnar.chunks(path, delivery.header, from_row=row):
        here = block.filter(pl.col("row") == row)
        return [str(cell) for cell in here.drop("row", "raw", "shape").row(0)] if here.height else None
    return None


def _text_row(path: Path, delivery: Delivery, file: TextFile, row: int) -> str:
    """The line, with those that a quoted field joins to it."""
    found = _lines_from(path, delivery, file.encoding, row)
    joined = join_quoted(found, file.dialect, len(delivery.header)) if row > delivery.header_row else found
    return str(joined["raw"][0])


def _lines_from(path: Path, delivery: Delivery, encoding: str, row: int) -> pl.DataFrame:
    """A line and those after it that could belong to it."""
    near: list[pl.DataFrame] = []
    for lines in text.lines(path, encoding):
        near.append(lines.filter(pl.col("row").is_between(row, row + JOINED_LINES)))
        if int(lines["row"][-1]) > row + JOINED_LINES:
            break
    found = pl.concat(near) if near else pl.DataFrame()
    if found.height == 0 or found["row"][0] != row:
        raise _no_row(delivery, row)
    return found


def _named(names: tuple[str, ...], values: list[str]) -> dict[str, str]:
    """Cells by column; cells beyond the header are numbered, for a row with too many columns is shown, too."""
    titles = [*names, *(f"+{extra}" for extra in range(1, len(values) - len(names) + 1))] if names else []
    return dict(zip(titles, values, strict=False))


def _authority(home: Home, delivery: Delivery, row: int) -> str | None:
    """The sanctions that cover what the row is, of all its records."""
    paths = [path for record in delivery.records for path in files(home, delivery, record)]
    found = [pl.scan_parquet(path).filter(pl.col("row") == row).select("authority") for path in paths]
    numbers = pl.concat(found).collect()["authority"].drop_nulls().explode().drop_nulls().unique().sort().to_list()
    return ", ".join(numbers) or None


def _no_row(delivery: Delivery, row: int) -> NotFound:
    return NotFound(f"«{delivery.file}» has no row {row}.")
