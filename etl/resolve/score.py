"""Runs the model with Splink on DuckDB: a table of parties in, scored pairs out, every field's level and weight."""

import math
from dataclasses import dataclass

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker

from etl.resolve.chances import Chances, chances
from etl.resolve.model import Comparison, Model
from etl.resolve.splink_settings import settings

_NOTHING = 1e-9  # a weight this near to none is a missing value's


@dataclass(frozen=True, slots=True)
class Scored:
    """Columns left, right, weight, probability, and of each field `level_…` (-1: missing) and `weight_…`.

    Levels count from 0, «different», upwards. `prior` in log2 odds.
    """

    pairs: pl.DataFrame
    prior: float


def score(table: pl.DataFrame, model: Model, pairs: pl.DataFrame | None = None) -> Scored:
    """All pairs that share a block and weigh at least `model.keep_from`; `table` as etl.resolve.table makes it.

    `pairs`: columns left, right: compare these and no others, whatever they weigh.
    """
    chance = min(model.others_expected / max(table.height - 1, 1), 0.5)
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")  # it would write to stdout, which is for answers
        database = DuckDBAPI(connection)
        found = chances(database, table, model)
        parties = database.register(table.select(compared(model)).to_arrow(), dataset_display_name="parties")
        linker = Linker(parties, settings(model, chance, found.m, found.u), log_level=None, validate_settings=False)
        for term, frequencies in found.frequencies.items():
            linker.table_management.register_term_frequency_lookup(database.register(frequencies.to_arrow()), term)
        if pairs is not None:
            told = pairs.select(match_key=pl.lit("0"), join_key_l="left", join_key_r="right")
            linker.table_management.register_blocked_pairs_for_predict(database.register(told.to_arrow()))
        least = model.keep_from if pairs is None else None
        scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        weighed = scored.as_duckdbpyrelation().pl()
    return Scored(_told(weighed, model, found), math.log2(chance / (1 - chance)))


def compared(model: Model) -> list[str]:
    """The columns that the model reads."""
    named = [name for each in model.comparisons for level in each.levels for name in level.columns]
    return list(dict.fromkeys(["id", "checked", "blocks", *named]))


def _told(pairs: pl.DataFrame, model: Model, found: Chances) -> pl.DataFrame:
    fields = [_field(comparison, found, pairs.columns) for comparison in model.comparisons]
    ends = {"left": pl.min_horizontal("id_l", "id_r"), "right": pl.max_horizontal("id_l", "id_r")}
    return pairs.select(
        **ends,
        weight=pl.col("match_weight"),
        probability=pl.col("match_probability"),
        **{name: of for each in fields for name, of in each.items()},
    )


def _field(comparison: Comparison, found: Chances, there: list[str]) -> dict[str, pl.Expr]:
    """Level and weight of one field. Splink says the weight; the level is the one that weighs so."""
    of, base = comparison.field, pl.col(f"mw_{comparison.field}")
    weights = [found.weight(comparison, level) for level in reversed(comparison.levels[1:])]
    level = pl.lit(-1, pl.Int8)
    for at, weight in enumerate(weights):
        level = pl.when((base - weight).abs() < _NOTHING).then(pl.lit(at, pl.Int8)).otherwise(level)
    tuned = pl.col(f"mw_tf_adj_{of}") if f"mw_tf_adj_{of}" in there else pl.lit(0.0)
    return {f"level_{of}": level, f"weight_{of}": (base + tuned).cast(pl.Float64)}
