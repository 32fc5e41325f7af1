"""What places say of a pair of lines: whether the new one is at home, nights first, where the old one was."""

import polars as pl

from graph.analyses.switches.lines import Lines, square
from graph.analyses.switches.pairs import PAIR
from graph.analyses.switches.population import Population
from graph.analyses.switches.sums import either
from graph.analyses.switches.weights import figures
from graph.indicators.movement.places import GRID

DAYS = 3  # days at one place that are counted; more of them are the same fact
STEPS = (-(10.0**-GRID), 0.0, 10.0**-GRID)
AROUND = pl.DataFrame({"step_lat": STEPS}).join(pl.DataFrame({"step_lon": STEPS}), how="cross")


def places(lines: Lines, pairs: pl.DataFrame, population: Population) -> pl.DataFrame:
    """Visits of the new line as draws from the old one's places, its cities, and everybody's places."""
    at = (
        _visits(lines, pairs).join(population.masts, on="site")
        .join(_own(lines, pairs), on=["old", "site"], how="left")
        .join(_towns(lines, population), on=["old", "city"], how="left")
        .with_columns(pl.col("share", "town").fill_null(0.0))
    )  # fmt: skip
    own = {"same": figures()["same_places"], "circle": figures()["circle_places"], "in_town": 0.0}
    nats = {f"places_{story}": (_draw(part).log() * pl.col("weight")).sum() for story, part in own.items()}
    found = at.group_by(PAIR).agg(**nats)
    same = either(pl.col("places_same"), pl.col("places_in_town"), figures()["moved"])
    return found.with_columns(places_same=same).drop("places_in_town")


def _draw(own: float) -> pl.Expr:
    """How much likelier a visit is where a part of all visits is to the old line's places, most others to its town."""
    return own * pl.col("share") / pl.col("usual") + (1 - own) * (1 + 4 * pl.col("town")) / 5


def _visits(lines: Lines, pairs: pl.DataFrame) -> pl.DataFrame:
    """Places of each new line, of which nights count double, all together at most as so many visits."""
    weight = (0.5 + 0.5 * pl.col("night")) * pl.col("days").clip(upper_bound=DAYS)
    part = (figures()["visits"] / pl.col("weight").sum().over("user")).clip(upper_bound=1.0)
    seen = lines.sites.with_columns(weight=weight).select("site", new="user", weight=pl.col("weight") * part)
    known = lines.sites.select(old="user").unique()
    return pairs.select(PAIR).join(known, on="old", how="semi").join(seen, on="new")


def _own(lines: Lines, pairs: pl.DataFrame) -> pl.DataFrame:
    """Shares of the old lines' days by site, half of each spread over the squares around: masts stand apart."""
    sites = lines.sites.join(pairs.select(user="old").unique(), on="user", how="semi")
    corner = pl.col("site").str.split(" ").list
    part = pl.when((pl.col("step_lat") == 0) & (pl.col("step_lon") == 0)).then(0.5).otherwise(0.5 / 8)
    lat, lon = corner.first().cast(pl.Float64), corner.last().cast(pl.Float64)
    return (
        sites.with_columns(share=pl.col("days") / pl.col("days").sum().over("user"), lat=lat, lon=lon)
        .join(AROUND, how="cross")
        .group_by(old="user", site=square(pl.col("lat") + pl.col("step_lat"), pl.col("lon") + pl.col("step_lon")))
        .agg(share=(pl.col("share") * part).sum())
    )  # fmt: skip


def _towns(lines: Lines, population: Population) -> pl.DataFrame:
    """By how much likelier a place in a city is to somebody who lives there than to anybody."""
    whole = population.masts.group_by("city").agg(whole=pl.col("usual").sum())
    mine = lines.sites.group_by("city", old="user").agg(pl.col("days").sum())
    mine = mine.with_columns(part=pl.col("days") / pl.col("days").sum().over("old"))
    return mine.join(whole, on="city").select("old", "city", town=pl.col("part") / pl.col("whole"))
