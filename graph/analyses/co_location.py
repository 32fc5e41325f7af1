"""Which of some phones were together, beside what chance and habit give."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from graph.analyses.found import Found
from graph.analyses.meetings import meetings
from graph.analyses.reading import Reads

KEPT = 20
HOURS = 24
BUSY = 5.0  # by which an hour may be busier, or emptier, than the average of its place


def co_location(reads: Reads, given: Mapping[str, Any]) -> Found:
    """For each pair of phones how often they were together and apart, and what that weighs."""
    located, shares = located_of(reads, given)
    rows = [_row(a, b, meetings(located, shares, a, b, given["minutes"])) for a, b in combinations(given["phones"], 2)]
    table = pl.DataFrame([row for row in rows if row], infer_schema_length=None)
    ordered = table.sort("nats", "a", "b", descending=[True, False, False]) if table.height else table
    return Found.of(ordered, given["limit"], reads.said())


def located_of(reads: Reads, given: Mapping[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Calls of the phones with their place, within the days asked for; and how busy those places are."""
    asked = {name: given[name] for name in ("since", "until")}
    located = reads.table("located_calls", phones=given["phones"], **asked).drop_nulls(["lat", "lon"])
    located = located.with_columns(source=pl.col("sources").list.first()).drop("sources")
    return located, busy(reads, located["cell"].unique().sort().to_list())


def busy(reads: Reads, cells: list[str]) -> pl.DataFrame:
    """How likely anybody is at a mast at an hour: the share of lines seen there, by how busy the hour is there."""
    lines = max(1, reads.table("how_many_lines")["lines"].sum())
    hours = reads.table("cell_hours", cells=cells)
    usual = pl.col("calls").sum().over("cell") / HOURS
    share = pl.col("lines") / lines * (pl.col("calls") / usual).clip(1 / BUSY, BUSY)
    return hours.select("cell", "hour", share=share.clip(upper_bound=1.0))


def _row(a: str, b: str, met: pl.DataFrame) -> dict[str, Any] | None:
    """The pair summed up; None where the two were never heard at one time."""
    if not met.height:
        return None
    together = met.filter(pl.col("nats") > 0)
    shown = (together if together.height else met).head(KEPT)
    return {
        "a": a, "b": b, "nats": met["nats"].sum(), "together": together.height,
        "apart": met.filter(pl.col("nats") < 0).height, "places": shown["cell"].unique(maintain_order=True).to_list(),
        "first": shown["time"].min(), "last": shown["time"].max(),
        "sources": shown["sources"].list.explode().drop_nulls().head(KEPT).to_list(),
    }  # fmt: skip
