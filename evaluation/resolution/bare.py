"""Splink as it comes, to compare with: its own comparisons on the delivered spellings, trained by its tutorial's steps.

It gets the same blocks, and names already taken apart into words; what it does not get is our stems, our spans of
phones, bands and guards.
"""

import logging
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

from etl.resolve.splink_settings import blocking

THRESHOLD = 0.95  # of the tutorial
PAIRS = 5_000_000  # drawn for u, as many as for ours
NAMES = ("family", "given", "patronymic")
FIRST: Mapping[str, str] = {"phone": "phones_said", "account": "accounts_said", "address": "addresses_said"}


def columns(table: pl.DataFrame, *, stems: bool = False) -> pl.DataFrame:
    """A table of etl.resolve.table as plain columns: words in small letters as delivered, of several things the first.

    `stems`: our stems in place of the delivered words, so that only the model differs.
    """
    words = [pl.col(name) if stems else pl.col(f"{name}_said").str.to_lowercase().alias(name) for name in NAMES]
    firsts = [pl.col(column).list.first().alias(name) for name, column in FIRST.items()]
    return table.select("id", "checked", "blocks", "birth", *words, *firsts)


def pairs(table: pl.DataFrame) -> pl.DataFrame:
    """Columns left, right: pairs from THRESHOLD on. `table` of `columns`."""
    comparisons: list[ComparisonCreator | dict[str, Any]] = [
        cl.ForenameSurnameComparison("given", "family"),
        cl.JaroWinklerAtThresholds("patronymic"),
        cl.DateOfBirthComparison("birth", input_is_string=True),
        *(cl.ExactMatch(name) for name in FIRST),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="id", comparisons=comparisons,
        blocking_rules_to_generate_predictions=[blocking()], retain_matching_columns=False,
    )  # fmt: skip
    logging.getLogger("splink").setLevel(logging.ERROR)  # it warns of every level that a sample lacks
    with duckdb.connect() as connection:
        database = DuckDBAPI(connection)
        linker = Linker(database.register(table.to_arrow()), settings, log_level=None, validate_settings=False)
        training = linker.training
        known: list[str | BlockingRuleCreator] = [block_on("family", "given", "birth"), block_on("account")]
        training.estimate_probability_two_random_records_match(known, recall=0.6)
        training.estimate_u_using_random_sampling(PAIRS, seed=1)
        training.estimate_parameters_using_expectation_maximisation(block_on("family", "given"))
        training.estimate_parameters_using_expectation_maximisation(block_on("birth"))
        found = linker.inference.predict(threshold_match_probability=THRESHOLD, warning_mode="never")
        joined: pl.DataFrame = found.as_duckdbpyrelation().pl()
    return joined.select(left=pl.min_horizontal("id_l", "id_r"), right=pl.max_horizontal("id_l", "id_r"))
