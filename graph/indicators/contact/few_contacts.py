"""A line that knows few people."""

import polars as pl

from graph.indicators.evidence import evidence
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

FEW, MANY = 12, 30  # other lines it ever talked to


def few_contacts(scene: Scene) -> pl.DataFrame:
    """Number of other mobile lines that a line talked to."""
    lines = scene.facts.lines.lines.filter(pl.col("contacts") > 0).with_columns(entity="line")
    step = (
        pl.when(pl.col("contacts") <= FEW).then(llr("few_contacts", "few"))
        .when(pl.col("contacts") >= MANY).then(llr("few_contacts", "many"))
    )
    return evidence(lines, "reasons.few_contacts", ["contacts"], step)
