"""Where a sum went, or where it came from: transfer by transfer, or summed up as flows between accounts."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from graph.analyses.found import Found, Said
from graph.analyses.money.asking import traced
from graph.analyses.money.ends import leakage, whys
from graph.analyses.money.tracing import Step
from graph.analyses.reading import Reads

KEPT = 20
SCHEMA = {
    "hop": pl.Int64(), "time": pl.Int64(), "from": pl.String(), "to": pl.String(), "amount": pl.Int64(),
    "traced": pl.Int64(), "went_on": pl.Int64(), "why": pl.String(), "id": pl.String(),
}  # fmt: skip


def money_trace(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Every transfer that the sum, or a part of it, passed through, with what stayed behind and why."""
    table, said = _traced(reads, given)
    return Found.of(_with_rows(reads, table.head(given["limit"])), given["limit"], said)


def money_flows(reads: Reads, given: Mapping[str, Any]) -> Found:
    """The same summed up by hop and pair of accounts: the rows of a Sankey diagram, largest first within a hop."""
    table, said = _traced(reads, given)
    flows = table.group_by("hop", "from", "to").agg(
        pl.col("traced", "went_on").sum(), pl.len().cast(pl.Int64).alias("transfers"),
        pl.col("time").min().alias("first"), pl.col("time").max().alias("last"),
        pl.col("id").head(KEPT),
    )  # fmt: skip
    ordered = flows.sort("hop", "traced", "from", "to", descending=[False, True, False, False]).head(given["limit"])
    told = _with_rows(reads, ordered.select("id").with_row_index("at").explode("id"))
    rows = told.group_by("at", maintain_order=True).agg(pl.col("sources").list.first().drop_nulls())
    return Found.of(ordered.hstack(rows.select("sources")), given["limit"], said)


def round_trips(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Money that left the accounts and came back to them, through others."""
    way = dict(given) | {"direction": "forward", "method": "fifo", "amount": None}
    table, said = _traced(reads, way)
    own = reads.table("accounts_of", who=given["who"])["account"].implode()
    back = table.filter(pl.col("to").is_in(own) & ~pl.col("from").is_in(own) & (pl.col("hop") > 1))
    return Found.of(_with_rows(reads, back.head(given["limit"])), given["limit"], said[-1:])


def _traced(reads: Reads, given: Mapping[str, Any]) -> tuple[pl.DataFrame, list[Said]]:
    steps, window, way = traced(reads, given)
    reasons = whys(steps, window, way)
    table = pl.DataFrame([_row(*each) for each in zip(steps, reasons, strict=True)], schema=SCHEMA, orient="row")
    nothing: list[Said] = [] if steps else [("analyses.no_sum", {})]
    return table, [*nothing, *leakage(steps, reasons), *reads.said(), ("analyses.balances_unknown", {})]


def _with_rows(reads: Reads, table: pl.DataFrame) -> pl.DataFrame:
    """The table with the rows that its transfers (`id`) rest on: read of those that are shown, and of no others."""
    ids = table["id"].unique().to_list()
    return table.join(reads.table("transfer_rows", len(ids), transfers=ids), on="id", how="left", maintain_order="left")


def _row(step: Step, why: str | None) -> Sequence[Any]:
    moved = step.transfer
    ends = (moved.time_ms, moved.src, moved.dst, moved.amount)
    return (step.hop, *ends, round(step.traced), round(step.on), why, moved.id)
