"""Files whose values bear their columns' names: JSON lines and Parquet. There is no header row to look for."""

import json
from pathlib import Path
from typing import Literal

import polars as pl

from core.drafts import Choice, Ground
from core.errors import InputError
from etl.draft.layout import ROWS, Laid
from etl.draft.pieces import lines
from etl.sources import columnar, jsonlines
from etl.sources.archive import is_workbook
from etl.sources.cells import cell_names

Format = Literal["text", "workbook", "jsonl", "parquet"]
_LOOKED = 5  # lines that must each be one object


def format_of(path: Path, encoding: str | None = None) -> Format:
    """What a file is, by its first bytes; with an encoding, whether a text is one of JSON lines."""
    if columnar.is_parquet(path):
        return "parquet"
    if is_workbook(path):
        return "workbook"
    first = [line for line in lines(path, encoding)[:_LOOKED] if line.strip()] if encoding else []
    return "jsonl" if first and all(map(_is_object, first)) else "text"


def lay_json(path: Path, encoding: str) -> Laid:
    """JSON lines: the columns are the paths of the first lines.

    Raises:
        InputError: no line holds a value.
    """
    found = [line for line in lines(path, encoding)[:ROWS] if line.strip()]
    header = tuple(dict.fromkeys(name for line in found for name in jsonlines.paths(line)))
    if not header:
        raise InputError(f"«{path.name}» holds no values under names.", key="no_rows", file=path.name)
    table = pl.DataFrame({"row": range(1, len(found) + 1), "raw": found}).with_columns(damaged=pl.lit(False))
    return _laid("jsonl", header, next(jsonlines.split([table], header)))


def lay_parquet(path: Path) -> Laid:
    """A Parquet file, which says its columns itself.

    Raises:
        InputError: it cannot be read, or has no column that can be read as text.
    """
    header = tuple(columnar.column_names(path))
    block = next(columnar.chunks(path, header), None) if header else None
    if block is None:
        raise InputError(f"«{path.name}» holds no rows.", key="no_rows", file=path.name)
    return _laid("parquet", header, block.head(ROWS))


def _laid(format: Format, header: tuple[str, ...], block: pl.DataFrame) -> Laid:
    cells = block.select(pl.col(cell_names(len(header))).fill_null(""))
    rows = list(zip(block["row"].to_list(), map(list, cells.rows()), strict=True))
    ground = Ground(key=f"header.{format}", parameters={"width": len(header)})
    return Laid({"header": Choice(value="0", grounds=(ground,))}, header, 0, rows, None, format=format)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
