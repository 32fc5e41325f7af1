"""Which of some phones were together, beside what chance and habit give."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from graph.analyses.found import Found
from graph.analyses.meetings import TOGETHER_M, moments, weighed
from graph.analyses.reading import Reads

KEPT = 20
HOURS = 24
BUSY = 5.0  # by which an hour may be busier, or emptier, than the average of its place


def co_location(reads: Reads, given: Mapping[str, Any]) -> Found:
    """For each pair of phones how often they were together and apart, and what that weighs."""
    rows = [_row(a, b, met) for a, b, met in pairs_met(reads, given)]
    table = pl.DataFrame([row for row in rows if row], infer_schema_length=None)
    ordered = table.sort("nats", "a", "b", descending=[True, False, False]) if table.height else table
    return Found.of(ordered, given["limit"], reads.said())


def pairs_met(reads: Reads, given: Mapping[str, Any]) -> list[tuple[str, str, pl.DataFrame]]:
    """Each pair of the phones with its moments, weighed; how busy a mast is matters only where somebody met."""
    asked = {name: given[name] for name in ("since", "until")}
    located = reads.table("located_calls", phones=given["phones"], **asked).drop_nulls(["lat", "lon"])
    located = located.with_columns(source=pl.col("sources").list.first()).drop("sources")
    pairs = [(a, b, moments(located, a, b, given["minutes"])) for a, b in combinations(given["phones"], 2)]
    places = pl.concat([met.filter(pl.col("metres") <= TOGETHER_M)["cell"] for _, _, met in pairs]).unique().sort()
    shares = busy(reads, places.to_list())
    return [(a, b, weighed(met, shares)) for a, b, met in pairs]


def busy(reads: Reads, cells: list[str]) -> pl.DataFrame:
    """How likely anybody is at a mast at an hour: the share of lines seen there, by how busy the hour is there.

    Columns: cell, hour, share. To the moments of a mast comes a day's worth of the hours of all masts: few lines are
    seen at most, and an hour that they lack is not one without people.
    """
    if not cells:
        return pl.DataFrame(schema={"cell": pl.String(), "hour": pl.Int64(), "share": pl.Float64()})
    lines = max(1, reads.table("how_many_lines")["lines"].sum())
    hours = reads.table("cell_hours", cells=cells)
    each = hours.select("cell", "lines").unique().join(_usual(reads), how="cross")
    each = each.join(hours.select("cell", "hour", "moments"), on=["cell", "hour"], how="left")
    seen = pl.col("moments").fill_null(0) + pl.col("usual")
    share = pl.col("lines") / lines * (seen / seen.mean().over("cell")).clip(1 / BUSY, BUSY)
    return each.select("cell", "hour", share=share.clip(upper_bound=1.0))


def _usual(reads: Reads) -> pl.DataFrame:
    """Hours 0-23 and how busy each is anywhere, on average 1."""
    day = pl.DataFrame({"hour": range(HOURS)}, schema={"hour": pl.Int64})
    seen = pl.col("moments").fill_null(0) + 1
    found = day.join(reads.table("hours_of_masts"), on="hour", how="left")
    return found.select("hour", usual=seen / seen.mean())


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
