"""Whom a line calls at once after a call from another, beside what chance gives."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.found import Found, Said
from graph.analyses.pairs.soon import MOST_PAIRS, MOST_ROWS, pairs
from graph.analyses.reading import Reads
from graph.indicators.facts import DAY_MS

MINUTE_MS = 60_000
KEPT = 10  # rows named of each side


def relay_calls(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Calls to a line of `who` that it passed on within `minutes`, by who called and who was called."""
    lines = reads.table("phones_of", who=given["who"])["phone"].to_list()
    calls = reads.table("line_calls", MOST_ROWS, phones=lines, since=given["since"], until=given["until"])
    calls = calls.select("from", "to", "time", source=pl.col("sources").list.first())
    found = [_relays(calls, line, given["minutes"] * MINUTE_MS) for line in lines]
    table = pl.concat([each for each, _ in found]) if found else _nothing()
    said: list[Said] = [("analyses.pairs_cut", {"pairs": MOST_PAIRS})] if any(cut for _, cut in found) else []
    surprise = pl.col("relays") - pl.col("by_chance")
    ordered = table.sort(surprise, "from", "to", descending=[True, False, False])
    return Found.of(ordered, given["limit"], (*said, *reads.said()))


def _relays(calls: pl.DataFrame, line: str, after_ms: int) -> tuple[pl.DataFrame, bool]:
    came = calls.filter((pl.col("to") == line) & (pl.col("from") != line)).with_row_index("call")
    went = calls.filter((pl.col("from") == line) & (pl.col("to") != line)).select("to", "time", "source")
    both, cut = pairs(came.select("call", "from", "time", "source"), went, after_ms, at_once=False)
    both = both.filter(pl.col("from") != pl.col("to_out"))
    counted = both.group_by("from", to="to_out", maintain_order=True).agg(
        relays=pl.col("call").n_unique().cast(pl.Int64), first=pl.col("time").min(), last=pl.col("time").max(),
        sources=_first_rows("source").append(_first_rows("source_out")),
    )  # fmt: skip
    ins = came.group_by("from").agg(n_in=pl.len())
    span = pl.col("time").max() - pl.col("time").min() + DAY_MS
    outs = went.group_by("to").agg(n_out=pl.len(), span=span)
    rate = pl.col("n_out") * after_ms / pl.col("span")
    by_chance = pl.col("n_in") * (1 - (-rate).exp())
    joined = counted.join(ins, on="from").join(outs, on="to").with_columns(by_chance=by_chance, through=pl.lit(line))
    return joined.select("from", "through", "to", "relays", "by_chance", "first", "last", "sources"), cut


def _first_rows(column: str) -> pl.Expr:
    return pl.col(column).drop_nulls().unique(maintain_order=True).head(KEPT)


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={
        "from": pl.String, "through": pl.String, "to": pl.String, "relays": pl.Int64, "by_chance": pl.Float64,
        "first": pl.Int64, "last": pl.Int64, "sources": pl.List(pl.String),
    })  # fmt: skip
