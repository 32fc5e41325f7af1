"""Money is whole tiyn inside."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import money

SPACES = ["", " ", "\u00a0", "\u202f"]


@pytest.mark.parametrize(
    ("text", "decimal", "tiyn"),
    [
        ("1 234 567,89", ",", 123_456_789),
        ("5000.00", ".", 500_000),
        ("12\u00a0500,00", ",", 1_250_000),
        ("0,5", ",", 50),
        ("-7", ",", -700),
        (85000.0, ".", 8_500_000),
        (0.07, ",", 7),
        ("1,234", ",", None),
        ("1.234,50", ",", None),
        ("", ",", None),
        ("много", ",", None),
        ("1e5", ".", None),
        ("9" * 15, ".", None),
    ],
)
def test_an_amount_is_read_or_refused(text, decimal, tiyn):
    assert money.tiyn(text, decimal) == tiyn


@given(st.integers(-money.MOST, money.MOST), st.sampled_from(SPACES), st.sampled_from([",", "."]))
def test_every_written_amount_is_read_back(tiyn, space, decimal):
    whole, cents = divmod(abs(tiyn), 100)
    text = f"{'-' if tiyn < 0 else ''}{whole:,}".replace(",", space) + f"{decimal}{cents:02d}"
    assert money.tiyn(text, decimal) == tiyn


@given(st.lists(st.text("0123456789,.- +\u00a0x", max_size=12), max_size=20), st.sampled_from([",", "."]))
def test_a_column_is_read_like_its_cells(texts, decimal):
    column = pl.DataFrame({"t": texts}, schema={"t": pl.String}).select(money.tiyn_column(pl.col("t"), decimal))
    assert column.to_series().to_list() == [money.tiyn(text, decimal) for text in texts]


@given(st.integers(-money.MOST, money.MOST))
def test_what_is_shown_can_be_read(tiyn):
    assert money.tiyn(money.shown(tiyn, currency=False).replace("\u2212", "-"), ",") == tiyn


def test_amounts_are_shown_with_the_sign_of_the_tenge():
    assert money.shown(123_456_789) == "1\u00a0234\u00a0567,89\u00a0₸"
    assert money.shown(500_000) == "5\u00a0000\u00a0₸"
