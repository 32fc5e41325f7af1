"""Repeats are found exactly as a Python set finds them, and a fingerprint is the same for ever."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.repeats import Seen, fingerprints

FIRST = [17280346270528514342, 9413272369427828315, 13232335956541629412]
SECOND = [2627757809, 2437243234, 3409728907]
ROWS = st.lists(st.text(st.sampled_from("ab;ё"), max_size=4), max_size=60)


@given(st.lists(ROWS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_repeats_are_those_of_a_set(blocks):
    seen, model = Seen(), set()
    for rows in blocks:
        expected = []
        for row in rows:
            expected.append(row in model)
            model.add(row)
        assert seen.admit(fingerprints(pl.Series(rows, dtype=pl.String))).tolist() == expected
    assert len(seen) == len(model)


def test_a_table_that_grows_forgets_nothing():
    rows = pl.Series([f"row {n}" for n in range(50_000)])
    seen = Seen()
    for start in range(0, 50_000, 7_000):
        assert not seen.admit(fingerprints(rows[start : start + 7_000])).any()
    assert seen.holds(fingerprints(rows)).all()
    assert not seen.holds(fingerprints(rows + "!")).any()


def test_a_slice_has_the_fingerprints_of_its_rows():
    rows = pl.Series([f"row {n}" for n in range(20)])
    assert (fingerprints(rows[5:9]).first == fingerprints(rows).first[5:9]).all()


def test_fingerprints_are_the_same_for_ever():
    """The ledgers of every home hold them: a change here would make old rows new."""
    prints = fingerprints(pl.Series(["", "a", "строка;1"]))
    assert prints.first.tolist() == FIRST
    assert prints.second.tolist() == SECOND


@given(st.integers(0, 30), ROWS)
def test_what_was_expected_does_not_show(expected, rows):
    column = pl.Series(rows, dtype=pl.String)
    assert Seen(expected).admit(fingerprints(column)).tolist() == Seen().admit(fingerprints(column)).tolist()
