"""An exchanger of crypto or money: sums both ways with dozens of people, most of them outside any ring."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

PEOPLE = 15  # distinct payers, and distinct recipients
BALANCE = 0.4  # the lesser of in and out, as a share of the greater
OUTSIDE = 0.5  # share of inflow that does not come from coloured accounts


def exchanger(scene: Scene) -> pl.DataFrame:
    """Accounts through which many pay many: whom a ring uses to change its money, as others do."""
    ring = scene.accounts.select(src="account", ring=pl.lit(value=True))
    paid = scene.facts.payments.join(ring, on="src", how="left")
    into = paid.group_by(entity="dst").agg(
        *rows_behind(), payers=pl.col("src").n_unique(), came=pl.col("amount_tiyn").sum(),
        outside=pl.col("amount_tiyn").filter(pl.col("ring").is_null()).sum() / pl.col("amount_tiyn").sum(),
    )
    out = paid.group_by(entity="src").agg(paid=pl.col("dst").n_unique(), went=pl.col("amount_tiyn").sum())
    found = into.join(out, on="entity").filter(
        (pl.col("payers") >= PEOPLE) & (pl.col("paid") >= PEOPLE) & (pl.col("outside") >= OUTSIDE)
        & (pl.min_horizontal("came", "went") >= BALANCE * pl.max_horizontal("came", "went"))
    )
    return evidence(found, "reasons.exchanger", ["payers", "paid"], pl.lit(llr("exchanger", "trader")))
