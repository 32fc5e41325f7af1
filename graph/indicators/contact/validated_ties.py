"""Ties of a person with a ring that stand up to a null of his city, corrected for all that were tried."""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import hypergeom

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.lines import both_ends
from graph.indicators.ring import part, private_lines
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

RATE = 0.01  # false discoveries among the ties that are told
FEWEST = 2  # calls: one may be a wrong number
HOME = "home"


def validated_tie(scene: Scene) -> pl.DataFrame:
    """Calls between own lines and a ring's, more than if all talk of his city were dealt out by chance.

    Statistically validated networks (Tumminello et al. 2011, doi:10.1371/journal.pone.0017994): hypergeometric tail of
    the calls in common, given how much either side talks within the city at all, and Benjamini-Hochberg over every
    person of the city with every ring.
    """
    ends = _ends(scene)
    owners = private_lines(scene)
    ring = part(scene, "line").rename({"entity": "other"})
    met = ends.join(owners, on="line").join(ring, on="other")
    pairs = met.group_by("network", HOME, entity="owner").agg(*rows_behind(), times=pl.len())
    theirs = ends.join(owners, on="line").group_by(HOME, entity="owner").agg(own=pl.len())
    rings = ends.join(ring, left_on="line", right_on="other").group_by("network", HOME).agg(ring=pl.len())
    whole = ends.group_by(HOME).agg(all=pl.len() // 2)
    tried = theirs.group_by(HOME).agg(people=pl.len()).join(rings, on=HOME).select(pl.col("people").sum()).item() or 1
    known = pairs.join(theirs, on=[HOME, "entity"]).join(rings, on=["network", HOME]).join(whole, on=HOME)
    found = known.with_columns(passes=_validated(known, int(tried)))
    best = found.filter(pl.col("passes") & (pl.col("times") >= FEWEST)).sort(
        "network", "entity", "times", HOME, descending=[False, False, True, False],
    ).unique(["network", "entity"], keep="first", maintain_order=True)
    return evidence(best, "reasons.validated_tie", ["times"], pl.lit(llr("validated_tie", "beyond_chance")))


def _ends(scene: Scene) -> pl.DataFrame:
    """All talk from both ends, each in the block of the first end's city: line, other, home, sources."""
    cells = scene.tables.cells.select("city", cell="id")
    seen = scene.tables.calls.select("cell", line="src").join(cells, on="cell").filter(pl.col("city").is_not_null())
    homes = seen.group_by("line").agg(pl.col("city").mode().sort().first().alias(HOME))
    both = both_ends(scene.facts.lines.talk, "sources")
    return both.join(homes, on="line", how="left").with_columns(pl.col(HOME).fill_null(""))


def _validated(known: pl.DataFrame, tried: int) -> pl.Series:
    """Which ties pass at RATE among so many tried (Benjamini & Hochberg 1995); those without a call have p = 1."""
    times, own, ring, whole = (known[name].to_numpy().astype(float) for name in ("times", "own", "ring", "all"))
    tail = hypergeom.sf(times - 1, np.maximum(whole, np.maximum(own, ring)), ring, own)
    p: NDArray[np.float64] = np.asarray(tail, float)
    order = np.argsort(p, kind="stable")
    passes = p[order] <= RATE * np.arange(1, len(p) + 1) / tried
    last = int(np.flatnonzero(passes).max(initial=-1)) + 1
    kept = np.zeros(len(p), np.bool_)
    kept[order[:last]] = True
    return pl.Series(kept)
