"""A person in whose own name a work line of the ring is."""

import polars as pl

from graph.indicators.device.straw_lines import sold_lines
from graph.indicators.evidence import evidence, joined_rows
from graph.indicators.ring import part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr


def own_work_line(scene: Scene) -> pl.DataFrame:
    """Owners of a candidate's work lines who do not sell registrations."""
    subscribers = scene.tables.subscribers.filter(pl.col("holder_kind") == "person")
    registered = pl.concat([
        subscribers.select("sources", entity="phone", holder="holder"),
        scene.tables.contact_phones.select("sources", entity="phone", holder="person"),
    ]).unique(["entity", "holder"], keep="first", maintain_order=True)
    owned = part(scene, "line").join(registered, on="entity").join(
        sold_lines(scene), left_on="holder", right_on="owner", how="anti",
    )
    found = owned.group_by("network", entity="holder").agg(
        joined_rows("sources").alias("rows"), rows_total=pl.len(), lines=pl.len(),
    )
    return evidence(found, "reasons.own_work_line", ["lines"], pl.lit(llr("own_work_line", "own")))
