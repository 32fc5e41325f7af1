"""What was found on somebody arrested: far more than own use, or much cash beside it."""

import polars as pl

from graph.indicators.arrest.arrests import POSSESSION, TRADE
from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.weights import llr

TIMES, ARRESTS = 10.0, 10  # the usual mass of arrests for own use; and how many make one
CASH = 10_000_000  # tiyn, 100 000 tenge


def seized_amounts(scene: Scene) -> pl.DataFrame:
    """Drug arrests with ten times the mass that is usual with own use, or with much cash."""
    article = pl.col("article").fill_null("")
    arrests = scene.tables.arrests.filter(article.str.contains(POSSESSION) | article.str.contains(TRADE))
    own_use = arrests.filter(article.str.contains(POSSESSION))["mass_g"].drop_nulls()
    usual = own_use.median() if len(own_use) >= ARRESTS else None
    mass = (pl.col("mass_g") >= TIMES * pl.lit(usual, pl.Float64())).fill_null(value=False)
    cash = (pl.col("cash_tiyn") >= CASH).fill_null(value=False)
    found = _found(arrests.with_columns(much=mass, rich=cash))
    step = pl.when("much").then(llr("seized_amounts", "stock")).otherwise(llr("seized_amounts", "cash"))
    return evidence(found, "reasons.seized_amounts", ["grams", "tiyn"], step)


def _found(arrests: pl.DataFrame) -> pl.DataFrame:
    return arrests.filter(pl.col("much") | pl.col("rich")).group_by(entity="person").agg(
        *rows_behind(), much=pl.col("much").any(), grams=pl.col("mass_g").max().fill_null(0.0),
        tiyn=pl.col("cash_tiyn").max().fill_null(0),
    )
