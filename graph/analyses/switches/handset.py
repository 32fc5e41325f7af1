"""What handsets say of a pair of lines: a handset that went on, with its user or to another."""

import polars as pl

from graph.analyses.switches.lines import Lines
from graph.analyses.switches.pairs import PAIR
from graph.analyses.switches.population import NEW, Population
from graph.analyses.switches.weights import figures

MOST = 0.5  # a chance that is no better than even, however many share a handset


def handset(lines: Lines, pairs: pl.DataFrame, _population: Population) -> pl.DataFrame:
    """The new line works in a handset of the old one; or the handsets of both are known, and none is the same.

    A handset that many numbers use (a shop's, a copied IMEI) says less.
    """
    kept, passed = figures()["kept_handset"], figures()["passed_handset"]
    none, others = pl.col("users").is_null(), pl.col("users") - 1
    friends = (NEW * figures()["circle_size"] * pl.col("size")).clip(lower_bound=1.0)
    return _both(lines, pairs).select(
        *PAIR,
        handset_same=pl.when(none).then(1 - kept).otherwise(kept / others).log(),
        handset_circle=pl.when(none).then(1.0).otherwise((passed / 2 * others / friends).clip(upper_bound=MOST)).log(),
        handset_any=pl.when(none)
        .then(1.0)
        .otherwise((passed * others / pl.col("coming")).clip(upper_bound=MOST))
        .log(),
    )


def _both(lines: Lines, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose handsets are known, with the number of lines in the one they share (null: none)."""
    used = lines.handsets.select("user", "imei")
    shared = pairs.select(PAIR).join(used.rename({"user": "old"}), on="old")
    shared = shared.join(used.rename({"user": "new"}), on=["new", "imei"])
    users = used.group_by("imei").agg(users=pl.len().cast(pl.Int64).clip(lower_bound=2))
    fewest = shared.join(users, on="imei").group_by(PAIR).agg(pl.col("users").min())
    told = pairs.select(*PAIR, "size", "coming")
    for line in PAIR:
        told = told.join(used.select(pl.col("user").alias(line)).unique(), on=line, how="semi")
    return told.join(fewest, on=PAIR, how="left")
