"""Payments from strangers: people who pay an account a few times and never get anything back."""

import polars as pl

from graph.indicators.facts import Facts

FEW = 6  # payments; who pays more often in two months is a customer or a relative


def from_strangers(facts: Facts) -> pl.DataFrame:
    """Payments of payers with at most six payments to that holder and no money back."""
    strange = facts.pairs.filter(pl.col("one_way") & (pl.col("n") <= FEW)).select("src_holder", "dst_holder")
    return facts.payments.join(strange, on=["src_holder", "dst_holder"], how="semi")
