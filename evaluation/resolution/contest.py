"""Ours and bare Splink on the same mentions with the same blocking, in the same run: scores and seconds of each."""

import time
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from etl.resolve.bands import banded
from etl.resolve.model import Model, load
from etl.resolve.score import score
from etl.resolve.table import comparable
from evaluation.resolution import bare
from evaluation.resolution.measure import Score, groups, measure
from evaluation.resolution.mentions import Mentions

CONTENDERS = ("ours", "bare", "bare_stems")
MARGIN_KEYS = ("precision", "recall", "f1", "over_merge")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one contender found, and in how many seconds; `table_s`, the same for all, made parties and blocks."""

    score: Score
    seconds: float


def contest(mentions: Mentions, contenders: tuple[str, ...] = CONTENDERS) -> dict[str, Any]:
    """Figures by contender, with what no resolver could reach.

    `ceiling`: the best recall of anybody who joins only mentions that share a phone, account, card, address or day of
    birth, directly or over others of the same person.
    """
    model = load()
    began = time.perf_counter()
    table = comparable(mentions.names, mentions.facts, model.most_in_block)
    made = time.perf_counter() - began
    found: dict[str, Outcome] = {}
    review: dict[str, int] = {}
    for name in contenders:
        began = time.perf_counter()
        pairs = _pairs(name, table, model)
        joined = groups(table["id"], pairs.filter(pl.col("band") == "merge"))
        found[name] = Outcome(measure(mentions.truth, joined), time.perf_counter() - began)
        review = review if name != "ours" else _review(pairs, mentions)
    told = {name: _figures(outcome) for name, outcome in found.items()}
    return {"mentions": table.height, "persons": mentions.truth["person"].n_unique(), "table_s": made,
            "ceiling": ceiling(mentions), "review": review, **told}  # fmt: skip


def _pairs(name: str, table: pl.DataFrame, model: Model) -> pl.DataFrame:
    if name == "ours":
        return banded(score(table, model).pairs, table.filter("checked")["id"], model)
    return bare.pairs(bare.columns(table, stems=name == "bare_stems")).with_columns(band=pl.lit("merge"))


def _figures(outcome: Outcome) -> dict[str, float]:
    score = outcome.score
    return asdict(score) | {key: getattr(score, key) for key in MARGIN_KEYS} | {"seconds": outcome.seconds}


def _review(pairs: pl.DataFrame, mentions: Mentions) -> dict[str, int]:
    """What waits for people: pairs in the band, and how many of them are one person."""
    both = pairs.filter(pl.col("band") == "review").join(mentions.truth, left_on="left", right_on="id")
    both = both.join(mentions.truth, left_on="right", right_on="id", suffix="_right")
    return {"pairs": both.height, "one_person": both.filter(pl.col("person") == pl.col("person_right")).height}


def ceiling(mentions: Mentions) -> float:
    """Recall of joining every two mentions of one person that share a thing."""
    things = mentions.facts.select("id", thing=pl.concat_str("kind", "thing", separator=":")).unique()
    things = things.join(mentions.truth, on="id")
    first = things.sort("id").group_by("person", "thing").agg(pl.col("id").first().alias("left"))
    pairs = things.join(first, on=["person", "thing"]).filter(pl.col("id") != pl.col("left"))
    return measure(mentions.truth, groups(mentions.truth["id"], pairs.select("left", right="id"))).recall
