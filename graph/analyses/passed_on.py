"""Sums that came in and left soon after: how much of each, or the same sum."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.found import Found, Said
from graph.analyses.pairs.soon import MOST_PAIRS, MOST_ROWS, pairs
from graph.analyses.reading import Reads
from graph.indicators.facts import DAY_MS

HOUR_MS = 3_600_000
KEPT = 20
SCHEMA = {
    "id": pl.String(), "from": pl.String(), "to": pl.String(), "time": pl.Int64(), "amount": pl.Int64(),
    "sources": pl.List(pl.String()),
}  # fmt: skip


def passed_on(reads: Reads, given: Mapping[str, Any]) -> Found:
    """For each sum that came in, how much left the account in the hours after, and to how many accounts."""
    both, said = _soon(reads, given)
    rows = both.group_by("id", "time", "from", "to", amount_in="amount", maintain_order=True).agg(
        amount_out=pl.col("amount_out").sum(), receivers=pl.col("to_out").n_unique().cast(pl.Int64),
        last=pl.col("time_out").max(), came=pl.col("sources").first(), went=pl.col("sources_out").list.first(),
    )  # fmt: skip
    first = rows.sort("time", "from", "id").head(given["limit"])
    sources = pl.concat_list("came", pl.col("went").list.drop_nulls()).list.head(KEPT)
    return Found.of(first.with_columns(sources=sources), given["limit"], (*said, *reads.said()))


def same_sum(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Sums that left again within hours, the same or a little less."""
    both, said = _soon(reads, given)
    least = pl.col("amount") * (100 - given["percent"])
    near = both.filter((pl.col("amount_out") <= pl.col("amount")) & (pl.col("amount_out") * 100 >= least))
    rows = near.select(
        "time", "from", through="to", to="to_out", amount_in="amount", amount_out="amount_out",
        minutes=(pl.col("time_out") - pl.col("time")) // 60_000, sources=pl.concat_list("sources", "sources_out"),
    )  # fmt: skip
    return Found.of(rows.sort("time", "from", "minutes", "to"), given["limit"], (*said, *reads.said()))


def _soon(reads: Reads, given: Mapping[str, Any]) -> tuple[pl.DataFrame, list[Said]]:
    """Each transfer into an account of `who`, on the days asked for, beside each out of it within `hours`."""
    own = reads.table("accounts_of", who=given["who"])["account"].to_list()
    since, until, after_ms = given["since"], given["until"], given["hours"] * HOUR_MS
    last = None if until is None else until + after_ms
    moved = reads.table("account_transfers", MOST_ROWS, accounts=own, since=since, until=last).select(list(SCHEMA))
    moved = moved.filter(pl.col("from") != pl.col("to")).sort("time", "id")
    came = moved.filter(pl.col("to").is_in(own)).with_columns(account="to")
    if until is not None:
        came = came.filter(pl.col("time") < until + DAY_MS)
    went = moved.filter(pl.col("from").is_in(own)).with_columns(account="from")
    both, cut = pairs(came, went, after_ms, of="account", at_once=True)
    return both, [("analyses.pairs_cut", {"pairs": MOST_PAIRS})] if cut else []
