"""Whether phones were in one place together: a likelihood ratio, not a count.

Two phones that call through one mast at one time say much where few are, little where everybody is at that hour, and
nothing new where both are every day. Times at which both were heard and were apart speak against.
"""

import polars as pl

from core.clock import datetime_column
from graph.indicators.movement.places import EVENING, MORNING

WITH = 0.5  # share of moments at which phones that are carried together (or meet) are in one place
TOGETHER_M, APART_M = 1500.0, 3000.0  # metres between masts; in between nothing is told
LEAST, MOST = 1e-4, 0.9  # chances that are taken for certain neither way


def moments(located: pl.DataFrame, a: str, b: str, minutes: int) -> pl.DataFrame:
    """Moments at which both phones were heard within `minutes`, one an hour at most.

    located: phone, time, cell, lat, lon, source.
    Columns: time, hour, cell, cell_b, metres, habit, habit_b (how often each is there at that part of day), sources.
    """
    theirs = located.with_columns(night=_night(), hour=datetime_column(pl.col("time")).dt.hour().cast(pl.Int64))
    one = theirs.filter(pl.col("phone") == a).sort("time")
    other = theirs.filter(pl.col("phone") == b).sort("time").with_columns(time_b="time")
    both = one.join_asof(other, on="time", strategy="nearest", tolerance=minutes * 60_000, suffix="_b")
    both = both.filter(pl.col("time_b").is_not_null()).with_columns(metres=_metres())
    both = both.with_columns(slot=pl.col("time") // 3_600_000).sort("metres", "time").unique("slot", keep="first")
    both = both.join(_habit(one, ""), on=["cell", "night"]).join(_habit(other, "_b"), on=["cell_b", "night_b"])
    sources = pl.concat_list("source", "source_b")
    return both.select("time", "hour", "cell", "cell_b", "metres", "habit", "habit_b", sources=sources).sort("time")


def weighed(met: pl.DataFrame, busy: pl.DataFrame) -> pl.DataFrame:
    """Moments with what they weigh.

    met: as `moments`. busy: cell, hour, share (chance that anybody is there at that hour), of masts where both were.
    Columns: time, cell, cell_b, metres, chance (of moments together), nats (for: above 0, against: below), sources.
    """
    both = met.join(busy, on=["cell", "hour"], how="left", maintain_order="left")
    habit = pl.max_horizontal("habit", "habit_b")
    chance = ((pl.col("share").fill_null(LEAST) + habit) / 2).clip(LEAST, MOST)
    together = pl.col("metres") <= TOGETHER_M
    nats = (
        pl.when(together).then(((WITH + (1 - WITH) * chance) / chance).log())
        .when(pl.col("metres") > APART_M).then(pl.lit(1 - WITH).log()).otherwise(0.0)
    )  # fmt: skip
    told = both.with_columns(chance=pl.when(together).then(chance), nats=nats)
    return told.select("time", "cell", "cell_b", "metres", "chance", "nats", "sources")


def _habit(theirs: pl.DataFrame, side: str) -> pl.DataFrame:
    """How often a phone is at a mast at that part of the day, the one time that is looked at not counted."""
    counted = theirs.group_by("cell", "night").agg(n=pl.len().cast(pl.Int64) - 1)
    return counted.select(pl.all().exclude("n").name.suffix(side), (pl.col("n") / theirs.height).alias(f"habit{side}"))


def _night() -> pl.Expr:
    hour = datetime_column(pl.col("time")).dt.hour()
    return (hour >= EVENING) | (hour < MORNING)


def _metres() -> pl.Expr:
    """Metres between both masts (equirectangular: exact enough below a hundred kilometres)."""
    north = (pl.col("lat") - pl.col("lat_b")) * 111_320.0
    east = (pl.col("lon") - pl.col("lon_b")) * 111_320.0 * pl.col("lat").radians().cos()
    return (north.pow(2) + east.pow(2)).sqrt()
