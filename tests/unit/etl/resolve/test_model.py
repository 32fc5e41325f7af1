"""The model as data: its words are said in three languages, and its settings are the same for DuckDB and Spark."""

import pytest
import sqlglot

from core.phrases import Phrases
from core.settings import LANGUAGES
from etl.resolve.bands import SEVERAL
from etl.resolve.model import Model, load
from etl.resolve.run import CONFLICT
from etl.resolve.splink_settings import settings

LEVELS = [(each.field, level.word) for each in load().comparisons for level in each.levels]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_model_is_said(language: str) -> None:
    phrases, model = Phrases.load(), load()
    keys = {f"review.fields.{field}" for field, _ in LEVELS} | {f"review.levels.{word}" for _, word in LEVELS}
    keys |= {f"resolve.guard.{word}" for word in (SEVERAL, CONFLICT, *(guard.word for guard in model.guards))}
    assert [key for key in sorted(keys) if not phrases.has(key)] == []
    assert all(phrases.text(key, language) for key in keys)


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_the_same_settings_are_written_out_for_both_databases(dialect: str) -> None:
    made = settings(load(), 0.001, {}, {}).create_settings_dict(dialect)
    told = {each["output_column_name"]: each["comparison_levels"] for each in made["comparisons"]}
    assert {field: len(levels) for field, levels in told.items()} == {
        each.field: len(each.levels) for each in load().comparisons
    }
    for levels in told.values():
        for level in levels:
            condition = level["sql_condition"]
            assert condition == "ELSE" or sqlglot.parse_one(condition, dialect=dialect)
    [blocking] = made["blocking_rules_to_generate_predictions"]
    assert blocking["arrays_to_explode"] == ["blocks"]


def test_a_guard_on_a_level_that_is_not_there_is_refused() -> None:
    told = load().model_dump()
    told["guards"] = [{"word": "x", "most": "review", "when": {"given": ["nearly"]}}]
    with pytest.raises(ValueError, match="no level nearly"):
        Model.model_validate(told)


def test_no_weight_alone_merges_names_alone() -> None:
    """Whatever a run learns: where no field but names agrees, a guard holds."""
    [guard] = [guard for guard in load().guards if guard.word == "name_alone"]
    assert set(guard.when) == {each.field for each in load().comparisons} - {"family", "given", "patronymic"}


def test_m_of_a_field_adds_up_to_one() -> None:
    for each in load().comparisons:
        whole = sum(level.m or 0 for level in each.levels if not level.initial)
        assert whole == pytest.approx(1, abs=0.011), each.field
