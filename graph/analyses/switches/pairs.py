"""Which lines could be the next one of a line that ended: those that a contact or a handset brings together with it."""

import polars as pl

from graph.analyses.switches.lines import Lines
from graph.analyses.switches.population import Population
from graph.analyses.switches.weights import figures
from graph.indicators.device.handset_relay import taken_over
from graph.indicators.facts import DAY_MS

HUB = 1000  # a contact that more lines talk to tells nothing about anybody
PAIR = ("old", "new")


def pairs_of(lines: Lines, old: pl.Series, population: Population) -> pl.DataFrame:
    """Pairs of an old line and one that was not used before the old one ended, but for a few days.

    Columns: old, new, last_ms (of the old), first_ms (of the new), size (contacts of the old), coming (lines that came
    after it, from all of which chance could choose).
    """
    slack = figures()["overlap_days"] * DAY_MS
    sizes = lines.ties.select(old="user", size=pl.col("contacts").cast(pl.Float64)).unique()
    return (
        pl.concat([_by_contact(lines, old, population), _by_handset(lines, old)])
        .unique().filter(pl.col("old") != pl.col("new"))
        .join(lines.lives.select("last_ms", began="first_ms", old="user"), on="old")
        .join(lines.lives.select("first_ms", new="user"), on="new")
        .filter((pl.col("first_ms") >= pl.col("last_ms") - slack) & (pl.col("first_ms") > pl.col("began")))
        .drop("began")
        .join(sizes, on="old", how="left").with_columns(pl.col("size").fill_null(0.0))
        .with_columns(coming=population.coming(pl.col("last_ms") - slack)).sort(PAIR)
    )  # fmt: skip


def _by_contact(lines: Lines, old: pl.Series, population: Population) -> pl.DataFrame:
    ties = lines.ties.join(population.known.filter(pl.col("degree") <= HUB), on="other", how="semi")
    mine = ties.filter(pl.col("user").is_in(old.implode())).select("other", old="user")
    return mine.join(ties.select("other", new="user"), on="other").select(PAIR)


def _by_handset(lines: Lines, old: pl.Series) -> pl.DataFrame:
    handed = taken_over(lines.handsets.rename({"user": "line"}), figures()["overlap_days"])
    return handed.filter(pl.col("earlier").is_in(old.implode())).select(old="earlier", new="later")
