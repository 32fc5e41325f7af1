"""Clusters → events: which reports are one event, which of them bears its words, and which pairs say why."""

from dataclasses import dataclass

import polars as pl

from etl.joins.clusters import REF
from etl.joins.matching import ALIKE, AMBIGUOUS, JOINED, JUDGED, PAIRS, match
from etl.joins.rules import Rules
from etl.joins.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Events:
    """What was decided about some clusters.

    `rows`: the clusters' rows with `natural`, `event` (the edge's id), `place` (0: its words stand) and `reports`,
    how many reports the event has. `pairs`: left, right (refs), left_feed, right_feed, event, apart_ms, rule, state.
    """

    rows: pl.DataFrame
    pairs: pl.DataFrame


def events(rules: Rules, clusters: pl.DataFrame, verdicts: Verdicts) -> Events:
    """Decide. Depends on nothing but the clusters' rows, the rules and the verdicts."""
    told = _reports(clusters)
    reports = told.unique("report").sort("report")
    pairs = _consistent(_pairs(rules, told, reports, verdicts), told, verdicts)
    first = _events(reports.select("report", "feed", "natural"), pairs, rules)
    rows = told.join(first, on="report", maintain_order="left")
    return Events(rows.drop("report", "ref"), _explained(pairs, told, first))


def _reports(clusters: pl.DataFrame) -> pl.DataFrame:
    """Rows with `ref` and `report`: rows of one feed that say the same are one report, whatever files they came in."""
    number = pl.struct("natural", "feed").rank("dense").cast(pl.UInt32).alias("report")
    return clusters.sort("natural", "feed", "source", "row").with_columns(REF, number)


def _pairs(rules: Rules, told: pl.DataFrame, reports: pl.DataFrame, verdicts: Verdicts) -> pl.DataFrame:
    time = str(rules.kind.own_date)
    same, different = verdicts.among(told, "same"), verdicts.among(told, "different")
    same = same.join(different, on=["left", "right"], how="anti")
    feeds = reports.select("report", "feed", pl.col(time).alias("at"), _rank(rules))
    decided = [_decided(same, feeds, JUDGED), _decided(_alike(reports), feeds, ALIKE)]
    for rule in rules.rules:
        taken = pl.concat([_taken(pairs, feeds, rule.left, rule.right) for pairs in decided])
        free = reports.filter(~pl.col("report").is_in(taken.implode()))
        decided.append(match(rule, free, time, different))
    return pl.concat(decided)


def _alike(reports: pl.DataFrame) -> pl.DataFrame:
    """Reports of different feeds that say the same to the letter: one edge whatever the rules say."""
    each = reports.select("report", "natural")
    met = each.join(each, on="natural", suffix="2").filter(pl.col("report") < pl.col("report2"))
    return met.select(left="report", right="report2")


def _decided(pairs: pl.DataFrame, feeds: pl.DataFrame, state: str) -> pl.DataFrame:
    """Pairs that no rule needs to look at; the one whose words stand is the left one, as in a rule's."""
    both = pl.concat([pairs, pairs.select(left="right", right="left")])
    met = both.join(feeds, left_on="left", right_on="report").join(
        feeds, left_on="right", right_on="report", suffix="2"
    )
    first = (pl.col("rank") < pl.col("rank2")) | (
        (pl.col("rank") == pl.col("rank2")) & (pl.col("left") < pl.col("right"))
    )
    apart = (pl.col("at2") - pl.col("at")).alias("apart_ms")
    named = met.filter(first).select("left", "right", apart, pl.lit(state).alias("rule"), pl.lit(state).alias("state"))
    return named.cast(pl.Schema(PAIRS))


def _rank(rules: Rules) -> pl.Expr:
    return pl.col("feed").replace_strict(dict(rules.rank), return_dtype=pl.Int64).alias("rank")


def _taken(pairs: pl.DataFrame, feeds: pl.DataFrame, one: str, other: str) -> pl.Series:
    """Reports that have their partner of the other feed already."""
    if not pairs.height:
        return pl.Series([], dtype=pl.UInt32)
    named = pairs.filter(pl.col("state") != AMBIGUOUS)
    named = named.join(feeds, left_on="left", right_on="report").join(
        feeds, left_on="right", right_on="report", suffix="2"
    )
    met = named.filter(pl.col("feed").is_in([one, other]) & pl.col("feed2").is_in([one, other]))
    return pl.concat([met["left"], met["right"]])


def _consistent(pairs: pl.DataFrame, told: pl.DataFrame, verdicts: Verdicts) -> pl.DataFrame:
    """Where joining all would make one of two rows of a file, or of two that somebody told apart, no rule decides."""
    label = _labels(pairs)
    members = told.select("report", "source", "natural").join(label, on="report")
    twice = members.group_by("label", "source").agg(pl.col("natural").n_unique().alias("n")).filter(pl.col("n") > 1)
    apart = verdicts.among(told, "different").join(label, left_on="left", right_on="report")
    apart = apart.join(label, left_on="right", right_on="report", suffix="2").filter(
        pl.col("label") == pl.col("label2")
    )
    wrong = pl.concat([twice["label"], apart["label"]]).unique()
    at_odds = pairs.join(label, left_on="left", right_on="report", how="left", maintain_order="left")["label"]
    bad = at_odds.is_in(wrong.implode()) & (pairs["state"] == JOINED)
    return pairs.with_columns(pl.when(bad).then(pl.lit(AMBIGUOUS)).otherwise("state").alias("state"))


def _labels(pairs: pl.DataFrame) -> pl.DataFrame:
    """Columns report, label: reports held together by pairs bear the smallest of their numbers."""
    joined = pairs.filter(pl.col("state") != AMBIGUOUS)
    links = pl.concat([joined.select("left", "right"), joined.select(left="right", right="left")])
    label = links.select(report="left").unique().with_columns(pl.col("report").alias("label"))
    while True:
        met = links.join(label, left_on="right", right_on="report").group_by("left").agg(pl.col("label").min())
        both = label.join(met, left_on="report", right_on="left", suffix="2")
        smaller = both.select("report", pl.min_horizontal("label", "label2").alias("label"))
        if smaller.sort("report").equals(label.sort("report")):
            return smaller
        label = smaller


def _events(reports: pl.DataFrame, pairs: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Columns report, event, place, reports.

    The feed that declares a rule comes first, of two reports of a feed the smaller id.
    """
    labelled = reports.join(_labels(pairs), on="report", how="left")
    alone = pl.col("label").fill_null(pl.col("report")).alias("label")
    ordered = labelled.with_columns(_rank(rules), alone).sort("label", "rank", "natural")
    return ordered.select(
        "report",
        pl.col("natural").first().over("label").alias("event"),
        pl.int_range(pl.len()).over("label").alias("place"),
        pl.len().over("label").alias("reports"),
    )


def _explained(pairs: pl.DataFrame, told: pl.DataFrame, first: pl.DataFrame) -> pl.DataFrame:
    """Pairs with a row of each side (the first of several) in place of the report."""
    named = told.unique("report", keep="first", maintain_order=True).select("report", "ref", "feed")
    named = named.join(first.select("report", "event"), on="report")
    left = named.rename({"report": "left", "ref": "left_ref", "feed": "left_feed"})
    right = named.drop("event").rename({"report": "right", "ref": "right_ref", "feed": "right_feed"})
    met = pairs.join(left, on="left").join(right, on="right").sort("left_ref", "right_ref")
    return met.select(
        pl.col("left_ref").alias("left"), pl.col("right_ref").alias("right"), "left_feed", "right_feed", "event",
        "apart_ms", "rule", "state",
    )  # fmt: skip
