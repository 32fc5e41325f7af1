"""An account into which many strangers pay small sums."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.flow.strangers import from_strangers
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

FEW, SOME, MANY = 3, 6, 12  # distinct payers


def strangers_pay(scene: Scene) -> pl.DataFrame:
    """Fan-in from strangers, per account (FATF «Money laundering using new payment methods», fan-in typology)."""
    found = from_strangers(scene.facts).group_by(entity="dst").agg(
        *rows_behind(), payers=pl.col("src_holder").n_unique(), payments=pl.len(),
        tiyn=pl.col("amount_tiyn").median().cast(pl.Int64),
    ).filter(pl.col("payers") >= FEW)
    step = (
        pl.when(pl.col("payers") >= MANY).then(llr("strangers_pay", "many"))
        .when(pl.col("payers") >= SOME).then(llr("strangers_pay", "some")).otherwise(llr("strangers_pay", "few"))
    )
    return evidence(found, "reasons.strangers_pay", ["payers", "payments", "tiyn"], step)
