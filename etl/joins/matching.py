"""Which reports of two feeds are one event: each with one other, the nearest in time, and only where that is clear.

Within a rule, in this order:
1. a report and its only possible partner, each having no other, are one;
2. where both feeds report equally many, the first is the first, the second the second and so on, if every such pair
   may be one and no two nearest reports say otherwise;
3. else a report and the nearest of the other feed, each being the other's nearest, the next one being more than
   twice as far and a quarter of the tolerance farther;
4. what is left could be one or another: it is ambiguous, stays apart, and is said.
"""

import polars as pl

from etl.joins.rules import Rule

PAIRS = {"left": pl.UInt32(), "right": pl.UInt32(), "apart_ms": pl.Int64(), "rule": pl.String(), "state": pl.String()}
JOINED, AMBIGUOUS, JUDGED, ALIKE = "joined", "ambiguous", "judged", "alike"


def match(rule: Rule, reports: pl.DataFrame, time: str, different: pl.DataFrame) -> pl.DataFrame:
    """PAIRS of one rule: reports joined, and reports that could be but cannot be told from each other.

    `reports` has columns report, feed, cluster, natural and the fields that the rule names; `different` names pairs
    (left < right) that are not one event whatever the rule says. `apart_ms`: how much later the right one says.
    """
    near = _candidates(rule, reports, time)
    low, high = pl.min_horizontal("left", "right"), pl.max_horizontal("left", "right")
    barred = different.rename({"left": "low", "right": "high"})
    near = near.with_columns(low.alias("low"), high.alias("high")).join(barred, on=["low", "high"], how="anti")
    judged = _judged(_placed(near, rule), rule)
    taken = judged.filter("won")
    free = ~pl.col("left").is_in(taken["left"].implode()) & ~pl.col("right").is_in(taken["right"].implode())
    told = judged.filter(pl.col("won") | free)
    state = pl.when("won").then(pl.lit(JOINED)).otherwise(pl.lit(AMBIGUOUS)).alias("state")
    return told.select("left", "right", "apart_ms", pl.lit(rule.name).alias("rule"), state).cast(pl.Schema(PAIRS))


def _candidates(rule: Rule, reports: pl.DataFrame, time: str) -> pl.DataFrame:
    """Every pair that may be one event: columns left, right, left_ms, right_ms, apart_ms, group."""
    slot = pl.col(time) // rule.tolerance_ms
    wanted = list(dict.fromkeys([*rule.same, *rule.agree, *(["duration_s"] if rule.duration_s is not None else [])]))
    side = reports.select("report", "cluster", "feed", pl.col(time).alias("at"), slot.alias("slot"), *wanted)
    lefts = side.filter(pl.col("feed") == rule.left)
    lefts = lefts.with_columns(pl.concat_list(pl.col("slot") - 1, "slot", pl.col("slot") + 1)).explode("slot")
    met = lefts.join(side.filter(pl.col("feed") == rule.right), on=["cluster", *rule.same, "slot"], suffix="2")
    apart = pl.col("at2") - pl.col("at")
    fits = [apart.abs() <= rule.tolerance_ms, *(_no_contradiction(name) for name in rule.agree)]
    if rule.duration_s is not None:
        fits.append((pl.col("duration_s") - pl.col("duration_s2")).abs() <= rule.duration_s)
    return met.filter(pl.all_horizontal(fits)).select(
        pl.col("report").alias("left"), pl.col("report2").alias("right"),
        pl.col("at").alias("left_ms"), pl.col("at2").alias("right_ms"), apart.alias("apart_ms"),
        pl.struct("cluster", *rule.same).rank("dense").alias("group"),
    )  # fmt: skip


def _no_contradiction(name: str) -> pl.Expr:
    return pl.col(name).eq(pl.col(f"{name}2")).fill_null(True)


def _placed(near: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """With `run`, and the place of both reports in it: reports that may be one, up to a pause."""
    lefts = near.select("group", pl.col("left").alias("report"), pl.col("left_ms").alias("at"), pl.lit(0).alias("side"))
    rights = near.select(
        "group", pl.col("right").alias("report"), pl.col("right_ms").alias("at"), pl.lit(1).alias("side")
    )
    both = pl.concat([lefts, rights]).unique().sort("group", "at", "report")
    begins = (pl.col("group") != pl.col("group").shift()) | (pl.col("at") - pl.col("at").shift() > rule.tolerance_ms)
    both = both.with_columns(begins.fill_null(True).cum_sum().alias("run"))
    both = both.with_columns(
        pl.int_range(pl.len()).over("run", "side").alias("place"),
        pl.col("at").is_duplicated().over("run", "side").any().over("run").alias("tied"),
        (pl.col("side") == 0).sum().over("run").cast(pl.Int64).alias("lefts"),
        (pl.col("side") == 1).sum().over("run").cast(pl.Int64).alias("rights"),
    )
    of_left = both.select("run", "tied", "lefts", "rights", left="report", left_place="place")
    of_right = both.select(right="report", right_place="place")
    return near.join(of_left, on="left").join(of_right, on="right")


def _judged(placed: pl.DataFrame, rule: Rule) -> pl.DataFrame:
    """With `won`: whether the two are one event."""
    far = pl.col("apart_ms").abs()
    table = placed.with_columns(far.alias("far"), (pl.col("left_place") == pl.col("right_place")).alias("abreast"))
    mutual = (pl.col("far") == pl.col("far").min().over("left")) & (pl.col("far") == pl.col("far").min().over("right"))
    table = table.with_columns(
        mutual.alias("mutual"), _clear("left", rule).alias("one"), _clear("right", rule).alias("two")
    )
    equal = (pl.col("lefts") == pl.col("rights")) & (pl.col("abreast").sum().over("run") == pl.col("lefts"))
    table = table.with_columns((equal & ~pl.col("tied")).alias("in_step"))
    at_odds = (pl.col("mutual") & ~pl.col("abreast")).any().over("run")
    in_step = pl.col("abreast") & ~at_odds
    clear = pl.col("mutual") & pl.col("one") & pl.col("two")
    return table.with_columns(pl.when("in_step").then(in_step).otherwise(clear).alias("won"))


def _clear(of: str, rule: Rule) -> pl.Expr:
    """Whether the next candidate is much farther than the nearest, or there is none."""
    next_far = pl.col("far").bottom_k(2).max().over(of)
    much = (next_far > 2 * pl.col("far")) & (next_far - pl.col("far") > rule.tolerance_ms // 4)
    return (pl.len().over(of) == 1) | much
