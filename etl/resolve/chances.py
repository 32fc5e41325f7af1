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
    """`m` and `u` by field and level; `frequencies` by term: a table of the term and `tf_<term>`."""

    m: Mapping[tuple[str, str], float]
    u: Mapping[tuple[str, str], float]
    frequencies: Mapping[str, pl.DataFrame]

    def weight(self, comparison: Comparison, level: Level) -> float:
        """log2(m/u) of a level."""
        return math.log2(self.m[comparison.field, level.word] / self.u[comparison.field, level.word])


def chances(database: DuckDBAPI, table: pl.DataFrame, model: Model) -> Chances:
    """From the table that is to be compared; with few parties what the model expects."""
    enough = table.height >= model.least_to_sample
    u: U = dict(_expected(model)) | (_sampled(database, table, model) if enough else {})
    u |= dict(_counted(table, model)) if enough else {}
    u |= dict(_rest(model, u))
    return Chances(dict(_m(table, model, enough)), dict(_apart(model, u)), dict(_frequencies(table, model)))


def _m(table: pl.DataFrame, model: Model, enough: bool) -> Iterator[tuple[tuple[str, str], float]]:
    """What the model declares; with sampled u of how many pairs one side gives an initial only is as in the data."""
    for comparison in model.comparisons:
        part = next((level.initial for level in comparison.levels if level.initial), None)
        short = _short(table, part) if part and enough else None
        for level in comparison.levels[1:]:
            scale = 1.0 if short is None or not _is_of_full(level) else short if level.initial else 1 - short
            yield (comparison.field, level.word), (level.m or _LEAST) * scale


def _is_of_full(level: Level) -> bool:
    return bool(level.columns)  # «different» can be either


def _short(table: pl.DataFrame, part: str) -> float:
    """Of pairs that both say anything of this part of the name, the share where a side says an initial only."""
    said = table.filter(pl.col(f"{part}_initial").is_not_null())
    full = said[part].is_not_null().mean() if said.height else 1.0
    return min(max(1 - float(full or 0.0) ** 2, 0.001), 0.999)  # type: ignore[arg-type]  # the mean of booleans


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
    linker = Linker(parties, settings(part, 0.5, {}, {}), log_level=None, validate_settings=False)
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


def _frequencies(table: pl.DataFrame, model: Model) -> Iterator[tuple[str, pl.DataFrame]]:
    """How often each value of a term occurs, drawn towards the usual share where few parties have been counted."""
    for _, level in _levels(model):
        if level.frequency and level.usual:
            counts = table[level.frequency].drop_nulls().value_counts()
            total = int(counts["count"].sum()) + model.smoothing
            share = (pl.col("count") + model.smoothing * level.usual) / total
            yield level.frequency, counts.select(level.frequency, share.alias(f"tf_{level.frequency}"))


def _levels(model: Model) -> Iterator[tuple[Comparison, Level]]:
    return ((each, level) for each in model.comparisons for level in each.levels[1:])
