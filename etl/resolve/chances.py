"""How often two persons agree by chance, in the data at hand: u of every level, and how frequent each name is.

Sampled by Splink from pairs drawn at random; counted exactly where an agreement is too rare for a sample.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl
from splink import DuckDBAPI, Linker

from etl.resolve.model import Comparison, Level, Model
from etl.resolve.splink_settings import settings

_SEED = 1
_LEAST, _MOST = 1e-12, 1 - 1e-6
_APART = 1e-5  # no two levels of a field weigh quite the same, so that a weight tells the level

U = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Chances:
    """`u` by field and level; `frequencies` by term: a table of the term and `tf_<term>`."""

    u: Mapping[tuple[str, str], float]
    frequencies: Mapping[str, pl.DataFrame]

    def weight(self, comparison: Comparison, level: Level) -> float:
        """log2(m/u) of a level."""
        return math.log2((level.m or _LEAST) / self.u[comparison.field, level.word])


def chances(database: DuckDBAPI, table: pl.DataFrame, model: Model) -> Chances:
    """From the table that is to be compared; with few parties what the model expects."""
    enough = table.height >= model.least_to_sample
    u: U = dict(_expected(model)) | (_sampled(database, table, model) if enough else {})
    u |= dict(_counted(table, model)) if enough else {}
    u |= dict(_rest(model, u))
    return Chances(dict(_apart(model, u)), {each[0]: each[1] for each in _frequencies(table, model, u)})


def _expected(model: Model) -> Iterator[tuple[tuple[str, str], float]]:
    for comparison, level in _levels(model):
        u = level.u if isinstance(level.u, float) else level.otherwise
        if u is not None:
            yield (comparison.field, level.word), u


def _sampled(database: DuckDBAPI, table: pl.DataFrame, model: Model) -> U:
    """U of the fields that are sampled; a level that no pair of the sample had keeps what the model expects."""
    fields = tuple(each for each in model.comparisons if any(level.u == "sampled" for level in each.levels))
    if not fields:
        return {}
    part = model.model_copy(update={"comparisons": fields})
    names = list(dict.fromkeys(name for each in fields for level in each.levels for name in level.columns))
    parties = database.register(table.select("id", "checked", "blocks", *names).to_arrow())
    linker = Linker(parties, settings(part, 0.5, {}), log_level=None, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(model.sampled_pairs, seed=_SEED)
    learnt = linker.misc.save_model_to_json()["comparisons"]
    return {
        (comparison.field, level.word): told["u_probability"]
        for comparison, learned in zip(fields, learnt, strict=True)
        for level, told in zip(comparison.levels, learned["comparison_levels"], strict=True)
        if isinstance(told.get("u_probability"), float)
    }


def _counted(table: pl.DataFrame, model: Model) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs that share a thing, as far as they are two persons, of all pairs."""
    pairs = table.height * (table.height - 1) / 2
    for comparison, level in _levels(model):
        if level.u == "counted" and level.overlap:
            holders = table.select(pl.col(level.overlap).explode().drop_nulls()).group_by(level.overlap).len()["len"]
            sharing = int((holders.cast(pl.Int64) * (holders.cast(pl.Int64) - 1) // 2).sum())
            yield (comparison.field, level.word), (sharing or 1) * level.two_persons / pairs


def _rest(model: Model, u: U) -> Iterator[tuple[tuple[str, str], float]]:
    for comparison, level in _levels(model):
        if level.u == "rest":
            others = sum(u.get((comparison.field, each.word), 0.0) for each in comparison.levels[1:] if each != level)
            yield (comparison.field, level.word), 1 - others


def _apart(model: Model, u: U) -> Iterator[tuple[tuple[str, str], float]]:
    for comparison in model.comparisons:
        for at, level in enumerate(comparison.levels[1:]):
            given = u[comparison.field, level.word] * (1 + _APART * (at + 1))
            yield (comparison.field, level.word), min(max(given, _LEAST), _MOST)


def _frequencies(table: pl.DataFrame, model: Model, u: U) -> Iterator[tuple[str, pl.DataFrame]]:
    """How often each value of a term occurs, drawn towards the usual share where few parties have been counted."""
    for _, level in _levels(model):
        if level.frequency and level.usual:
            counts = table[level.frequency].drop_nulls().value_counts()
            total = int(counts["count"].sum()) + model.smoothing
            share = (pl.col("count") + model.smoothing * level.usual) / total
            yield level.frequency, counts.select(level.frequency, share.alias(f"tf_{level.frequency}"))


def _levels(model: Model) -> Iterator[tuple[Comparison, Level]]:
    return ((each, level) for each in model.comparisons for level in each.levels[1:])
