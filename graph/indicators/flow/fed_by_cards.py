"""An account that lives on what collecting cards send: a sink."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

FEW, MANY = 3, 6  # distinct cards
MOST = 0.5  # share of what people pay in; an exchanger gets most from others


def fed_by_cards(scene: Scene) -> pl.DataFrame:
    """Distinct collecting cards that pay into an account, and their share of its inflow (second round)."""
    cards = scene.accounts.filter(pl.col("colour") == "card").select(src="account", card=pl.lit(value=True))
    into = scene.facts.payments.join(cards, on="src", how="left").with_columns(pl.col("card").fill_null(value=False))
    tiyn = pl.col("amount_tiyn")
    share = into.group_by(entity="dst").agg(share=(tiyn * pl.col("card")).sum() / tiyn.sum())
    fed = into.filter("card").group_by(entity="dst").agg(
        *rows_behind(), cards=pl.col("src").n_unique(), tiyn=pl.col("amount_tiyn").sum(),
    )
    found = fed.join(share, on="entity").filter((pl.col("cards") >= FEW) & (pl.col("share") >= MOST))
    step = pl.when(pl.col("cards") >= MANY).then(llr("fed_by_cards", "many")).otherwise(llr("fed_by_cards", "few"))
    return evidence(found, "reasons.fed_by_cards", ["cards", "tiyn"], step)
