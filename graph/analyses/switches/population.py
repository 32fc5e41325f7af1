"""What chance alone gives: how many lines there are, when they come, how well known a contact is, where people call."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from graph.analyses.switches.lines import Lines
from graph.analyses.switches.sums import least
from graph.indicators.facts import DAY_MS

NEW = 0.05  # share of lines that come into use within the window: the rest were there and only silent


@dataclass(frozen=True, slots=True)
class Population:
    """Figures of all lines, or of a sample of them.

    lines: how many there are. contacts: other lines that one talks to, on average. firsts: when sampled lines were
    first used, sorted (epoch ms). start_ms, end_ms: what could be seen at all. known: other, degree (lines that talk
    to it). masts: site, city, usual (share of lines seen there).
    """

    lines: float
    contacts: float
    firsts: npt.NDArray[np.int64]
    start_ms: int
    end_ms: int
    known: pl.DataFrame
    masts: pl.DataFrame

    @property
    def days(self) -> float:
        """Days that could be seen."""
        return max(1.0, (self.end_ms - self.start_ms) / DAY_MS)

    def coming(self, after_ms: pl.Expr) -> pl.Expr:
        """How many lines were first used at or after a time: those that could be somebody's next one."""
        before = after_ms.map_batches(lambda at: pl.Series(np.searchsorted(self.firsts, at.to_numpy())), pl.Int64)
        return (self.lines * (1.0 - before / max(1, len(self.firsts)))).clip(lower_bound=1.0)


def population_of(lines: Lines) -> Population:
    """The population where all lines are known."""
    ties, lives = lines.ties, lines.lives
    users = lives.height
    degrees = ties.select("other", "user").unique().group_by("other").agg(degree=pl.len())
    return Population(
        lines=float(users), contacts=ties.height / max(1, users), firsts=np.sort(lives["first_ms"].to_numpy()),
        start_ms=least(lives["first_ms"]), end_ms=-least(-lives["last_ms"]),
        known=degrees, masts=masts(lines.sites.select("user", "site", "city")),
    )  # fmt: skip


def masts(seen: pl.DataFrame) -> pl.DataFrame:
    """How usual each place is, from user, site, city."""
    return (
        seen.unique().group_by("site").agg(pl.col("city").min(), n=pl.len())
        .select("site", "city", usual=pl.col("n") / pl.col("n").sum())
    )  # fmt: skip
