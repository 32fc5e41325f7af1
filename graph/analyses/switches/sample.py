"""Reads for one line: its own calls, the lines that came after it, and a sample of all lines for what chance gives."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from graph.analyses.reading import Reads
from graph.analyses.switches.lines import CELLS, Lines, square
from graph.analyses.switches.pairs import HUB
from graph.analyses.switches.population import Population, masts
from graph.analyses.switches.sums import least
from graph.analyses.switches.weights import figures

BEGINNINGS = [f"phone:+77{n:02}" for n in range(100)]
EACH = 50  # lines of each beginning of numbers: about a thousand, for twenty or so are in use
MOST_CALLS = 5 * HUB  # of a contact or a sampled line; whoever has more is known to everybody


def calls_of(reads: Reads, phones: list[str]) -> pl.DataFrame:
    """All calls of some lines, as Lines takes them."""
    return reads.table("line_calls", phones=phones).rename(
        {"from": "src", "to": "dst", "time": "time_ms", "duration": "duration_s", "call_kind": "kind"}
    )


def cells_of(reads: Reads, phones: list[str]) -> pl.DataFrame:
    """The masts that some lines were seen at."""
    return reads.table("line_cells", phones=phones).select("lat", "lon", "city", id="cell").unique().select(list(CELLS))


def came_after(reads: Reads, phones: list[str], after_ms: int, moved: Sequence[str] = ()) -> list[str]:
    """Lines used before a handful of times at most that share a contact or a handset with the named ones.

    moved: other lines of their contacts.
    """
    few = {"strays": int(figures()["strays"]), "one_in": round(1 / figures()["stray_share"])}
    told = {"phones": phones, "moved": list(moved), "after": after_ms, "hub": MOST_CALLS, **few}
    return reads.table("lines_after", 2000, **told)["phone"].to_list()


def population(reads: Reads) -> Population:
    """The figures of all lines from a sample of them; how well contacts are known is left open (`with_contacts`)."""
    sample = reads.table("line_sample", beginnings=BEGINNINGS, each=EACH, hub=MOST_CALLS)
    lines = reads.table("how_many_lines")["lines"].sum()
    return Population(
        lines=float(lines), contacts=_mean(sample["contacts"]), firsts=np.sort(sample["first"].to_numpy()),
        start_ms=least(sample["first"]), end_ms=-least(-sample["last"]),
        known=pl.DataFrame(schema={"other": pl.String(), "degree": pl.Int64()}),
        masts=masts(_sites(reads, sample["phone"].to_list())),
    )  # fmt: skip


def degrees(reads: Reads, lines: Lines, users: list[str]) -> pl.DataFrame:
    """How many lines know each contact of some users: other, degree."""
    others = lines.ties.filter(pl.col("user").is_in(users))["other"].unique().sort().to_list()
    return reads.table("line_degrees", phones=others, hub=MOST_CALLS).rename({"phone": "other"})


def _sites(reads: Reads, phones: list[str]) -> pl.DataFrame:
    seen = reads.table("line_cells", phones=phones).filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    return seen.select(user="phone", site=square(pl.col("lat"), pl.col("lon")), city=pl.col("city").fill_null(""))


def _mean(values: pl.Series) -> float:
    mean = values.mean()
    return float(mean) if isinstance(mean, int | float) else 1.0
