"""Payments that name what drugs are made of."""

import polars as pl

from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.scene import Scene
from graph.indicators.weights import llr
from graph.indicators.words import tells

SEVERAL = 3  # payments


def precursors(scene: Scene) -> pl.DataFrame:
    """People who pay for substances of the list of precursors, as the purpose of the payment names them.

    The words are those of the table of controlled precursors (Government of Kazakhstan; UN Convention of 1988, tables I
    and II). Workshops and laboratories buy them, too: one payment says little.
    """
    payments = pl.concat([
        table.select("src_holder", "purpose", "sources") for table in (scene.facts.purchases, scene.facts.payments)
    ])
    found = payments.filter(tells("purpose", "precursor")).group_by(entity="src_holder").agg(
        *rows_behind(), times=pl.len(),
    ).sort("entity")
    step = pl.when(pl.col("times") >= SEVERAL).then(llr("precursors", "several")).otherwise(llr("precursors", "once"))
    return evidence(found, "reasons.precursors", ["times"], step)
