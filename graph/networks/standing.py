"""Standing: what the evidence on somebody in a network comes to, and whether two independent keys turn.

A score is the sum over families of the greatest log likelihood ratio found in each, capped, less the doubts. Within a
family findings repeat each other, so only the greatest counts.
"""

import polars as pl

from graph.indicators.evidence import DIGITS
from graph.indicators.registry import INDICATORS

CAP = 4.5  # of one family
KEYS, KEY = 2, 1.0  # independent families that speak for it, and how much one must say to count
CORE = 4.0  # score from which a person is proposed: odds of 1 in 50 become even
WHO = ("network", "entity")


def standing(found: pl.DataFrame) -> pl.DataFrame:
    """Per network and entity: score, keys, own (some of it is own conduct), proposed."""
    facts = found.join(_registry(), on="indicator")
    grounds = facts.filter(pl.col("shipped") > 0).group_by(*WHO, "family").agg(
        pl.col("llr", "shipped").max().clip(upper_bound=CAP), own=pl.col("own").any(),
    )
    keys = grounds.group_by(WHO).agg(
        grounds=pl.col("llr").sum().round(DIGITS), keys=_turns().sum(), own=(pl.col("own") & _turns()).any(),
    )
    doubts = facts.filter(pl.col("shipped") < 0).group_by(*WHO).agg(
        doubts=pl.col("llr").sum().round(DIGITS),
    )
    both = keys.join(doubts, on=WHO, how="left").with_columns(pl.col("doubts").fill_null(0.0))
    return both.with_columns(
        score=(pl.col("grounds") + pl.col("doubts")).round(DIGITS),
    ).with_columns(
        proposed=(pl.col("keys") >= KEYS) & pl.col("own") & (pl.col("score") >= CORE),
    ).sort(WHO)


def _turns() -> pl.Expr:
    """Whether a family's evidence is strong enough to be a key."""
    return pl.col("shipped") >= KEY


def _registry() -> pl.DataFrame:
    """Family and own conduct of each indicator."""
    return pl.DataFrame(
        [(each.name, each.family, each.own_conduct) for each in INDICATORS.values()],
        schema={"indicator": pl.String, "family": pl.String, "own": pl.Boolean}, orient="row",
    )
