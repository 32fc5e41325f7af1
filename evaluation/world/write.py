"""Feeds to files, and what became of every row to the truth."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
import polars as pl

from core.errors import InputError
from evaluation.world.defects import EXPECT, faults, spoil
from evaluation.world.feeds.sheet import Feed
from evaluation.world.parameters import Parameters

_SHEET_ROWS = 1_000_000  # a sheet holds 1,048,576


def write_feed(world: Parameters, feed: Feed, folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    """Write one export; give its defects, its criminal rows and its counts."""
    order, broken = spoil(world, feed)
    if feed.dialect.separator is None:
        _write_sheet(feed, order, broken, folder / feed.name)
    else:
        _write_text(feed, order, broken, folder / feed.name)
    fates = _fates(feed, order)
    return _defects(feed, fates), _crime(feed, fates), _counts(feed, fates)


def _write_text(feed: Feed, order: pl.DataFrame, broken: dict[int, list[str]], path: Path) -> None:
    sep, newline = feed.dialect.separator or ",", feed.dialect.newline
    quoted = [_quoted(column, sep) for column in feed.cells.columns]
    lines = feed.cells.select(pl.concat_str(quoted, separator=sep)).to_series().gather(order["n"])
    if broken:
        places = pl.Series(list(broken), dtype=pl.UInt32)
        lines = lines.scatter(places, [sep.join(_quote(cell, sep) for cell in row) for row in broken.values()])
    head = [*feed.dialect.before, sep.join(feed.cells.columns)]
    foot = [f"Итого операций: {feed.cells.height}"] if feed.dialect.footer else []
    with path.open("w", encoding=feed.dialect.encoding, errors="replace", newline="") as file:
        for start in range(0, len(lines), 200_000):
            file.write("".join(f"{line}{newline}" for line in head))
            head = []
            part = lines.slice(start, 200_000)
            file.write(newline.join(part.to_list()) + newline)
        file.write("".join(f"{line}{newline}" for line in [*head, *foot]))


def _quoted(column: str, separator: str) -> pl.Expr:
    cell = pl.col(column).fill_null("")
    needs = cell.str.contains(f'["{"|" if separator == "|" else separator}]')
    return pl.when(needs).then('"' + cell.str.replace_all('"', '""') + '"').otherwise(cell)


def _quote(cell: str, separator: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell or separator in cell else cell


def _write_sheet(feed: Feed, order: pl.DataFrame, broken: dict[int, list[str]], path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Үзінді")
    for line in feed.dialect.before:
        sheet.append([line])
    sheet.append(feed.cells.columns)
    if order.height > _SHEET_ROWS:
        raise InputError(
            f"{feed.name} would have {order.height:,} rows, more than a sheet holds; make a smaller world."
        )
    cells = feed.cells[order["n"].to_numpy()]
    for place, row in enumerate(cells.iter_rows()):
        sheet.append(_typed(broken.get(place, row), feed.cells.columns))
    packed = BytesIO()
    book.save(packed)
    _without_the_hour(packed, path)


def _without_the_hour(packed: BytesIO, path: Path) -> None:
    """The same sheet with a fixed date on every part, so that one seed makes the same bytes."""
    with ZipFile(packed) as given, ZipFile(path, "w", ZIP_DEFLATED) as kept:
        for part in given.namelist():
            held = (
                re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2025-01-01T00:00:00Z", given.read(part))
                if "core" in part
                else given.read(part)
            )
            kept.writestr(ZipInfo(part, (2025, 1, 1, 0, 0, 0)), held, ZIP_DEFLATED)


def _typed(row: Sequence[str], columns: Sequence[str]) -> list[Any]:
    """Numbers and times as a spreadsheet keeps them, where they can be read as such."""
    return [_CELLS.get(column, str)(cell) if cell else None for column, cell in zip(columns, row, strict=False)]


def _number(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def _moment(cell: str) -> datetime | str:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return cell


_CELLS: dict[str, Any] = {"№": _number, "Күні": _moment, "Сомасы": _number}


def _fates(feed: Feed, order: pl.DataFrame) -> pl.DataFrame:
    """Rows in file order with their marks, line number and one fate: defect, repeat, outside, either or ""."""
    rows = pl.concat([order.select("n", "fate"), feed.marks[order["n"].to_numpy()]], how="horizontal")
    outside = pl.when(pl.col("outside")).then(pl.lit("outside_sanction")).otherwise("either")
    return rows.with_columns(
        feed=pl.lit(feed.name), line=pl.int_range(1, pl.len() + 1) + feed.header_lines,
        fate=pl.when(pl.col("fate") == "").then(outside).otherwise("fate"),
    )  # fmt: skip


def _defects(feed: Feed, fates: pl.DataFrame) -> pl.DataFrame:
    named = fates.filter(pl.col("fate") != "").select(
        "feed", "line", kind="fate", expect=pl.col("fate").replace_strict(EXPECT, default="quarantine")
    )
    foot = {"feed": feed.name, "line": feed.header_lines + fates.height + 1, "kind": "footer", "expect": "quarantine"}
    return pl.concat([named, pl.DataFrame([foot], schema=named.schema)]) if feed.dialect.footer else named


def _crime(feed: Feed, fates: pl.DataFrame) -> pl.DataFrame:
    good = pl.col("fate").is_in(["", "mirror"])
    return fates.filter(good & (pl.col("tag") != "")).select("feed", "line", "tag", "shop")


def _counts(feed: Feed, fates: pl.DataFrame) -> dict[str, Any]:
    of = dict(fates.group_by("fate").len().sort("fate").iter_rows())
    malformed = {kind: of[kind] for kind in sorted(faults()[feed.name].kinds) if kind in of}
    if feed.dialect.footer:
        malformed["footer"] = 1
    either = {kind: of[kind] for kind in ("mirror", "forwarded_leg") if kind in of}
    return {
        "header_lines": feed.header_lines,
        "data_rows": fates.height + feed.dialect.footer,
        "good": of.get("", 0) + sum(either.values()),
        "of_good_either": either,
        "duplicates": {kind: of[kind] for kind in ("duplicate", "redelivery") if kind in of},
        "out_of_scope": of.get("outside_sanction", 0),
        "malformed": malformed,
    }
