"""What two parties share, and when: a number that passed from one person to another is not shared.

A span is turned into tokens, so that a plain comparison of lists (in any database) answers whether two spans of one
thing meet: the later of two beginnings lies in both spans exactly if they do. A party gets the token `thing@start` of
every span of the thing that begins within its own.
"""

import polars as pl

BEGINNING, END = -(2**62), 2**62
SPANS = {"id": pl.String(), "thing": pl.String(), "from_ms": pl.Int64(), "to_ms": pl.Int64()}


def tokens(spans: pl.DataFrame, most: int) -> pl.DataFrame:
    """Columns id, token from columns id, thing, from_ms, to_ms (null: no bound known).

    A thing that more than `most` parties have says nothing of who they are, and is left out.
    """
    told = spans.select("id", "thing", pl.col("from_ms").fill_null(BEGINNING), pl.col("to_ms").fill_null(END)).unique()
    shared = told.filter(pl.col("id").n_unique().over("thing").is_between(2, most))
    starts = shared.select("thing", start="from_ms").unique()
    met = shared.join(starts, on="thing").filter(pl.col("start").is_between(pl.col("from_ms"), pl.col("to_ms")))
    return met.select("id", token=pl.concat_str("thing", "start", separator="@")).unique()
