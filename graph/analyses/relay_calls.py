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
    calls = calls.filter(pl.col("from") != pl.col("to"))
    came = calls.filter(pl.col("to").is_in(lines)).with_row_index("call").rename({"to": "through"})
    went = calls.filter(pl.col("from").is_in(lines)).rename({"from": "through"})
    table, cut = relays(came, went, given["minutes"] * MINUTE_MS)
    said: list[Said] = [("analyses.pairs_cut", {"pairs": MOST_PAIRS})] if cut else []
    surprise = pl.col("relays") - pl.col("by_chance")
    ordered = table.sort(surprise, "from", "through", "to", descending=[True, False, False, False])
    return Found.of(ordered, given["limit"], (*said, *reads.said()))


def relays(came: pl.DataFrame, went: pl.DataFrame, after_ms: int) -> tuple[pl.DataFrame, bool]:
    """Who was passed on to whom and how often, beside what chance gives; whether there were too many to look at.

    came: call, from, through, time, source; went: through, to, time, source. By chance: calls that came, each by the
    chance that the other, called as often as it was over its days, is called within the span.
    """
    both, cut = pairs(came, went, after_ms, of="through", at_once=False)
    both = both.filter(pl.col("from") != pl.col("to_out"))
    counted = both.group_by("from", "through", to="to_out", maintain_order=True).agg(
        relays=pl.col("call").n_unique().cast(pl.Int64), first=pl.col("time").min(), last=pl.col("time").max(),
        sources=_first_rows("source").append(_first_rows("source_out")),
    )  # fmt: skip
    ins = came.group_by("from", "through").agg(n_in=pl.len())
    span = pl.col("time").max() - pl.col("time").min() + DAY_MS
    outs = went.group_by("through", "to").agg(n_out=pl.len(), span=span)
    rate = pl.col("n_out") * after_ms / pl.col("span")
    by_chance = pl.col("n_in") * (1 - (-rate).exp())
    joined = counted.join(ins, on=["from", "through"]).join(outs, on=["through", "to"])
    told = joined.with_columns(by_chance=by_chance)
    return told.select("from", "through", "to", "relays", "by_chance", "first", "last", "sources"), cut


def _first_rows(column: str) -> pl.Expr:
    return pl.col(column).drop_nulls().unique(maintain_order=True).head(KEPT)
