"""A phone that visits many places in the evening and at night."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.movement.places import placed
from graph.indicators.ring import private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SOME, MANY = 0.95, 0.99  # rank among all lines
EVENTS = 10  # located events below which a rate is noise
AWAY = 4  # visits by night to places that are neither home nor work
PRIOR = 5.0  # events added below, so that a few cannot make a high rate


def night_rounds(scene: Scene) -> pl.DataFrame:
    """Night visits per located event, ranked among lines of the same city, per owner of a private line.

    A visit is a night and a place other than the line's two usual ones; night is 18 to 4 o'clock.
    """
    rates = _rates(scene)
    rank = pl.col("rate").rank("average").over("city") / pl.len().over("city")
    lines = rates.with_columns(rank=rank).filter((pl.col("events") >= EVENTS) & (pl.col("away") >= AWAY))
    found = lines.join(private_lines(scene), on="line").sort("rank", "line").unique("owner", keep="last").rename(
        {"owner": "entity"}
    )
    step = (
        pl.when(pl.col("rank") >= MANY).then(llr("night_rounds", "many"))
        .when(pl.col("rank") >= SOME).then(llr("night_rounds", "some"))
    )
    return evidence(found.sort("entity"), "reasons.night_rounds", ["away", "nights"], step)


def _rates(scene: Scene) -> pl.DataFrame:
    seen = placed(scene)
    usual = seen.group_by("line", "site").agg(n=pl.len()).sort("n", "site", descending=True).group_by("line").head(2)
    night = seen.filter("night").join(usual, on=["line", "site"], how="anti").group_by("line").agg(
        *rows_behind(), away=pl.struct("evening", "site").n_unique(), nights=pl.col("evening").n_unique(),
    )
    lines = seen.group_by("line").agg(events=pl.len(), city=pl.col("city").mode().sort().first())
    return lines.join(night, on="line", how="left").with_columns(
        rate=pl.col("away").fill_null(0) / (pl.col("events") + PRIOR),
    )
