"""Lines as the phone switch sees them: their life, whom they talked to, where they were, in which handsets."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.clock import datetime_column
from graph.indicators.lines import contacts_of, mobile_talk
from graph.indicators.movement.places import EVENING, GRID, MORNING

CALLS = {
    "src": pl.String(), "dst": pl.String(), "time_ms": pl.Int64(), "duration_s": pl.Int64(), "kind": pl.String(),
    "imei": pl.String(), "cell": pl.String(), "sources": pl.List(pl.String()),
}  # fmt: skip
CELLS = {"id": pl.String(), "lat": pl.Float64(), "lon": pl.Float64(), "city": pl.String()}


@dataclass(frozen=True, slots=True)
class Lines:
    """What is known of some users; a user is a line, or several lines that were judged to be one after the other.

    lives: user, events, first_ms, last_ms: of what shows that somebody used it; that others still dialled a number
    shows nothing. ties: user, other, events, first_ms, last_ms, contacts (of the user). sites: user, site, city, days,
    night (share of its events). handsets: user, imei, first_ms, last_ms.
    """

    lives: pl.DataFrame
    ties: pl.DataFrame
    sites: pl.DataFrame
    handsets: pl.DataFrame


def lines_of(calls: pl.DataFrame, cells: pl.DataFrame, users: Mapping[str, str] | None = None) -> Lines:
    """Lines from calls (CALLS) and masts (CELLS); `users` names the user of lines that are one user's."""
    named = {line: user for line, user in (users or {}).items() if line != user}
    renamed = calls.with_columns(pl.col("src", "dst").replace(named)) if named else calls
    ties = contacts_of(mobile_talk(renamed)).rename({"line": "user"}).drop("out")
    ties = ties.with_columns(contacts=pl.len().over("user"))
    return Lines(_lives(renamed), ties, _sites(renamed, cells), _handsets(renamed))


def square(lat: pl.Expr, lon: pl.Expr) -> pl.Expr:
    """The square of about a kilometre that a mast stands in: the same for all operators."""
    return pl.concat_str(lat.round(GRID), pl.lit(" "), lon.round(GRID))


def _lives(calls: pl.DataFrame) -> pl.DataFrame:
    taken = (pl.col("kind") != "sms").fill_null(value=True) & (pl.col("duration_s").fill_null(1) > 0)
    used = pl.concat([calls.select("time_ms", user="src"), calls.filter(taken).select("time_ms", user="dst")])
    return used.filter(pl.col("user").str.starts_with("phone:+")).group_by("user").agg(
        events=pl.len(), first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(),
    ).sort("user")  # fmt: skip


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
    own = calls.filter(pl.col("src").str.starts_with("phone:+") & (pl.col(what).fill_null("") != ""))
    return own.rename({"src": "user"})
