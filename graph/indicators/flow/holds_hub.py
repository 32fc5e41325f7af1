"""A person in whose name a sink or cash-out of the ring is."""

import polars as pl

from graph.indicators.evidence import evidence, joined_rows
from graph.indicators.flow.cashes_out import cashes_out
from graph.indicators.flow.fed_by_cards import fed_by_cards
from graph.indicators.ring import HUBS, part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr


def holds_hub(scene: Scene) -> pl.DataFrame:
    """Holders of a candidate's hubs; the rows are those that make the account one."""
    hubs = pl.concat([fed_by_cards(scene), cashes_out(scene)]).select(account="entity", rows="rows", n="rows_total")
    found = (
        part(scene, *HUBS).rename({"entity": "account"}).join(scene.facts.accounts.filter("named"), on="account")
        .join(hubs, on="account", how="left").group_by("network", entity="holder")
        .agg(joined_rows("rows"), rows_total=pl.col("n").sum(), accounts=pl.col("account").n_unique())
    )
    return evidence(found, "reasons.holds_hub", ["accounts"], pl.lit(llr("holds_hub", "holds")))
