"""A line that talks to work lines: more of them than chance would bring."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.surprise import surprise
from graph.indicators.weights import llr

FEWEST, MOSTLY = 2, 0.5  # work lines among the contacts; one suffices where the line talks to little else
OPEN = 0.1  # share of contacts below which the circle is open


def closed_circle(scene: Scene) -> pl.DataFrame:
    """Work lines among a line's contacts, against the share of work lines in all contacts (second round)."""
    work = scene.lines.select(other="line", work=pl.lit(value=True))
    contacts = scene.facts.lines.contacts.join(work, on="other", how="left").with_columns(
        pl.col("work").fill_null(value=False)
    )
    counted = contacts.group_by(entity="line").agg(hits=pl.col("work").sum(), trials=pl.len()).with_columns(
        base=pl.lit(contacts["work"].mean() or 0.0, pl.Float64()),
    )
    rows = _rows(scene, contacts.filter("work"))
    found = counted.join(rows, on="entity", how="left").with_columns(nats=surprise("hits", "trials", "base"))
    closed = pl.min_horizontal(llr("closed_circle", "scale") * pl.col("nats"), pl.lit(llr("closed_circle", "cap")))
    step = (
        pl.when((pl.col("hits") >= FEWEST) | (pl.col("hits") >= MOSTLY * pl.col("trials"))).then(closed)
        .when(pl.col("hits") <= OPEN * pl.col("trials")).then(llr("closed_circle", "open"))
    )
    return evidence(found, "reasons.closed_circle", ["hits", "trials"], step)


def _rows(scene: Scene, contacts: pl.DataFrame) -> pl.DataFrame:
    """Rows of each line's talk with these contacts."""
    talk = scene.facts.lines.talk.select("src", "dst", "sources")
    both = pl.concat([
        talk.select("sources", line="src", other="dst"), talk.select("sources", line="dst", other="src"),
    ])
    return both.join(contacts, on=["line", "other"], how="semi").group_by(entity="line").agg(*rows_behind())
