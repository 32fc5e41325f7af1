"""An account on which a ring's money becomes cash."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SOME, MOST = 0.3, 0.6  # cash drawn, as a share of what the ring sent
PAYMENTS = 5  # from sinks; a courier who draws his wage gets fewer
DRAWS = 3
LIVES_ON = 0.5  # share of inflow from people that the ring makes up


def cashes_out(scene: Scene) -> pl.DataFrame:
    """Cash drawn by accounts that live on a ring's sinks and cards (second round)."""
    ring = scene.accounts.select(src="account", colour="colour")
    into = scene.facts.payments.join(ring, on="src", how="left").with_columns(
        ring_tiyn=pl.when(pl.col("colour").is_not_null()).then("amount_tiyn").otherwise(0),
        hub=pl.col("colour").is_in(["sink", "cashout"]),
    )
    fed = into.group_by(account="dst").agg(
        came=pl.col("ring_tiyn").sum(), share=pl.col("ring_tiyn").sum() / pl.col("amount_tiyn").sum(),
        n=pl.col("hub").sum(),
    ).filter((pl.col("n") >= PAYMENTS) & (pl.col("share") >= LIVES_ON))
    drawn = scene.facts.cash.group_by("account").agg(*rows_behind(), cash=pl.col("amount_tiyn").sum()).filter(
        pl.col("rows_total") >= DRAWS
    )
    found = fed.join(drawn, on="account").with_columns(
        entity="account", drawn=pl.col("cash") / pl.col("came"), tiyn="cash",
    ).filter(pl.col("drawn") >= SOME)
    step = pl.when(pl.col("drawn") >= MOST).then(llr("cashes_out", "most")).otherwise(llr("cashes_out", "some"))
    return evidence(found, "reasons.cashes_out", ["tiyn"], step)
