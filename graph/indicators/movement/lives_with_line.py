"""A person whose own phone is at home where a work line of the ring is."""

import polars as pl

from graph.indicators.evidence import evidence, joined_rows, rows_behind
from graph.indicators.movement.places import placed
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

FITS, NEAR, NEARER = 2.0, 3.0, 5.0  # nats by which the line's places fit the person better than the city
ANYWHERE = 0.3  # share of visits that one makes anywhere in the city
DAYS = 3  # days at one place that are counted; more of them are the same fact


def lives_with_line(scene: Scene) -> pl.DataFrame:
    """How much better a work line's places fit a person's than the city's, for people and lines of one candidate.

    Per place of the line: ln(P(place | person) / P(place | city)) for each day there, up to three (co-location with
    the base rate of the place taken out).
    """
    fits = fit(scene)
    best = fits.sort("nats", "line").unique(["network", "owner"], keep="last").sort("network", "owner")
    step = (
        pl.when(pl.col("nats") >= NEARER).then(llr("lives_with_line", "nearer"))
        .when(pl.col("nats") >= NEAR).then(llr("lives_with_line", "near"))
        .when(pl.col("nats") >= FITS).then(llr("lives_with_line", "fits"))
    )
    named = best.with_columns(pl.col("line").str.strip_prefix("phone:")).rename({"owner": "entity"})
    return evidence(named, "reasons.lives_with_line", ["line", "days", "places"], step)


def fit(scene: Scene) -> pl.DataFrame:
    """Per network, work line's user and person with money ties: nats, days, places, rows of the line's calls there."""
    seen = placed(scene)
    people = private_lines(scene).join(part(scene, "paid"), left_on="owner", right_on="entity")
    theirs = seen.join(people.select("line", "owner").unique(), on="line").group_by("owner", "site").agg(n=pl.len())
    theirs = theirs.with_columns(share=pl.col("n") / pl.col("n").sum().over("owner"))
    city = seen.group_by("city", "site").agg(lines=pl.col("line").n_unique()).with_columns(
        usual=pl.col("lines") / pl.col("lines").sum().over("city"),
    )
    users = part(scene, "line").join(scene.lines, left_on="entity", right_on="line")
    visits = seen.join(users, left_on="line", right_on="entity").group_by("network", "user", "city", "site").agg(
        *rows_behind(), days=pl.col("evening").n_unique(),
    )
    pairs = (
        visits.join(city, on=["city", "site"])
        .join(people.select("network", "owner").unique(), on="network")
        .join(theirs.select("owner").unique(), on="owner", how="semi")
        .join(theirs.select("owner", "site", "share"), on=["owner", "site"], how="left")
    )
    mixed = (1 - ANYWHERE) * pl.col("share").fill_null(0.0) + ANYWHERE * pl.col("usual")
    nats = (mixed / pl.col("usual")).log() * pl.col("days").clip(upper_bound=DAYS)
    shared = pl.col("share").is_not_null()
    return pairs.with_columns(nats=nats).group_by("network", "owner", line="user").agg(
        pl.col("nats").sum(), joined_rows("rows").alias("rows"),
        rows_total=pl.col("rows_total").sum(), days=pl.col("days").filter(shared).sum(), places=shared.sum(),
    ).sort("network", "line", "owner")
