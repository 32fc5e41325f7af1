"""A line in the name of somebody in whose name there are too many."""

import polars as pl

from graph.indicators.evidence import evidence
from graph.indicators.facts import DAY_MS
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

MANY = 5  # lines in one person's name: more than a parent needs for a household
AT_ONCE = 3  # new lines of one person within
WITHIN_DAYS = 92


def straw_lines(scene: Scene) -> pl.DataFrame:
    """Lines of a person with at least five, or with three new ones within three months (sale of registrations)."""
    found = sold_lines(scene).with_columns(entity="line")
    return evidence(found, "reasons.straw_lines", ["lines"], pl.lit(llr("straw_lines", "several")))


def sold_lines(scene: Scene) -> pl.DataFrame:
    """Lines in the names of such people: line, owner, lines (how many), rows, rows_total."""
    held = scene.tables.subscribers.filter(pl.col("holder_kind") == "person")
    at_once = (
        held.filter(pl.col("from_ms").is_not_null()).sort("from_ms")
        .rolling("from_ms", period=f"{WITHIN_DAYS * DAY_MS}i", group_by="holder").agg(n=pl.col("phone").n_unique())
        .filter(pl.col("n") >= AT_ONCE).select("holder").unique()
    )
    count = held.group_by("holder").agg(lines=pl.col("phone").n_unique())
    sellers = count.join(at_once.with_columns(new=pl.lit(value=True)), on="holder", how="left").filter(
        (pl.col("lines") >= MANY) | pl.col("new").is_not_null()
    )
    return (
        held.join(sellers, on="holder").sort("phone", "from_ms")
        .select("lines", line="phone", owner="holder", rows="sources", rows_total=pl.col("sources").list.len())
        .unique("line", keep="last", maintain_order=True)
    )
