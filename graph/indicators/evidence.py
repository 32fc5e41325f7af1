"""The table that every indicator returns: who, how much it speaks, in which words, and the rows behind it."""

from collections.abc import Sequence

import polars as pl

ROWS_KEPT = 50  # rows named per piece of evidence; `rows_total` says how many there are
DIGITS = 9  # kept of a sum: threads add in another order each time, and the last digits differ

EVIDENCE: dict[str, pl.DataType] = {
    "network": pl.String(),  # the candidate it was measured in; null for evidence on an entity as such
    "entity": pl.String(),
    "llr": pl.Float64(),
    "key": pl.String(),  # phrase key
    "parameters": pl.String(),  # JSON object of what the phrase names
    "rows": pl.List(pl.String()),
    "rows_total": pl.Int64(),
}


def nothing() -> pl.DataFrame:
    """Evidence of an indicator that did not fire."""
    return pl.DataFrame(schema=EVIDENCE)


def evidence(
    found: pl.DataFrame, key: str | pl.Expr, parameters: Sequence[str] = (), llr: pl.Expr | None = None,
) -> pl.DataFrame:
    """Evidence from a table with `entity`, `llr`, perhaps `network`, `rows`, `rows_total`, and the named parameters.

    Lines whose llr is 0 or null say nothing and are left out.
    """
    table = found if llr is None else found.with_columns(llr=llr)
    defaults = {"network": pl.lit(None, pl.String()), "rows": pl.lit([], EVIDENCE["rows"]), "rows_total": pl.lit(0)}
    given = [column.alias(name) for name, column in defaults.items() if name not in table.columns]
    packed = pl.struct(parameters).struct.json_encode() if parameters else pl.lit("{}")
    return (
        table.with_columns(*given, key=pl.lit(key) if isinstance(key, str) else key, parameters=packed)
        .filter(pl.col("llr").is_not_null() & (pl.col("llr") != 0))
        .select(pl.col(name).cast(kind) for name, kind in EVIDENCE.items())
        .with_columns(pl.col("llr").round(DIGITS))
        .sort("network", "entity", "key", "parameters", nulls_last=False)
    )


def joined_rows(column: str) -> pl.Expr:
    """Aggregation of a column of row lists: the first rows of all, in order."""
    return pl.col(column).list.explode(keep_nulls=False, empty_as_null=False).sort().head(ROWS_KEPT)


def rows_behind() -> list[pl.Expr]:
    """Aggregations for a grouped table with `sources`: the first rows, and how many there are."""
    return [
        joined_rows("sources").alias("rows"),
        pl.len().alias("rows_total"),
    ]
