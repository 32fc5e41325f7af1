"""A recognised file → blocks of rows under its header, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.checks.reading import cell_columns
from etl.recognise import Recognised, plain
from etl.sources import cells, columnar, jsonlines, text, workbook
from etl.sources.limits import BLOCK_BYTES, JOINED_LINES
from etl.sources.quoting import join_quoted
from etl.templates import AnyFile, Dialect, JsonLines, Parquet, Template, TextFile, Workbook


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: enough to find any of its rows again."""

    file: AnyFile
    header_row: int
    header: tuple[str, ...]
    needed: int = 0  # the last column without which no row is complete; only workbooks ask

    @staticmethod
    def of(found: Recognised) -> "Layout":
        """Of a file that was recognised."""
        file = found.template.file
        if isinstance(file, Workbook):
            file = file.model_copy(update={"sheet": found.sheet})
        return Layout(file, found.row, found.header, _needed(found.template, found.header))


def blocks(path: Path, layout: Layout, block_bytes: int = BLOCK_BYTES) -> Iterator[pl.DataFrame]:
    """Columns `row`, `raw`, `shape` (null, or what is wrong with the line) and cells c0…, in the order of rows.

    Raises:
        InputError: the file cannot be read as what it was declared to be.
    """
    width = len(layout.header)
    file = layout.file
    match file:
        case TextFile():
            found = _text_blocks(path, layout, file, block_bytes)
        case JsonLines():
            found = jsonlines.split(text.lines(path, file.encoding, block_bytes), layout.header)
        case Parquet():
            found = columnar.chunks(path, layout.header)
        case Workbook():
            rows, formulas = workbook.stream(path, file.sheet), workbook.formula_rows(path, file.sheet)
            found = workbook.chunks(rows, layout.header_row, width, layout.needed, formulas)
    for block in found:
        yield with_footer(block, layout.file.footer)


def _text_blocks(path: Path, layout: Layout, file: TextFile, block_bytes: int) -> Iterator[pl.DataFrame]:
    lines = text.lines(path, file.encoding, block_bytes)
    under = (block.filter(pl.col("row") > layout.header_row) for block in lines)
    width = len(layout.header)
    for rows in _joined(under, file.dialect, width) if file.quote else under:
        if rows.height:
            yield cells.split(rows, file.dialect, width)


def _joined(blocks: Iterator[pl.DataFrame], dialect: Dialect, width: int) -> Iterator[pl.DataFrame]:
    """The last lines of a block wait for the next: a quoted field may go on there."""
    held: pl.DataFrame | None = None
    for block in blocks:
        rows = join_quoted(block if held is None else pl.concat([held, block]), dialect, width)
        cut = max(rows.height - JOINED_LINES, 0)
        held = rows[cut:]
        yield rows[:cut]
    if held is not None:
        yield held


def with_footer(block: pl.DataFrame, footer: str | None) -> pl.DataFrame:
    """The block, with `shape` footer where a line is one."""
    if footer is None:
        return block
    is_footer = pl.col("raw").str.contains(footer)
    return block.with_columns(pl.when(is_footer).then(pl.lit("footer")).otherwise("shape").alias("shape"))


def _needed(template: Template, header: tuple[str, ...]) -> int:
    places = cell_columns(header)
    return 1 + max((int(places[plain(name)].removeprefix("c")) for name in template.needed), default=-1)
