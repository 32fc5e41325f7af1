"""A person whose own phone is at home where a work line of the ring is."""

import polars as pl

from graph.indicators.evidence import evidence, joined_rows, rows_behind
from graph.indicators.movement.nearness import Fits, fits
from graph.indicators.movement.places import placed, usual
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

FITS, NEAR, NEARER = 1.0, 2.0, 4.0  # nats by which the lines' places fit the person better than the city
DAYS = 6  # days at one place that are counted; more of them are the same fact


def lives_with_line(scene: Scene) -> pl.DataFrame:
    """How much better a work line's places fit a person's than the city's, for people and lines of one candidate.

    Per place of the line: ln(P(place | person) / P(place | city)) for each day there, up to six (co-location with the
    base rate of the place taken out, see nearness). Of many lines one fits anybody: it might be any of them, so the
    likelihood ratio is the mean over all lines of the candidate.
    """
    users = part(scene, "line").join(scene.lines, left_on="entity", right_on="line").group_by("network").agg(
        lines=pl.col("user").n_unique(),
    )
    most = pl.col("nats").max().over("network", "owner")
    mean = most + (pl.col("nats") - most).exp().sum().over("network", "owner").log() - pl.col("lines").log()
    pairs = fit(scene).join(users, on="network").with_columns(any=mean)
    best = pairs.sort("nats", "line").unique(["network", "owner"], keep="last").sort("network", "owner")
    step = (
        pl.when(pl.col("any") >= NEARER).then(llr("lives_with_line", "nearer"))
        .when(pl.col("any") >= NEAR).then(llr("lives_with_line", "near"))
        .when(pl.col("any") >= FITS).then(llr("lives_with_line", "fits"))
    )
    named = best.with_columns(pl.col("line").str.strip_prefix("phone:")).rename({"owner": "entity"})
    return evidence(named, "reasons.lives_with_line", ["line", "days", "places"], step)


def fit(scene: Scene) -> pl.DataFrame:
    """Per network, work line's user and person with money ties: nats, days, places, rows of the line's calls there.

    Only pairs that fit better than the city.
    """
    users = part(scene, "line").join(scene.lines, left_on="entity", right_on="line")
    paid = part(scene, "paid").select("network", owner="entity")
    visits, found = near(scene, paid.select("owner").unique())
    together = users.select("network", "user").unique().join(paid, on="network").join(found.pairs, on=["user", "owner"])
    there = together.join(visits, on="user").join(found.near, on=["owner", "site"], how="semi")
    return there.group_by("network", "owner", line="user").agg(
        pl.col("nats").first(), joined_rows("rows").alias("rows"), pl.col("rows_total").sum(), pl.col("days").sum(),
        places=pl.len(),
    ).sort("network", "line", "owner")


def near(scene: Scene, people: pl.DataFrame) -> tuple[pl.DataFrame, Fits]:
    """Where the users of work lines were (user, site, days, rows, rows_total), and which `people` (owner) they fit."""
    seen = placed(scene)
    private = private_lines(scene).join(people, on="owner", how="semi").select("line", "owner").unique()
    theirs = seen.join(private, on="line").group_by("owner", "site").agg(days=pl.col("evening").n_unique())
    visits = seen.join(scene.lines.select("line", "user"), on="line").group_by("user", "site").agg(
        *rows_behind(), days=pl.col("evening").n_unique(),
    )
    counted = visits.select("user", "site", days=pl.col("days").clip(upper_bound=DAYS))
    return visits, fits(counted, theirs, usual(seen))
