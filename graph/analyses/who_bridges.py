"""Who is tied to the cores of two or more networks of the last run."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from graph.analyses.connections.ties import Around, Tie, ties_of
from graph.analyses.found import Found
from graph.analyses.reading import Reads

KEPT = 20
ENDS = ("count", "first_ms", "last_ms", "source")


def who_bridges(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Members and outsiders with ties to lines of members of two networks at least, most networks first."""
    runs = reads.table("runs", 1)["run"].to_list()
    lines = reads.table("core_lines", run=runs[0]) if runs else None
    if lines is None or lines["network"].n_unique() < 2:
        return Found([], (("analyses.no_run" if lines is None else "analyses.few_networks", {}),))
    around = Around(reads, given)
    ties = ties_of(reads, around.enter(lines["line"].unique().to_list()), given)
    table = bridges(lines, _ends(ties))
    if given["network"]:
        table = table.filter(pl.col("networks").list.contains(given["network"]))
    return Found.of(table, given["limit"], (*around.said(), *reads.said()))


def _ends(ties: Sequence[Tie]) -> pl.DataFrame:
    """Every tie, from either end."""
    rows = [
        (*ends, tie.count, tie.first_ms, tie.last_ms, tie.sources[0] if tie.sources else None)
        for tie in ties for ends in ((tie.src, tie.dst), (tie.dst, tie.src))
    ]  # fmt: skip
    schema = {"line": pl.String, "end": pl.String, "count": pl.Int64, "first_ms": pl.Int64, "last_ms": pl.Int64,
              "source": pl.String}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def bridges(lines: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """Who has ties to members of two networks, himself aside.

    lines: network, member, line (each member is a line of his own). ends: line, end, count, first_ms, last_ms, source,
    each tie from both ends. A line of a member stands for the member.
    """
    owners = lines.select(end="line", owner="member").unique()
    every = ends.join(lines, on="line").join(owners, on="end", how="left")
    tied = every.with_columns(contact=pl.coalesce("owner", "end")).filter(pl.col("contact") != pl.col("member"))
    own = lines.group_by(contact="member").agg(member_of=pl.col("network").unique().sort())
    first_rows = pl.col("source").drop_nulls().unique(maintain_order=True).head(KEPT)
    one_each = tied.unique(["contact", "line", "end", "count", "first_ms", "last_ms", "source"], maintain_order=True)
    counted = one_each.sort("first_ms", "line", "end").group_by("contact").agg(
        ties=pl.col("member").n_unique().cast(pl.Int64), count=pl.col("count").sum(), first=pl.col("first_ms").min(),
        last=pl.col("last_ms").max(), sources=first_rows,
    )  # fmt: skip
    to = tied.group_by("contact").agg(to=pl.col("network").unique())
    joined = counted.join(to, on="contact").join(own, on="contact", how="left")
    joined = joined.with_columns(pl.col("member_of").fill_null([]))
    reached = joined.with_columns(networks=pl.col("to").list.set_union("member_of").list.sort())
    return (
        reached.filter(pl.col("networks").list.len() > 1)
        .sort(pl.col("networks").list.len(), "ties", "count", "contact", descending=[True, True, True, False])
        .select("contact", "member_of", "networks", "ties", "count", "first", "last", "sources")
    )
