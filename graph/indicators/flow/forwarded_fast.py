"""An account that money only passes through."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.flow.passing import outgoing
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SOME, MOST, STAYS = 0.3, 0.5, 0.1  # share of what people paid in that left within 48 hours
PAYMENTS = 3  # below that a share says nothing


def forwarded_fast(scene: Scene) -> pl.DataFrame:
    """In-to-out share within 48 hours, per account (money mule typology; Europol EMMA)."""
    into = scene.facts.payments.group_by(entity="dst").agg(came=pl.col("amount_tiyn").sum(), n=pl.len())
    left = outgoing(scene.facts).filter(pl.col("passed_tiyn") > 0).group_by(entity="account").agg(
        *rows_behind(), passed=pl.col("passed_tiyn").sum(),
    )
    found = into.filter(pl.col("n") >= PAYMENTS).join(left, on="entity", how="left").with_columns(
        share=pl.col("passed").fill_null(0) / pl.col("came"), rows_total=pl.col("rows_total").fill_null(0),
    ).with_columns(percent=(100 * pl.col("share")).round().cast(pl.Int64))
    step = (
        pl.when(pl.col("share") >= MOST).then(llr("forwarded_fast", "most"))
        .when(pl.col("share") >= SOME).then(llr("forwarded_fast", "some"))
        .when(pl.col("share") < STAYS).then(llr("forwarded_fast", "stays"))
    )
    return evidence(found, "reasons.forwarded_fast", ["percent"], step)
