"""Why somebody near a ring may not be of it: his card was sold, his name was used, he is family, he has a job."""

import polars as pl

from graph.indicators.device.straw_lines import sold_lines
from graph.indicators.evidence import evidence, rows_behind
from graph.indicators.ring import HUBS, part
from graph.indicators.scene import Scene
from graph.indicators.weights import llr
from graph.indicators.words import tells

MONTHS = 2  # wages of one firm from which it is a job


def sells_card(scene: Scene) -> pl.DataFrame:
    """Holders of cards that the ring collects with."""
    found = part(scene, "card").rename({"entity": "account"}).join(
        scene.facts.accounts, on="account",
    ).group_by("network", entity="holder").agg(cards=pl.len())
    return evidence(found, "reasons.sells_card", ["cards"], pl.lit(llr("sells_card", "card")))


def straw_holder(scene: Scene) -> pl.DataFrame:
    """People in whose name several new lines were registered at once."""
    found = sold_lines(scene).group_by(entity="owner").agg(
        pl.col("rows").list.explode(keep_nulls=False, empty_as_null=False).sort(), lines=pl.col("lines").max(),
        rows_total=pl.col("rows_total").sum(),
    )
    return evidence(found, "reasons.straw_holder", ["lines"], pl.lit(llr("straw_holder", "straw")))


def pays_back(scene: Scene) -> pl.DataFrame:
    """People who also send money to the holder of the hub that pays them."""
    holders = part(scene, *HUBS).join(scene.facts.accounts, left_on="entity", right_on="account").select(
        "network", src_holder="holder",
    ).unique()
    mutual = scene.facts.pairs.filter(~pl.col("one_way")).join(holders, on="src_holder").select(
        "network", "src_holder", entity="dst_holder",
    )
    back = scene.facts.payments.join(
        mutual, left_on=["dst_holder", "src_holder"], right_on=["src_holder", "entity"],
    ).rename({"src_holder": "entity"})
    found = back.group_by("network", "entity").agg(*rows_behind(), times=pl.len())
    return evidence(found, "reasons.pays_back", ["times"], pl.lit(llr("pays_back", "both_ways")))


def payroll(scene: Scene) -> pl.DataFrame:
    """People with a regular wage from a firm."""
    wages = scene.facts.income.filter(tells("purpose", "payroll") | tells("channel", "payroll"))
    found = wages.group_by("src", entity="dst_holder").agg(*rows_behind(), times=pl.len()).filter(
        pl.col("times") >= MONTHS
    ).sort("entity", "times", "src").unique("entity", keep="last").sort("entity")
    return evidence(found, "reasons.payroll", ["times"], pl.lit(llr("payroll", "employed")))
