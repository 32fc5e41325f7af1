"""A line that talks to work lines: a greater share of its contacts than chance would bring."""

import numpy as np
import polars as pl
from scipy.special import betaln, gammaln
from scipy.stats import binom

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.lines import both_ends
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

MOSTLY, FEW = 2.0, 1.0  # Beta prior of a work line's share of work lines: two in three on average, and any is possible


def closed_circle(scene: Scene) -> pl.DataFrame:
    """Work lines among a line's contacts: as with work lines, against as with all lines (Bayes factor).

    With work lines the share is taken to be anything (beta-binomial), with others that of work lines in all contacts
    (binomial). One work line among a dozen contacts so speaks against, one of one for it.
    """
    work = scene.lines.select(other="line", work=pl.lit(value=True))
    contacts = scene.facts.lines.contacts.join(work, on="other", how="left").with_columns(
        pl.col("work").fill_null(value=False)
    )
    counted = contacts.group_by(entity="line").agg(hits=pl.col("work").sum(), trials=pl.len()).with_columns(
        base=pl.lit(contacts["work"].mean() or 0.0, pl.Float64()),
    )
    found = counted.join(_rows(scene, contacts.filter("work")), on="entity", how="left")
    bounds = llr("closed_circle", "floor"), llr("closed_circle", "cap")
    return evidence(found, "reasons.closed_circle", ["hits", "trials"], _factor().clip(*bounds))


def _factor() -> pl.Expr:
    """Log Bayes factor of `hits` in `trials`, in nats; `base` is the rate with all lines."""

    def factor(columns: pl.Series) -> pl.Series:
        n, k, p = (columns.struct.field(name).to_numpy().astype(float) for name in ("trials", "hits", "base"))
        ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        among_work = ways + betaln(k + MOSTLY, n - k + FEW) - betaln(MOSTLY, FEW)
        return pl.Series(among_work - binom.logpmf(k, n, np.clip(p, 1e-9, 1 - 1e-9)))

    return pl.struct("hits", "trials", "base").map_batches(factor, return_dtype=pl.Float64())


def _rows(scene: Scene, contacts: pl.DataFrame) -> pl.DataFrame:
    """Rows of each line's talk with these contacts."""
    both = both_ends(scene.facts.lines.talk, "sources")
    return both.join(contacts, on=["line", "other"], how="semi").group_by(entity="line").agg(*rows_behind())
