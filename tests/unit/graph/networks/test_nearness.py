"""Nearness of places: against the same sum written out pair by pair."""

from math import cos, exp, log, radians, sqrt

import numpy as np
import polars as pl
import pytest

from graph.indicators.movement.nearness import ANYWHERE, FAR, KM_PER_DEGREE, REACH_KM, UNSEEN, fits

SITES = 12


def drawn(seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Sites of one city within some kilometres, visits of three lines, habits of four people."""
    rng = np.random.default_rng(seed)
    names = [f"s{site}" for site in range(SITES)]
    share = rng.dirichlet(np.ones(SITES))
    sites = pl.DataFrame({
        "site": names, "lat": 43.2 + rng.random(SITES) * 0.08, "lon": 76.9 + rng.random(SITES) * 0.1, "usual": share,
    })
    rows = [(who, site, float(rng.integers(1, 6))) for who in range(4) for site in rng.choice(names, 3, replace=False)]
    told = pl.DataFrame(rows, schema=["who", "site", "days"], orient="row")
    visits = told.filter(pl.col("who") < 3).select(pl.format("u{}", "who").alias("user"), "site", "days")
    habits = told.select(pl.format("p{}", 3 - pl.col("who")).alias("owner"), "site", pl.col("days") + 1)
    return visits, habits, sites


def apart(a: dict[str, float], b: dict[str, float]) -> float:
    north = (a["lat"] - b["lat"]) * KM_PER_DEGREE
    east = (a["lon"] * cos(radians(a["lat"])) - b["lon"] * cos(radians(b["lat"]))) * KM_PER_DEGREE
    return sqrt(north**2 + east**2)


def weight(a: dict[str, float], b: dict[str, float]) -> float:
    km = apart(a, b)
    return exp(-((km / REACH_KM) ** 2) / 2) if km <= FAR * REACH_KM else 0.0


@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_sum_written_out(seed: int) -> None:
    visits, habits, sites = drawn(seed)
    at = {row["site"]: row for row in sites.iter_rows(named=True)}
    expected = {}
    for user in visits["user"].unique():
        for owner in habits["owner"].unique():
            theirs = list(habits.filter(pl.col("owner") == owner).iter_rows(named=True))
            days = sum(row["days"] for row in theirs)
            near = (1 - ANYWHERE) * days / (days + UNSEEN)
            nats = 0.0
            for visit in visits.filter(pl.col("user") == user).iter_rows(named=True):
                ratio = sum(
                    row["days"] / days * weight(at[row["site"]], at[visit["site"]])
                    / sum(weight(at[row["site"]], other) * other["usual"] for other in at.values())
                    for row in theirs
                )
                nats += visit["days"] * log(near * ratio + 1 - near)
            if nats > 0:
                expected[user, owner] = nats
    found = {(user, owner): nats for user, owner, nats in fits(visits, habits, sites).pairs.iter_rows()}
    assert found == pytest.approx(expected)


def test_the_next_mast_speaks_for_somebody_and_the_other_end_of_town_does_not() -> None:
    sites = pl.DataFrame({
        "site": ["home", "next", "far"],
        "lat": [43.20, 43.208, 43.30], "lon": [76.9, 76.9, 76.9], "usual": [0.1, 0.1, 0.8],
    })  # fmt: skip
    habits = pl.DataFrame({"owner": ["p"], "site": ["home"], "days": [9.0]})

    def nats(site: str) -> float:
        found = fits(pl.DataFrame({"user": ["u"], "site": [site], "days": [3.0]}), habits, sites).pairs
        return float(found["nats"].sum())

    assert nats("home") >= nats("next") > 0
    assert nats("far") == 0


def test_nobody_seen_fits_nobody() -> None:
    visits, habits, sites = drawn(0)
    assert fits(visits.head(0), habits, sites).pairs.is_empty()
    assert fits(visits, habits.head(0), sites).pairs.is_empty()
