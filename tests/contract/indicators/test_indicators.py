"""What every indicator promises: it fires on its example and not on the other, names its rows, and has words for it."""

import json
from dataclasses import replace

import polars as pl
import pytest

from core.phrases import Phrases
from core.settings import LANGUAGES
from core.tables import SCHEMAS, Tables
from graph.indicators.evidence import EVIDENCE
from graph.indicators.examples import EXAMPLES
from graph.indicators.facts import facts
from graph.indicators.registry import INDICATORS
from graph.indicators.scene import Scene
from graph.indicators.weights import weights

NAMES = sorted(INDICATORS)
ROWLESS = {"few_contacts", "sells_card", "holds_hub"}  # a count, or what earlier stages found: their rows are there


def spoken(name: str, scene: Scene) -> pl.DataFrame:
    """Evidence of an indicator on its example's entity, in the direction that it is for."""
    indicator = INDICATORS[name]
    found = indicator.fire(scene).filter(pl.col("entity") == EXAMPLES[name].entity)
    return found.filter(pl.col("llr") < 0 if indicator.counter else pl.col("llr") > 0)


def test_there_is_a_pair_of_examples_and_a_reasoned_weight_for_every_indicator() -> None:
    assert set(EXAMPLES) == set(INDICATORS) == set(weights())
    assert all(weight.why.strip().endswith(".") for weight in weights().values())


def test_there_are_enough_indicators_families_and_counter_indicators() -> None:
    for_, against = ([i for i in INDICATORS.values() if i.counter is counter] for counter in (False, True))
    assert len(for_) >= 8
    assert len({each.family for each in for_}) >= 4
    assert {"payroll", "rent", "one_off_collection", "pays_back"} <= {each.name for each in against}


@pytest.mark.parametrize("name", NAMES)
def test_it_fires_on_its_example(name: str) -> None:
    found = spoken(name, EXAMPLES[name].fires())
    assert found.height == 1
    assert dict(found.schema) == EVIDENCE


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_quiet_where_it_must(name: str) -> None:
    assert spoken(name, EXAMPLES[name].quiet()).is_empty()


@pytest.mark.parametrize("name", NAMES)
def test_its_figures_are_those_of_the_weights_file(name: str) -> None:
    bound = max(abs(figure) for step, figure in weights()[name].llr.items() if step != "scale")
    highest = INDICATORS[name].fire(EXAMPLES[name].fires())["llr"].abs().max()
    assert highest <= max(bound, sum(abs(figure) for figure in weights()[name].llr.values()))


@pytest.mark.parametrize("name", sorted(set(NAMES) - ROWLESS))
def test_it_names_rows_of_the_data(name: str) -> None:
    found = spoken(name, EXAMPLES[name].fires()).row(0, named=True)
    assert found["rows_total"] >= len(found["rows"]) > 0
    assert all(row.startswith("w:") for row in found["rows"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_found_in_words(name: str, language: str) -> None:
    found = spoken(name, EXAMPLES[name].fires()).row(0, named=True)
    text = Phrases.load().text(found["key"], language, **json.loads(found["parameters"]))
    assert text
    assert "{" not in text


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_depend_on_the_order_of_rows(name: str) -> None:
    scene = EXAMPLES[name].fires()
    mixed = Tables(**{table: rows.sample(fraction=1.0, shuffle=True, seed=3) for table, rows in scene.tables.items()})
    again = replace(scene, tables=mixed, facts=facts(mixed))
    order = ["network", "entity", "key"]
    assert INDICATORS[name].fire(again).sort(order).equals(INDICATORS[name].fire(scene).sort(order))


@pytest.mark.parametrize("name", NAMES)
def test_it_changes_nothing(name: str) -> None:
    scene = EXAMPLES[name].fires()
    before = {table: rows.clone() for table, rows in scene.tables.items()}
    INDICATORS[name].fire(scene)
    assert all(rows.equals(before[table]) for table, rows in scene.tables.items())


@pytest.mark.parametrize("name", NAMES)
def test_who_somebody_is_born_as_never_reaches_it(name: str) -> None:
    """Names and IINs (sex and birth date are in them) can be anything: the evidence is the same."""
    scene = EXAMPLES[name].fires()
    anybody, nobody = pl.lit("Ыбырай").alias("name"), pl.lit("000000000000").alias("iin")
    of_people = pl.when(pl.col("holder_kind") == "person").then(anybody).otherwise("name").alias("name")
    known = scene.tables
    other = replace(
        known, persons=known.persons.with_columns(anybody, nobody), holders=known.holders.with_columns(of_people),
        subscribers=known.subscribers.with_columns(of_people),
    )
    again = replace(scene, tables=other, facts=facts(other))
    assert INDICATORS[name].fire(again).equals(INDICATORS[name].fire(scene))


def test_an_empty_world_has_no_evidence() -> None:
    empty = Scene.of(Tables.build({name: pl.DataFrame(schema=dict(schema)) for name, schema in SCHEMAS.items()}))
    assert all(indicator.fire(empty).is_empty() for indicator in INDICATORS.values())
