"""A person whom the ring's sinks or cash-outs pay."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.ring import HUBS, part, ring_payments
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SHOPPING, RETAIL = 2, 0.5  # firms at which a hub usually spends less than half of what it usually gets: somebody's
# everyday account; at an exchange office it would spend more
SMALL = 0.5  # of the ring's median payment to people: below, a single one is a dropper's fee rather than a wage


def paid_by_ring(scene: Scene) -> pl.DataFrame:
    """Payments from a candidate's hubs to a person who is no card, hub or exchanger: wages and shares."""
    amount = pl.col("amount_tiyn")
    paid = ring_payments(scene).join(_everyday(scene), on="src", how="left").with_columns(
        usual=amount.median().over("network"),
    )
    found = paid.group_by("network", entity="dst_holder").agg(
        *rows_behind(), times=pl.len(), payers=pl.col("src").n_unique(), tiyn=amount.sum(),
        everyday=pl.col("everyday").is_not_null().all(), small=(amount < SMALL * pl.col("usual")).all(),
    )
    step = (
        pl.when(pl.col("everyday") | (pl.col("small") & (pl.col("times") == 1))).then(llr("paid_by_ring", "weakly"))
        .when(pl.col("payers") >= 2).then(llr("paid_by_ring", "several_payers"))
        .when(pl.col("times") >= 2).then(llr("paid_by_ring", "repeatedly"))
        .otherwise(llr("paid_by_ring", "once"))
    )
    return evidence(found, "reasons.paid_by_ring", ["times", "payers", "tiyn"], step)


def _everyday(scene: Scene) -> pl.DataFrame:
    """Hubs with which somebody also goes shopping: src, everyday."""
    hubs = part(scene, *HUBS).select("entity").unique()
    usual = scene.facts.payments.join(hubs, left_on="dst", right_on="entity").group_by(src="dst").agg(
        usual=pl.col("amount_tiyn").median(),
    )
    spent = scene.facts.purchases.join(usual, on="src").group_by("src", "dst").agg(
        share=(pl.col("amount_tiyn") / pl.col("usual")).median(),
    )
    often = spent.filter(pl.col("share") < RETAIL).group_by("src").agg(n=pl.len()).filter(pl.col("n") >= SHOPPING)
    return often.select("src", everyday=pl.lit(value=True))
