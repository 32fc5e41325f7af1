"""A phone line that is young when it is first heard of, or falls silent after weeks."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

YOUNG, OLD = 45.0, 180.0  # days from registration to the first day it could be seen
SHORT = 35.0  # days from the first to the last event
MARGIN = 10.0  # days of silence before or after, from which a line was not just quiet
DUE = 3.0  # events that its own pace would have brought in that silence (5% to have none)
SEEN = 30.0  # days of observation below which a short life cannot be told from the window


def new_line(scene: Scene) -> pl.DataFrame:
    """Age and life span of a line, from its registration where one is known, else from first and last use."""
    lines = _ages(scene)
    young = pl.col("age") <= YOUNG
    begins = pl.col("age").is_null() & _silent("before")
    ends = (pl.col("life") <= SHORT) & (_silent("after") | _silent("before"))
    step = (
        pl.when(pl.col("age") >= OLD).then(llr("new_line", "old"))
        .when((young | begins) & ends).then(llr("new_line", "new") + llr("new_line", "short"))
        .when(young | begins).then(llr("new_line", "new"))
        .when(ends & pl.col("age").is_null()).then(llr("new_line", "short"))
    )
    key = pl.when(pl.col("age") >= OLD).then(pl.lit("reasons.new_line_old")).otherwise(pl.lit("reasons.new_line"))
    registered = scene.tables.subscribers.group_by(entity="phone").agg(*rows_behind())
    return evidence(lines.join(registered, on="entity", how="left"), key, ["days"], step)


def _silent(side: str) -> pl.Expr:
    """Longer silent on that side than a line that is only quiet would be: at its pace some events were due."""
    due = pl.col("events") / (pl.col("life") + 1.0) * pl.col(side)
    return (pl.col(side) >= MARGIN) & (due >= DUE)


def _ages(scene: Scene) -> pl.DataFrame:
    """Per line: age when the window or its use began, days of life, days of silence around."""
    calls = scene.tables.calls["time_ms"]
    start, end = calls.min(), calls.max()
    lines = scene.facts.lines.lines.filter(pl.col("events").is_not_null())
    if not isinstance(start, int) or not isinstance(end, int) or end - start < SEEN * DAY_MS:
        return lines.head(0).with_columns(entity="line", age=0.0, life=0.0, before=0.0, after=0.0, days=0)
    return lines.with_columns(
        entity="line",
        age=(pl.max_horizontal("first_ms", pl.lit(start)) - pl.col("registered_ms")) / DAY_MS,
        life=(pl.col("last_ms") - pl.col("first_ms")) / DAY_MS,
        before=(pl.col("first_ms") - start) / DAY_MS,
        after=(end - pl.col("last_ms")) / DAY_MS,
    ).with_columns(days=pl.col("life").ceil().cast(pl.Int64))
