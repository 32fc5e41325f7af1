"""Quoted fields (RFC 4180): what a valid line looks like, and lines that one quoted field holds together.

A row cut off inside a quoted field leaves a quote open. Readers that simply read on swallow the rows after it;
here lines are joined only where the result is a valid row of exactly the right width.
"""

import re
from functools import lru_cache

import polars as pl

from etl.sources.limits import JOINED_LINES
from etl.templates import Dialect


@lru_cache
def field_pattern(delimiter: str, quote: str) -> str:
    """One field with the delimiter before it: quoted, plain (a quote inside it is a letter), or empty."""
    d, q = re.escape(delimiter), re.escape(quote)
    return f"{d}(?:{q}(?:[^{q}]|{q}{q})*{q}|[^{d}{q}][^{d}]*|)"


@lru_cache
def row_pattern(delimiter: str, quote: str) -> str:
    """A whole row of such fields, a delimiter before the first."""
    return f"^(?:{field_pattern(delimiter, quote)})+$"


def join_quoted(lines: pl.DataFrame, dialect: Dialect, width: int) -> pl.DataFrame:
    """`lines` with those of one quoted field joined into the first of them; all others stay as they are."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if not quote:
        return lines
    odd = pl.col("raw").str.count_matches(quote, literal=True) % 2 == 1
    valid = (pl.lit(delimiter) + pl.col("raw")).str.contains(row_pattern(delimiter, quote))
    opened = lines.select((odd & ~valid).arg_true()).to_series().to_list()
    if not opened:
        return lines
    joins = _joins(lines["raw"], opened, dialect, width)
    return _merge(lines, joins) if joins else lines


def _joins(raw: pl.Series, opened: list[int], dialect: Dialect, width: int) -> dict[int, str]:
    """First line → the joined row; a line that a join has taken starts none itself."""
    found: dict[int, str] = {}
    free = 0
    for start in opened:
        if start >= free and (joined := _joined(raw[start : start + JOINED_LINES].to_list(), dialect, width)):
            found[start] = joined
            free = start + joined.count("\n") + 1
    return found


def _joined(raw: list[str], dialect: Dialect, width: int) -> str | None:
    delimiter, quote = dialect.delimiter, str(dialect.quote)
    text = raw[0]
    for line in raw[1:]:
        text += "\n" + line
        if quote in line and text.count(quote) % 2 == 0:
            fields = re.findall(field_pattern(delimiter, quote), delimiter + text)
            whole = "".join(fields) == delimiter + text
            return text if whole and len(fields) == width else None
    return None


def _merge(lines: pl.DataFrame, joins: dict[int, str]) -> pl.DataFrame:
    taken = [start + i for start, text in joins.items() for i in range(1, text.count("\n") + 1)]
    schema = {"at": pl.UInt32, "joined": pl.String}
    texts = pl.DataFrame({"at": list(joins), "joined": list(joins.values())}, schema=schema)
    at = lines.with_row_index("at").join(texts, on="at", how="left")
    kept = at.filter(~pl.col("at").is_in(taken)).with_columns(pl.coalesce("joined", "raw").alias("raw"))
    return kept.select("row", "raw", "damaged")
