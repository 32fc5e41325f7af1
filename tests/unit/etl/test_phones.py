"""The set-wise way of reading numbers gives what core's reader gives, number by number."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from core.identifiers import phone
from etl.checks.canonical import Canonical
from etl.checks.phones import home_numbers

CODES = st.one_of(st.integers(0, 999), st.sampled_from([700, 701, 705, 707, 727, 747, 771, 776, 717, 708, 800, 751]))
FORMS = ("+7{}{}{}{}", "7{}{}{}{}", "8{}{}{}{}", "8 {} {} {} {}", "8({}){}-{}-{}", "+7 ({}) {}-{}-{}", "7-{}-{}-{}-{}",
         "8({} {}{}{}", "{}{}{}{}", "+{}{}{}{}", "8 {}  {} {} {}")  # fmt: skip
NUMBERS = st.builds(
    lambda form, code, rest: form.format(f"{code:03}", rest[:3], rest[3:5], rest[5:]),
    st.sampled_from(FORMS), CODES, st.integers(0, 10**7 - 1).map("{:07}".format),
)  # fmt: skip
ANYTHING = st.text(st.sampled_from("0123456789+-() aZ.\u00a0"), max_size=16)


@given(st.lists(st.one_of(NUMBERS, ANYTHING), min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_a_column_of_numbers_reads_as_each_number_alone(texts):
    read = Canonical().column(pl.Series(texts, dtype=pl.String), "phone").to_list()
    assert read == [phone(" ".join(text.split())) if text.strip() else None for text in texts]


def test_the_usual_forms_need_no_reader_of_single_numbers():
    usual = ["+77010012345", "77010012345", "87010012345", "8 701 001 23 45", "8(701)001-23-45"]
    read = pl.DataFrame({"t": usual}).select(home_numbers(pl.col("t"))).to_series()
    assert read.to_list() == ["+77010012345"] * 5
