"""The model in Splink's words: the same settings for DuckDB and for Spark."""

from collections.abc import Callable, Mapping
from typing import Any

from splink import SettingsCreator
from splink import comparison_level_library as cll
from splink.blocking_rule_library import CustomRule
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from etl.resolve.model import CONDITIONS, Comparison, Level, Model

DIALECT = "duckdb"  # our own conditions are written in; Splink translates them for the database at hand
# Of two checked numbers that differ we know: they are two.
BLOCKING = "l.blocks = r.blocks AND NOT (l.checked AND r.checked)"
Fixed = Mapping[tuple[str, str], float]


def settings(model: Model, prior: float, m: Fixed, u: Fixed) -> SettingsCreator:
    """Settings for a table of etl.resolve.table; `prior`: probability that two parties at random are one.

    `m` and `u` by field and level: what is there is taken as it is, what is not is left to be estimated.
    """
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=prior,
        comparisons=[_comparison(each, m, u) for each in model.comparisons],
        blocking_rules_to_generate_predictions=[blocking()],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def blocking() -> CustomRule:
    """Which pairs are compared: those that share a block, but not two checked numbers."""
    return CustomRule(BLOCKING, sql_dialect=DIALECT, arrays_to_explode=["blocks"])


def _comparison(comparison: Comparison, m: Fixed, u: Fixed) -> CustomComparison:
    of = comparison.field
    return CustomComparison(
        output_column_name=of,
        comparison_levels=[_level(each, m.get((of, each.word)), u.get((of, each.word))) for each in comparison.levels],
    )


def _level(level: Level, m: float | None, u: float | None) -> ComparisonLevelCreator:
    condition = next((name for name in CONDITIONS if getattr(level, name) is not None), None)
    made = MAKERS[condition](level) if condition else cll.ElseLevel()
    if level.missing:
        return made.configure(is_null_level=True)
    told: dict[str, Any] = {"m_probability": m or level.m, "fix_m_probability": True}
    if u is not None:
        told |= {"u_probability": u, "fix_u_probability": True}
    if level.frequency:
        told |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
    return made.configure(**told)


def _initial(level: Level) -> ComparisonLevelCreator:
    of = level.initial
    either = f'("{of}_l" IS NULL OR "{of}_r" IS NULL)'
    return cll.CustomLevel(f'{either} AND "{of}_initial_l" = "{of}_initial_r"', base_dialect_str=DIALECT)


def _equal(level: Level) -> ComparisonLevelCreator:
    one, other = level.equal or ("", "")
    return cll.CustomLevel(f'"{one}_l" = "{other}_r"', base_dialect_str=DIALECT)


MAKERS: Mapping[str, Callable[[Level], ComparisonLevelCreator]] = {
    "missing": lambda level: cll.NullLevel(level.missing or ""),
    "same": lambda level: cll.ExactMatchLevel(level.same or ""),
    "overlap": lambda level: cll.ArrayIntersectLevel(level.overlap or ""),
    "levenshtein": lambda level: cll.LevenshteinLevel(level.levenshtein or "", distance_threshold=level.at),
    "damerau_levenshtein": lambda level: cll.DamerauLevenshteinLevel(
        level.damerau_levenshtein or "", distance_threshold=level.at
    ),
    "initial": _initial,
    "equal": _equal,
}
