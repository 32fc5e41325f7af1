"""A handset that takes one short-lived number after the other."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

OVERLAP_DAYS = 3.0  # a second SIM beside the first is no succession
SHORT_DAYS = 45.0


def handset_relay(scene: Scene) -> pl.DataFrame:
    """Short-lived lines that followed one another in one handset (IMEI reuse, GSMA device histories)."""
    after = successions(scene)
    ends = pl.concat([after.select(entity="earlier", imei="imei"), after.select(entity="later", imei="imei")]).unique()
    calls = scene.tables.calls.join(ends, left_on=["src", "imei"], right_on=["entity", "imei"], how="semi")
    rows = calls.group_by(entity="src").agg(*rows_behind())
    found = ends.unique("entity", keep="first").sort("entity").join(rows, on="entity")
    return evidence(found, "reasons.handset_relay", [], pl.lit(llr("handset_relay", "successive")))


def successions(scene: Scene) -> pl.DataFrame:
    """Pairs of lines of which the later took over the handset of the earlier: earlier, later, imei."""
    used = scene.tables.calls.filter(pl.col("imei").is_not_null() & pl.col("src").str.starts_with("phone:+"))
    spans = used.group_by("imei", "src").agg(first=pl.col("time_ms").min(), last=pl.col("time_ms").max())
    brief = pl.min_horizontal(pl.col("last") - pl.col("first"), pl.col("last_2") - pl.col("first_2"))
    shared = spans.join(spans, on="imei", suffix="_2").filter(
        (pl.col("src") != pl.col("src_2")) & (pl.col("first") <= pl.col("first_2"))
        & (pl.col("last") <= pl.col("first_2") + OVERLAP_DAYS * DAY_MS)
        & (brief <= SHORT_DAYS * DAY_MS)
    )
    return shared.select("imei", earlier="src", later="src_2").unique().sort("earlier", "later", "imei")
