"""What made households teach the model: m of each level, and how many of those who share a thing are two persons.

Printed to be declared in etl/resolve/model.yaml by hand; nothing reads it by itself.
"""

import polars as pl

from etl.resolve.model import Model
from etl.resolve.score import score
from etl.resolve.table import comparable
from evaluation.resolution.mentions import Mentions

HALF = 0.5  # a level that no pair had counts as half a pair


def fitted(mentions: Mentions, model: Model) -> dict[str, dict[str, float]]:
    """By field and level: the share of pairs of one person at that level, of those where both sides say something.

    `two_persons_<thing>`: of the pairs that share such a thing, the share that are two persons.
    """
    table = comparable(mentions.names, mentions.facts, model.most_in_block)
    truth = mentions.truth.filter(pl.col("id").is_in(table["id"].implode()))
    pairs = truth.join(truth, on="person").filter(pl.col("id") < pl.col("id_right"))
    levels = score(table, model, pairs.select(left="id", right="id_right")).pairs
    found: dict[str, dict[str, float]] = {}
    for each in model.comparisons:
        words = [level.word for level in reversed(each.levels[1:])]
        at = levels[f"level_{each.field}"]
        counts = [max(float((at == place).sum()), HALF) for place in range(len(words))]
        found[each.field] = {word: count / sum(counts) for word, count in zip(words, counts, strict=True)}
    shared = {name: {"two_persons": _strangers(table, truth, name)} for name in ("phones", "accounts", "addresses")}
    return found | shared


def _strangers(table: pl.DataFrame, truth: pl.DataFrame, column: str) -> float:
    held = table.select("id", pl.col(column).alias("thing")).explode("thing").drop_nulls("thing").join(truth, on="id")
    both = held.join(held, on="thing").filter(pl.col("id") < pl.col("id_right"))
    pairs = both.select("id", "id_right", other=pl.col("person") != pl.col("person_right")).unique()
    return float(pairs["other"].mean() or 0.0)  # type: ignore[arg-type]  # the mean of booleans is a number
