"""Innocent reasons why many people pay one account: gifts, alms, rent, goods, money that goes both ways."""

import polars as pl

from graph.indicators.evidence import evidence, joined_rows, rows_behind
from graph.indicators.facts import DAY_MS
from graph.indicators.flow.strangers import from_strangers
from graph.indicators.scene import Scene
from graph.indicators.weights import llr
from graph.indicators.words import tells

PAYERS = 6
ONE_EVENT_DAYS = 4.0
SHARE = 0.5
WORDS = 0.35  # share of payments that say so; honest payers often write nothing
MONTH = (20.0, 40.0)  # days between payments of one tenant


def one_off_collection(scene: Scene) -> pl.DataFrame:
    """Strangers who all pay within some days, and the money is not passed on to people: a feast or a funeral."""
    time = pl.col("time_ms")
    found = from_strangers(scene.facts).group_by(entity="dst").agg(
        *rows_behind(), payers=pl.col("src_holder").n_unique(),
        span=(time.quantile(0.9) - time.quantile(0.1)) / DAY_MS,
    ).filter((pl.col("payers") >= PAYERS) & (pl.col("span") <= ONE_EVENT_DAYS))
    return evidence(found, "reasons.one_off_collection", ["payers"], pl.lit(llr("one_off_collection", "days")))


def gifts(scene: Scene) -> pl.DataFrame:
    """Payments whose purpose names a feast or alms."""
    said = tells("purpose", "gift") | tells("purpose", "charity")
    return _words(scene, said, "gifts", "reasons.gifts")


def registered_trade(scene: Scene) -> pl.DataFrame:
    """Payments whose purpose names goods or an order."""
    return _words(scene, tells("purpose", "trade"), "registered_trade", "reasons.registered_trade")


def rent(scene: Scene) -> pl.DataFrame:
    """Payers who come back about monthly with about the same sum."""
    amount, time = pl.col("amount_tiyn"), pl.col("time_ms")
    regular = scene.facts.payments.sort("time_ms").group_by("src_holder", "dst").agg(
        *rows_behind(), n=pl.len(), gap=time.diff().median() / DAY_MS, spread=amount.std() / amount.mean(),
    ).filter((pl.col("n") >= 2) & pl.col("gap").is_between(*MONTH) & (pl.col("spread") < 0.1))
    tenants = regular.group_by(entity="dst").agg(
        joined_rows("rows"), rows_total=pl.col("rows_total").sum(), tenants=pl.len(),
    ).filter(pl.col("tenants") >= 2)
    return evidence(tenants, "reasons.rent", ["tenants"], pl.lit(llr("rent", "monthly")))


def returned_money(scene: Scene) -> pl.DataFrame:
    """Accounts whose holder pays a good part of his payers back."""
    found = scene.facts.payments.join(scene.facts.pairs, on=["src_holder", "dst_holder"]).group_by(entity="dst").agg(
        *rows_behind(), payers=pl.col("src_holder").n_unique(),
        both=pl.col("src_holder").filter(~pl.col("one_way")).n_unique(),
    ).filter((pl.col("payers") >= PAYERS) & (pl.col("both") > SHARE * pl.col("payers")))
    return evidence(found, "reasons.returned_money", ["both", "payers"], pl.lit(llr("returned_money", "often")))


def _words(scene: Scene, said: pl.Expr, indicator: str, key: str) -> pl.DataFrame:
    found = scene.facts.payments.with_columns(said=said).group_by(entity="dst").agg(
        *rows_behind(), payers=pl.col("src_holder").n_unique(), share=pl.col("said").mean(),
    ).filter((pl.col("payers") >= PAYERS) & (pl.col("share") >= WORDS)).with_columns(
        percent=(100 * pl.col("share")).round().cast(pl.Int64),
    )
    return evidence(found, key, ["percent"], pl.lit(llr(indicator, "words")))
