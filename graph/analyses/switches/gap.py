"""What time says of a pair of lines: how soon the new one begins, and that it was not there before."""

import polars as pl

from graph.analyses.switches.lines import Lines
from graph.analyses.switches.pairs import PAIR
from graph.analyses.switches.population import NEW, Population
from graph.analyses.switches.weights import figures
from graph.indicators.facts import DAY_MS


def gap(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """The density of the new line's first day after a switch, against that of any line first heard of since then.

    A line that was there before and only silent is first heard of soon, at its own pace; a new one at any time.
    """
    lives = lines.lives.select("events", new="user", to_ms="last_ms")
    days = pairs.join(lives, on="new").select(
        *PAIR,
        gap=(pl.col("first_ms") - pl.col("last_ms")) / DAY_MS,
        left=(population.end_ms - pl.col("last_ms")) / DAY_MS + figures()["overlap_days"],
        seen=(pl.col("first_ms") - population.start_ms) / DAY_MS,
        pace=pl.col("events") / ((pl.col("to_ms") - pl.col("first_ms")) / DAY_MS + 1.0),
    )
    return days.select(*PAIR, gap=(_switched() / _by_chance(population.days)).log())


def _switched() -> pl.Expr:
    """Density a day: tried out before, or soon after, or at any time that is left."""
    f = figures()
    soon = (1 - f["early"] - f["late"]) / f["gap_days"] * (-pl.col("gap") / f["gap_days"]).exp()
    return pl.when(pl.col("gap") < 0).then(f["early"] / f["overlap_days"]).otherwise(soon) + f["late"] / _left()


def _by_chance(window: float) -> pl.Expr:
    """Density a day of being first heard of then, given not before the time from which lines are compared."""
    silent_until = (pl.col("seen") - pl.col("gap") - figures()["overlap_days"]).clip(lower_bound=0.0)
    old_one = (1 - NEW) * pl.col("pace") * (-pl.col("pace") * pl.col("seen")).exp()
    still_silent = (1 - NEW) * (-pl.col("pace") * silent_until).exp()
    return (old_one + NEW / window) / (still_silent + NEW * _left() / window)


def _left() -> pl.Expr:
    return pl.col("left").clip(lower_bound=1.0)
