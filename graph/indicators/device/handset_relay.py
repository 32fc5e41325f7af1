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
    spans = used.group_by("imei", line="src").agg(first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max())
    life, life_2 = (pl.col(f"last_ms{n}") - pl.col(f"first_ms{n}") for n in ("", "_2"))
    shared = taken_over(spans, OVERLAP_DAYS).filter(pl.min_horizontal(life, life_2) <= SHORT_DAYS * DAY_MS)
    return shared.select("imei", "earlier", "later").unique().sort("earlier", "later", "imei")


def taken_over(spans: pl.DataFrame, overlap_days: float) -> pl.DataFrame:
    """Pairs of lines one of which began in a handset when the other had ended there, but for `overlap_days`.

    From line, imei, first_ms, last_ms (of the line in the handset) to imei, earlier, later, and both spans (`_2`).
    """
    return spans.join(spans, on="imei", suffix="_2").filter(
        (pl.col("line") != pl.col("line_2")) & (pl.col("first_ms") <= pl.col("first_ms_2"))
        & (pl.col("last_ms") <= pl.col("first_ms_2") + overlap_days * DAY_MS)
    ).rename({"line": "earlier", "line_2": "later"})
