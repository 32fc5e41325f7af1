"""An account that strangers pay for some weeks only."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.flow.strangers import from_strangers
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

SHORT, LONG = 21.0, 32.0  # days between the first and last tenth of the payments
SEEN = 40.0  # days of observation below which a season cannot be told from the window
FEW, PAYERS = 3, 6  # payers; of few, a short season may be chance


def short_season(scene: Scene) -> pl.DataFrame:
    """Season of strangers' payments, per account: rotation of cards ends it, a trader's goes on."""
    if scene.facts.days < SEEN:
        return evidence(_seasons(scene).head(0), "reasons.short_season", ["days"], pl.lit(0.0))
    step = (
        pl.when((pl.col("span") <= SHORT) & (pl.col("payers") >= PAYERS)).then(llr("short_season", "short"))
        .when(pl.col("span") <= SHORT).then(llr("short_season", "perhaps"))
        .when(pl.col("span") >= LONG).then(llr("short_season", "long"))
    )
    return evidence(_seasons(scene), "reasons.short_season", ["days"], step)


def _seasons(scene: Scene) -> pl.DataFrame:
    time = pl.col("time_ms")
    return (
        from_strangers(scene.facts).group_by(entity="dst").agg(
            *rows_behind(), payers=pl.col("src_holder").n_unique(),
            span=(time.quantile(0.9) - time.quantile(0.1)) / DAY_MS,
        )
        .filter(pl.col("payers") >= FEW)
        .with_columns(days=pl.col("span").ceil().cast(pl.Int64))
    )
