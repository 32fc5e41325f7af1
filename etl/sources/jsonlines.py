"""JSON lines → cells, set-wise in DuckDB: one object a line, its values by path, a reason where a line is none.

A column is a path: `from.phone` goes one level down, `phones[]` is every value of a list with `|` between. A dot that
belongs to a key is written `\\.`. Numbers keep their digits; `null` and what is missing are empty.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import polars as pl

from etl.sources.cells import cell_names
from etl.sources.limits import COLUMNS

BETWEEN = "|"  # the values of a list
_DOT = re.compile(r"(?<!\\)\.")
_PARSED = """
with valid as (select row, raw, damaged, case when json_valid(raw) then raw end as good from lines),
     objects as (select row, raw, damaged, case when json_type(good) = 'OBJECT' then good end as object from valid)
select row, raw, damaged, len(json_keys(object)) as keys, len(list_distinct(json_keys(object))) as names, {cells}
from objects order by row
"""


def split(blocks: Iterable[pl.DataFrame], header: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Lines (row, raw, damaged) as `row`, `raw`, `shape` and cells c0…; `shape` is null where a line is one object.

    Otherwise it is empty_row, undecodable, bad_json (also where a key stands twice, for which of the two is meant?)
    or nul_byte, and the cells are null.
    """
    query = _PARSED.format(cells=", ".join(_cell(path, name) for path, name in _named(header)) or "1")
    with duckdb.connect(":memory:", config={"threads": 2}) as database:
        database.execute("SET enable_progress_bar = false")  # it would write to stdout, which is for answers
        for lines in blocks:
            database.register("lines", lines.to_arrow())
            yield _shaped(database.sql(query).pl(), len(header))


def paths(line: str) -> list[str]:
    """Columns that a line has; none where it is no object."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return []
    return list(dict.fromkeys(_paths(found, "")))[: COLUMNS + 1] if isinstance(found, dict) else []


def cells(line: str, header: Sequence[str]) -> list[str]:
    """One line's values under the columns, as text; its words as they stand where it is no object."""
    lines = pl.DataFrame({"row": [1], "raw": [line], "damaged": [False]})
    table = next(split([lines], header))
    return [value or "" for value in table.select(cell_names(len(header))).row(0)]


def _named(header: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(header, cell_names(len(header)), strict=True)


def _cell(path: str, name: str) -> str:
    listed = path.endswith("[]")
    keys = [key.replace("\\.", ".") for key in _DOT.split(path.removesuffix("[]"))]
    steps = "".join(f'."{key}"' for key in keys) + ("[*]" if listed else "")
    value = f"json_extract_string(object, '${_quoted(steps)}')"
    return f"{f'''array_to_string({value}, '{BETWEEN}')''' if listed else value} as {name}"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _shaped(table: pl.DataFrame, width: int) -> pl.DataFrame:
    shape = (
        pl.when(pl.col("raw").str.strip_chars().str.len_bytes() == 0)
        .then(pl.lit("empty_row"))
        .when(pl.col("raw").str.contains("\x00", literal=True) | pl.col("raw").str.contains("\\u0000", literal=True))
        .then(pl.lit("nul_byte"))
        .when("damaged")
        .then(pl.lit("undecodable"))
        .when(pl.col("keys").is_null() | (pl.col("keys") != pl.col("names")))
        .then(pl.lit("bad_json"))
    )
    names = cell_names(width)
    told = table.with_columns(shape.alias("shape"))
    values = [pl.when(pl.col("shape").is_null()).then(pl.col(name).fill_null("")).alias(name) for name in names]
    return told.select("row", "raw", "shape", *values)


def _paths(found: object, above: str) -> Iterator[str]:
    """A list of plain values is one column; a list of objects none: which of them would be meant?"""
    if isinstance(found, dict):
        for key, value in found.items():
            if '"' not in key and "\\" not in key and key:
                here = key.replace(".", "\\.")
                yield from _paths(value, f"{above}.{here}" if above else here)
    elif isinstance(found, list):
        if not any(isinstance(value, dict | list) for value in found):
            yield f"{above}[]"
    else:
        yield above
