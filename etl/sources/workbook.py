"""Cells of a workbook (XLSX, XLS, ODS) as text, row by row, in bounded memory: bombs are refused before they open."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from core.errors import InputError
from etl.sources.cells import cell_names
from etl.sources.limits import COLUMNS, PACKED_RATIO, SHEET_CELLS, WORKBOOK_BYTES

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
_REFERENCE = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})"')
_PART = 4 * 2**20
_ROWS_AT_ONCE = 50_000


def rows(path: Path, sheet: str | None = None, most: int | None = None) -> list[list[str]]:
    """Rows of a sheet (the first where none is named) as text; row 1 stands at place 0, empty rows included.

    Raises:
        InputError: no workbook, a broken or locked one, or one that unpacks to more than any export holds.
    """
    _refuse_bomb(path)
    with _reading(path):
        book = CalamineWorkbook.from_path(path)
        if sheet is not None and sheet not in book.sheet_names:
            raise InputError(f"«{path.name}» has no sheet «{sheet}»; it has {', '.join(book.sheet_names)}.")
        found = book.get_sheet_by_name(sheet) if sheet is not None else book.get_sheet_by_index(0)
        _refuse_size(path, found.total_width, found.total_height)
        table = [[cell_text(cell) for cell in row] for row in found.to_python(skip_empty_area=False, nrows=most)]
    while table and not any(table[-1]):
        table.pop()  # rows below the last that holds anything are none
    return table


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets, in order."""
    _refuse_bomb(path)
    with _reading(path):
        return list(CalamineWorkbook.from_path(path).sheet_names)


def chunks(table: list[list[str]], header_row: int, width: int, needed: int) -> Iterator[pl.DataFrame]:
    """The rows under the header as `row`, `raw` (cells joined by tabs), `shape` and cells c0…

    A sheet has no delimiters to count: a row is cut where it ends before the `needed`-th column, the last without
    which no row is complete.
    """
    for start in range(header_row, len(table), _ROWS_AT_ONCE):
        part = table[start : start + _ROWS_AT_ONCE]
        yield _chunk(part, start + 1, width, needed)


def _chunk(part: list[list[str]], first: int, width: int, needed: int) -> pl.DataFrame:
    padded = [(row + [""] * width)[:width] for row in part]
    names = cell_names(width)
    cells = pl.DataFrame(padded, schema=dict.fromkeys(names, pl.String), orient="row")
    raw = ["\t".join(row).rstrip("\t") for row in part]
    shapes = [_shape(row, width, needed) for row in part]
    return cells.select(
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("row"),
        pl.Series("raw", raw, dtype=pl.String),
        pl.Series("shape", shapes, dtype=pl.String),
        *names,
    )


def _shape(row: list[str], width: int, needed: int) -> str | None:
    filled = [place for place, cell in enumerate(row, 1) if cell.strip()]
    if not filled:
        return "empty_row"
    if any("\x00" in cell for cell in row):
        return "nul_byte"
    if filled[-1] > width:
        return "column_count"
    return "truncated_row" if filled[-1] < needed else None


def cell_text(cell: Cell) -> str:
    """A cell as text: dates as ISO with a blank, whole numbers without a point, others without float noise."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 9))
        case dt.datetime():
            return _moment(cell)
        case _:
            return str(cell)


def _moment(cell: dt.datetime) -> str:
    """To the second, unless the cell truly says more: a day's fraction is never exact."""
    whole = (cell + dt.timedelta(milliseconds=1)).replace(microsecond=0)
    exact = abs(cell - whole) <= dt.timedelta(milliseconds=1)
    return whole.isoformat(" ") if exact else cell.isoformat(" ", "milliseconds")


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except PasswordError as error:
        raise InputError(f"«{path.name}» is locked by a password: save it without one and load it again.") from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise InputError(f"«{path.name}» is not a readable workbook: {error}.") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own fault on a broken file, outside Exception
            raise
        raise InputError(f"«{path.name}» is a broken workbook: open it, save it anew and load it again.") from error


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return  # XLS is not packed: it holds at most what its size says
    with zipfile.ZipFile(path) as book:
        for member in book.infolist():
            if member.file_size > WORKBOOK_BYTES or member.file_size > PACKED_RATIO * max(member.compress_size, 1000):
                raise InputError(f"«{path.name}» unpacks to {member.file_size:,} bytes: no export does; not opened.")
            if member.filename.startswith("xl/worksheets/"):
                _refuse_vast(path, book, member)


def _refuse_vast(path: Path, book: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """One cell far out makes a reader lay out every cell before it."""
    columns, last, tail = 0, 0, b""
    with book.open(member) as xml:
        while part := xml.read(_PART):
            for letters, row in _REFERENCE.findall(tail + part):
                columns, last = max(columns, _number(letters)), max(last, int(row))
            tail = part[-32:]
    _refuse_size(path, columns, last)


def _refuse_size(path: Path, columns: int, rows: int) -> None:
    if columns * rows > SHEET_CELLS or columns > COLUMNS:
        raise InputError(f"A sheet of «{path.name}» spans {columns:,} columns and {rows:,} rows: no export does.")


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
