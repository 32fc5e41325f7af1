"""Physical lines → cells, set-wise: a delimiter, quoted fields, and a reason where a line has not the right shape."""

import re

import polars as pl

from etl.sources.quoting import field_pattern, row_pattern
from etl.templates import Dialect


def cell_names(width: int) -> list[str]:
    """Names of the cell columns: c0, c1, …"""
    return [f"c{i}" for i in range(width)]


def split(lines: pl.DataFrame, dialect: Dialect, width: int) -> pl.DataFrame:
    """`lines` (row, raw, damaged) with `shape` and cells c0…; `shape` is null where there are `width` cells.

    Otherwise `shape` is the reason (empty_row, nul_byte, undecodable, truncated_row, column_count, bad_quoting)
    and the cells are null.
    """
    quote = dialect.quote
    quoted = pl.col("raw").str.contains(quote, literal=True) if quote else pl.lit(False)
    plain = lines.filter(~quoted)
    tables = [_split_plain(plain, dialect.delimiter, width)]
    if quote and plain.height < lines.height:
        tables.append(_split_quoted(lines.filter(quoted), dialect.delimiter, quote, width))
    return pl.concat(tables).sort("row") if len(tables) > 1 else tables[0]


def _split_plain(table: pl.DataFrame, delimiter: str, width: int) -> pl.DataFrame:
    cells = pl.col("raw").str.split_exact(delimiter, width - 1).struct.rename_fields(cell_names(width))
    return _unnest(table.with_columns(_shape(_count(delimiter), width), cells.alias("cells")), width)


def _split_quoted(table: pl.DataFrame, delimiter: str, quote: str, width: int) -> pl.DataFrame:
    padded = pl.lit(delimiter) + pl.col("raw")
    valid = padded.str.contains(row_pattern(delimiter, quote))
    fields = pl.when(valid).then(padded.str.extract_all(field_pattern(delimiter, quote)))
    found = table.with_columns(fields.alias("fields"))
    shaped = found.with_columns(_shape(pl.coalesce(pl.col("fields").list.len(), _count(delimiter)), width))
    unread = pl.col("fields").is_null() & (pl.col("shape").fill_null("column_count") == "column_count")
    cells = pl.struct(_field(i, delimiter, quote) for i in range(width))
    return _unnest(
        shaped.with_columns(
            pl.when(unread).then(pl.lit("bad_quoting")).otherwise("shape").alias("shape"), cells.alias("cells")
        ),
        width,
    )


def _count(delimiter: str) -> pl.Expr:
    return pl.col("raw").str.count_matches(delimiter, literal=True) + 1


def _field(index: int, delimiter: str, quote: str) -> pl.Expr:
    field = pl.col("fields").list.get(index, null_on_oob=True).str.slice(len(delimiter))
    inner = field.str.strip_prefix(quote).str.strip_suffix(quote).str.replace_all(quote * 2, quote, literal=True)
    return pl.when(field.str.starts_with(quote)).then(inner).otherwise(field).alias(f"c{index}")


def _shape(count: pl.Expr, width: int) -> pl.Expr:
    return (
        pl.when(pl.col("raw").str.strip_chars().str.len_bytes() == 0)
        .then(pl.lit("empty_row"))
        .when(pl.col("raw").str.contains("\x00", literal=True))
        .then(pl.lit("nul_byte"))
        .when("damaged")
        .then(pl.lit("undecodable"))
        .when(count < width)
        .then(pl.lit("truncated_row"))
        .when(count > width)
        .then(pl.lit("column_count"))
        .alias("shape")
    )


def _unnest(table: pl.DataFrame, width: int) -> pl.DataFrame:
    good = pl.when(pl.col("shape").is_null()).then("cells")
    return table.with_columns(good.alias("cells")).unnest("cells").select("row", "raw", "shape", *cell_names(width))


def split_line(line: str, dialect: Dialect) -> list[str]:
    """Cells of a single line, for headers and for showing one row; a line without valid quoting is cut plainly."""
    delimiter, quote = dialect.delimiter, dialect.quote
    fields = re.findall(field_pattern(delimiter, quote), delimiter + line) if quote else []
    if not quote or "".join(fields) != delimiter + line:
        return line.split(delimiter)
    bare = [field[len(delimiter) :] for field in fields]
    return [f[1:-1].replace(quote * 2, quote) if f.startswith(quote) else f for f in bare]
