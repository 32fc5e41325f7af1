"""A person on the ring's pay who talks to others on it, phone to phone."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.flow.paid_by_ring import paid_by_ring
from graph.indicators.lines import both_ends
from graph.indicators.ring import private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr


def calls_paid(scene: Scene) -> pl.DataFrame:
    """Talk between private lines of two people whom a candidate pays, for those whom it pays repeatedly."""
    found = _talks(scene, repeatedly=True)
    return evidence(found, "reasons.calls_paid", ["people", "times"], pl.lit(llr("calls_paid", "talks")))


def borrowed_card(scene: Scene) -> pl.DataFrame:
    """Doubt on whoever was paid once and privately talks to somebody on the pay: a relative whose card took a wage."""
    found = _talks(scene, repeatedly=False)
    return evidence(found, "reasons.borrowed_card", ["people"], pl.lit(llr("borrowed_card", "once")))


def _talks(scene: Scene, *, repeatedly: bool) -> pl.DataFrame:
    """Per network and paid person: others on the pay whom he talks to, and the calls."""
    often = pl.col("llr") >= llr("paid_by_ring", "repeatedly")
    paid = paid_by_ring(scene).select("network", "entity", often=often)
    own = private_lines(scene).select("line", entity="owner").join(paid, on="entity")
    both = both_ends(scene.facts.lines.talk, "sources")
    others = own.select("network", other="line", whom="entity")
    met = both.join(own.filter(pl.col("often") == repeatedly), on="line").join(others, on=["network", "other"])
    return met.filter(pl.col("entity") != pl.col("whom")).group_by("network", "entity").agg(
        *rows_behind(), people=pl.col("whom").n_unique(), times=pl.len(),
    )
