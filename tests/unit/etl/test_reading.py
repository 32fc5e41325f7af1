"""Cells become values in the ways a template can name; what is doubtful is not read."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock, money
from core.records import Field
from etl.checks.canonical import Canonical
from etl.checks.reading import read_field
from etl.templates import Mapped

TITLES = {"ru": "х", "kk": "х", "en": "x"}


def read(texts, of, many=False, zone=clock.LOCAL, **mapped):
    cells = pl.DataFrame({"c0": texts}, schema={"c0": pl.String})
    field = Field(type=of, many=many, titles=TITLES)
    value, wrong = read_field(cells, {"x": "c0"}, Mapped(column="x", **mapped), field, zone, Canonical())
    return list(zip(value.to_list(), wrong.to_list(), strict=True))


AMOUNTS = st.integers(-10**10, 10**10)


@given(AMOUNTS, st.sampled_from(["", " ", "\u00a0", "\u202f"]), st.sampled_from([".", ","]))
@settings(deadline=None)
def test_amounts_with_any_grouping_are_read_as_they_were_written(tiyn, gap, sign):
    whole, cents = divmod(abs(tiyn), 100)
    text = f"{'-' if tiyn < 0 else ''}{whole:,}".replace(",", gap) + f"{sign}{cents:02}"
    assert read([text], "money", decimal=sign) == [(tiyn, False)]
    assert money.tiyn(text, sign) == tiyn


@pytest.mark.parametrize("text", ["12.500", "1.234,56", "1.234.567", "н/д", "12,5,0", "0x10", "1e5", "12 тенге", "∞"])
def test_an_amount_that_could_be_two_is_none(text):
    assert read([text], "money", decimal=",") == [(None, True)]


def test_a_number_cell_of_a_workbook_is_read_beside_texts_with_commas():
    assert read(["85000", "3347.03", "12 500,00"], "money", decimal=",") == [
        (8500000, False), (334703, False), (1250000, False),
    ]  # fmt: skip


def test_times_are_tried_in_each_form_and_placed_in_their_zone():
    forms = ("%d.%m.%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ")
    local = read(["03.10.2025 05:00:00"], "time", formats=forms)
    utc = read(["2025-10-03T00:00:00Z"], "time", zone="UTC", formats=forms)
    assert local == utc == [(1759449600000, False)]


NEVER = ["31.02.2025 10:00:00", "1.1.25 10:00:00", "дата?", "03.10.2025", "03.10.1825 10:00:00"]


@pytest.mark.parametrize("text", NEVER)
def test_a_time_that_never_was_is_none(text):
    assert read([text], "time", formats=("%d.%m.%Y %H:%M:%S",)) == [(None, True)]


def test_a_day_has_a_first_and_a_last_millisecond():
    (start, _), (end, _) = read(["2025-10-03"], "day_start")[0], read(["2025-10-03"], "day_end")[0]
    assert end - start == clock.DAY_MS - 1
    assert clock.from_ms(start).isoformat() == "2025-10-03T00:00:00+05:00"


def test_a_clock_of_hours_minutes_and_seconds():
    assert read(["01:01:01", "27:61:99", "90:00:00", "1:2"], "integer", clock=True) == [
        (3661, False), (None, True), (324000, False), (None, True),
    ]  # fmt: skip


def test_numbers_are_plain_numbers():
    assert read(["43.25", "-1", "nan", "inf", "1e3", "", " "], "number") == [
        (43.25, False), (-1.0, False), (None, True), (None, True), (None, True), (None, False), (None, False),
    ]  # fmt: skip


def test_lists_are_sets_in_order_and_one_bad_value_is_told():
    assert read(["8 701 001 23 45 | +77010012345|109", "", "|", "109 | ???"], "phone", many=True, separator="|") == [
        (["+77010012345", "109"], False), (None, False), (None, False), (["109"], True),
    ]  # fmt: skip


def test_words_are_read_in_any_case():
    assert read(["Voice", "VOICE ", "fax"], "word", words={"voice": "voice"}) == [
        ("voice", False), ("voice", False), (None, True),
    ]  # fmt: skip


def test_blanks_of_all_kinds_are_one_blank():
    assert read(["\u00a0 Әсел\u00a0\u00a0 Қ.\x1f\ufeff"], "name") == [("Әсел Қ.", False)]
