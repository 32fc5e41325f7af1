"""A card that empties into an account into which other such cards empty."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.flow.passing import outgoing
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SOME, MOST = 0.2, 0.5  # share of what left for people or as cash


def shared_sink(scene: Scene) -> pl.DataFrame:
    """Share of an account's outflow that goes to sinks of several cards (gather-scatter motif; second round)."""
    hubs = scene.accounts.filter(pl.col("colour").is_in(["sink", "cashout"])).select(to="account", colour="colour")
    out = outgoing(scene.facts).join(hubs, on="to", how="left")
    to_hub = pl.col("colour").is_not_null()
    found = out.group_by(entity="account").agg(
        pl.col("amount_tiyn").filter(to_hub).sum().alias("hubs"), left=pl.col("amount_tiyn").sum(),
        sinks=pl.col("to").filter(to_hub).n_unique(),
    ).with_columns(share=pl.col("hubs") / pl.col("left")).filter(pl.col("share") >= SOME)
    rows = out.filter(to_hub).group_by(entity="account").agg(*rows_behind())
    found = found.join(rows, on="entity").with_columns(percent=(100 * pl.col("share")).round().cast(pl.Int64))
    step = pl.when(pl.col("share") >= MOST).then(llr("shared_sink", "most")).otherwise(llr("shared_sink", "some"))
    return evidence(found, "reasons.shared_sink", ["percent", "sinks"], step)
