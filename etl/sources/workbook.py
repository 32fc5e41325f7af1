"""Cells of a workbook (XLSX, XLS, ODS) as text, row by row; what no honest export holds is refused before it opens."""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from core.errors import InputError
from etl.sources import compound, packed
from etl.sources.archive import locked
from etl.sources.cells import cell_names
from etl.sources.packed import Rows, refuse_size
from etl.sources.text import DAMAGED

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
_ROWS_AT_ONCE = 50_000


def rows(path: Path, sheet: str | None = None, most: int | None = None) -> list[list[str]]:
    """Rows of a sheet (the first where none is named) as text; row 1 stands at place 0, empty rows included.

    Raises:
        InputError: no workbook, a broken or locked one, or one that holds what no export does.
    """
    return list(islice(stream(path, sheet), most))


def stream(path: Path, sheet: str | None = None) -> Iterator[list[str]]:
    """The same rows, one after another, so that the texts of a whole sheet never lie in memory together."""
    _look(path)
    with _reading(path):
        found = _sheet(path, CalamineWorkbook.from_path(path), sheet)
        refuse_size(path, found.total_width, found.total_height)
        before = [""] * (found.start[1] if found.start else 0)  # the reader leaves empty columns before the first out
        empty = 0
        for row in found.iter_rows():
            texts = [cell_text(cell) for cell in row]
            if not any(texts):  # rows below the last that holds anything are none
                empty += 1
                continue
            yield from ([] for _ in range(empty))
            empty = 0
            yield before + texts


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets, in order."""
    _look(path)
    with _reading(path):
        return list(CalamineWorkbook.from_path(path).sheet_names)


def formula_rows(path: Path, sheet: str | None = None) -> frozenset[int]:
    """Rows (from 1) of a sheet in which a cell holds a formula."""
    names = sheet_names(path)
    return _look(path).get(sheet if sheet is not None else names[0], frozenset()) if names else frozenset()


def _sheet(path: Path, book: CalamineWorkbook, sheet: str | None) -> CalamineSheet:
    if sheet is not None and sheet not in book.sheet_names:
        raise InputError(
            f"«{path.name}» has no sheet «{sheet}»; it has {', '.join(book.sheet_names)}.",
            key="no_sheet", file=path.name, sheet=sheet,
        )  # fmt: skip
    return book.get_sheet_by_name(sheet) if sheet is not None else book.get_sheet_by_index(0)


def _look(path: Path) -> Rows:
    told = path.stat()
    return _looked(path, told.st_size, told.st_mtime_ns)


@lru_cache(maxsize=16)
def _looked(path: Path, _size: int, _changed: int) -> Rows:
    return packed.look(path) if zipfile.is_zipfile(path) else compound.look(path)


def chunks(
    table: Iterable[list[str]], header_row: int, width: int, needed: int, formulas: frozenset[int] = frozenset()
) -> Iterator[pl.DataFrame]:
    """The rows under the header as `row`, `raw` (cells joined by tabs), `shape` and cells c0…

    A sheet has no delimiters to count: a row is cut where it ends before the `needed`-th column, the last without
    which no row is complete. `formulas`: rows with a cell that shows what was worked out elsewhere.
    """
    under, first = islice(table, header_row, None), header_row + 1
    while part := list(islice(under, _ROWS_AT_ONCE)):
        yield _chunk(part, first, width, needed, formulas)
        first += len(part)


def _chunk(part: list[list[str]], first: int, width: int, needed: int, formulas: frozenset[int]) -> pl.DataFrame:
    padded = [(row + [""] * width)[:width] for row in part]
    names = cell_names(width)
    cells = pl.DataFrame(padded, schema=dict.fromkeys(names, pl.String), orient="row")
    raw = ["\t".join(row).rstrip("\t") for row in part]
    shapes = [_shape(row, width, needed, place in formulas) for place, row in enumerate(part, first)]
    return cells.select(
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("row"),
        pl.Series("raw", raw, dtype=pl.String),
        pl.Series("shape", shapes, dtype=pl.String),
        *names,
    )


def _shape(row: list[str], width: int, needed: int, formula: bool) -> str | None:
    filled = [place for place, cell in enumerate(row, 1) if cell.strip()]
    if formula:
        return "formula"
    if not filled:
        return "empty_row"
    if any("\x00" in cell for cell in row):
        return "nul_byte"
    if any(DAMAGED in cell for cell in row):
        return "undecodable"
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
        raise locked(path) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise InputError(
            f"«{path.name}» is not a readable workbook: {error}.", key="broken_file", file=path.name
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own fault on a broken file, outside Exception
            raise
        raise InputError(
            f"«{path.name}» is a broken workbook: open it, save it anew and load it again.",
            key="save_anew", file=path.name,
        ) from error  # fmt: skip
