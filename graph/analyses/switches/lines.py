"""Lines as the phone switch sees them: their life, whom they talked to, where they were, in which handsets."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.clock import datetime_column
from graph.analyses.switches.spans import main_lives, talk_in_life, within_life
from graph.indicators.movement.places import EVENING, GRID, MORNING

CALLS = {
    "src": pl.String(), "dst": pl.String(), "time_ms": pl.Int64(), "duration_s": pl.Int64(), "kind": pl.String(),
    "imei": pl.String(), "cell": pl.String(), "sources": pl.List(pl.String()),
}  # fmt: skip
CELLS = {"id": pl.String(), "lat": pl.Float64(), "lon": pl.Float64(), "city": pl.String()}


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of some users; a user is a line, or several lines that were judged to be one after the other.

    lives: user, events, first_ms, last_ms, longest_ms (its longest silence), strays_before, strays_after: the main life
    (`main_lives`). ties: user, other, events, first_ms, last_ms, contacts (of the user). sites: user, site, city, days,
    night (share of its events). handsets: user, imei, first_ms, last_ms. A stray says nothing of its own line.
    """

    lives: pl.DataFrame
    ties: pl.DataFrame
    sites: pl.DataFrame
    handsets: pl.DataFrame


def lines_of(
    calls: pl.DataFrame, cells: pl.DataFrame, users: Mapping[str, str] | None = None, lives: pl.DataFrame | None = None
) -> Lines:
    """Lines from calls (CALLS) and masts (CELLS); `users` names the user of lines that are one user's.

    `lives` are `main_lives` of the calls, where they are known.
    """
    lives = main_lives(calls) if lives is None else lives
    named = {line: user for line, user in (users or {}).items() if line != user}
    own = within_life(calls.rename({"src": "user"}), lives, "user").with_columns(pl.col("user").replace(named))
    return Lines(_lives(lives, named), _ties(calls, lives, named), _sites(own, cells), _handsets(own))


def square(lat: pl.Expr, lon: pl.Expr) -> pl.Expr:
    """The square of about a kilometre that a mast stands in: the same for all operators."""
    return pl.concat_str(lat.round(GRID), pl.lit(" "), lon.round(GRID))


def _lives(lives: pl.DataFrame, named: Mapping[str, str]) -> pl.DataFrame:
    """Lives of users: all lines of one together."""
    return lives.group_by(user=pl.col("line").replace(named)).agg(
        pl.col("events").sum(), pl.col("first_ms").min(), pl.col("last_ms", "longest_ms").max(),
        pl.col("strays_before", "strays_after").sum(),
    ).sort("user")  # fmt: skip


def _ties(calls: pl.DataFrame, lives: pl.DataFrame, named: Mapping[str, str]) -> pl.DataFrame:
    """Each talk from both ends, between users."""
    talk = talk_in_life(calls, lives).select("time_ms", pl.col("line", "other").replace(named))
    ties = talk.filter(pl.col("line") != pl.col("other")).group_by("other", user="line").agg(
        events=pl.len(), first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(),
    ).sort("user", "other")  # fmt: skip
    return ties.select("user", "other", "events", "first_ms", "last_ms", contacts=pl.len().over("user"))


def _sites(calls: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    known = cells.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null()).select(
        "city", cell=pl.col("id").str.strip_prefix("cell:"), site=square(pl.col("lat"), pl.col("lon")),
    )  # fmt: skip
    local = datetime_column(pl.col("time_ms"))
    night = (local.dt.hour() >= EVENING) | (local.dt.hour() < MORNING)
    return (
        _own(calls, "cell").with_columns(pl.col("cell").str.strip_prefix("cell:"), day=local.dt.date(), night=night)
        .join(known.unique("cell"), on="cell").sort("time_ms")
        .with_columns(pl.col("city").fill_null("")).group_by("user", "site", "city")
        .agg(pl.col("day").n_unique().alias("days"), pl.col("night").mean())
        .sort("user", "site")
    )  # fmt: skip


def _handsets(calls: pl.DataFrame) -> pl.DataFrame:
    return (
        _own(calls, "imei").with_columns(pl.col("imei").str.strip_prefix("imei:")).sort("time_ms")
        .group_by("user", "imei")
        .agg(
            pl.col("time_ms").min().alias("first_ms"), pl.col("time_ms").max().alias("last_ms"),
        ).sort("user", "imei")
    )  # fmt: skip


def _own(calls: pl.DataFrame, what: str) -> pl.DataFrame:
    """Calls that say something of the caller himself."""
    return calls.filter(pl.col("user").str.starts_with("phone:+") & (pl.col(what).fill_null("") != ""))
