"""A person whose own number was used in a handset of the ring."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr


def handset_of_ring(scene: Scene) -> pl.DataFrame:
    """Private lines that share a handset with a candidate's work line."""
    calls = scene.tables.calls.filter(pl.col("imei").is_not_null()).select("imei", "sources", line="src")
    ring = calls.join(part(scene, "line"), left_on="line", right_on="entity").select("network", "imei").unique()
    found = calls.join(private_lines(scene), on="line").join(ring, on="imei").group_by(
        "network", entity="owner",
    ).agg(*rows_behind(), handsets=pl.col("imei").n_unique())
    return evidence(found, "reasons.handset_of_ring", ["handsets"], pl.lit(llr("handset_of_ring", "shared")))
