"""What came paired with what went soon after, beside each compared with each."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from graph.analyses.pairs import soon

TIMES = st.lists(st.integers(0, 40), max_size=12)


@given(TIMES, TIMES, st.integers(0, 15), st.booleans())
def test_pairs_are_those_of_each_with_each(came: list[int], went: list[int], after: int, at_once: bool) -> None:
    ins = pl.DataFrame({"time": came, "n": range(len(came))}, schema={"time": pl.Int64, "n": pl.Int64})
    outs = pl.DataFrame({"time": went, "n": range(len(went))}, schema={"time": pl.Int64, "n": pl.Int64})
    found, cut = soon.pairs(ins, outs, after, at_once=at_once)
    least = 0 if at_once else 1
    expected = {(n, m) for n, x in enumerate(came) for m, y in enumerate(went) if least <= y - x <= after}
    assert not cut and len(found) == len(expected)
    assert set(found.select("n", "n_out").iter_rows()) == expected


def test_what_would_be_too_many_pairs_is_cut_and_said(monkeypatch) -> None:
    monkeypatch.setattr(soon, "MOST_PAIRS", 25)
    moments = pl.DataFrame({"time": range(10)})
    found, cut = soon.pairs(moments, moments, 100, at_once=True)
    assert cut and len(found) <= 25
