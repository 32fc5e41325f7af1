"""Every template reads its sample, and every reason code has its words."""

from pathlib import Path

import polars as pl
import pytest

from core.phrases import Phrases
from etl.blocks import Layout, blocks
from etl.checks import rules
from etl.checks.canonical import Canonical
from etl.checks.judging import judge
from etl.checks.reading import cell_columns
from etl.recognise import recognise
from etl.templates import catalogue

FEEDS = Path(__file__).parents[2] / "examples" / "feeds"
SAMPLES = {path.stem: path for path in FEEDS.iterdir() if path.suffix in (".csv", ".xlsx")}


def test_each_template_has_a_sample_and_each_sample_a_template():
    assert set(catalogue()) == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_template_knows_its_sample_among_all_and_reads_it(name):
    template = catalogue()[name]
    found = recognise(SAMPLES[name], catalogue().values())
    assert found.template == template
    rows = pl.concat(blocks(SAMPLES[name], Layout.of(found)))
    judged = judge(rows.filter(rows["shape"].is_null()), cell_columns(found.header), template, Canonical())
    good = judged.filter(judged["defect"].is_null())
    assert good.height > 0.95 * rows.height
    assert all(good[field].null_count() < good.height for field in template.fields), "a mapped field is never filled"


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_column_of_a_sample_is_mapped_or_ignored_on_purpose(name):
    header = recognise(SAMPLES[name], [catalogue()[name]]).header
    assert set(header) == {*catalogue()[name].columns, *catalogue()[name].ignored}


def test_every_reason_code_has_words_in_three_languages_and_no_words_lack_a_code():
    keys = {key.removeprefix("quarantine.") for key in Phrases.load().keys("quarantine")}
    assert keys == rules.load().codes()
    assert all(Phrases.load().has(f"quarantine.{code}") for code in keys)
