"""What came paired with what went soon after, beside each compared with each."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from graph.analyses.pairs import soon

TIMES = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 40)), max_size=12)


def moments(rows: list[tuple[str, int]]) -> pl.DataFrame:
    told = {"line": [line for line, _ in rows], "time": [at for _, at in rows], "n": range(len(rows))}
    return pl.DataFrame(told, schema={"line": pl.String, "time": pl.Int64, "n": pl.Int64})


@given(TIMES, TIMES, st.integers(0, 15), st.booleans())
def test_pairs_are_those_of_each_with_each(
    came: list[tuple[str, int]], went: list[tuple[str, int]], after: int, at_once: bool
) -> None:
    found, cut = soon.pairs(moments(came), moments(went), after, of="line", at_once=at_once)
    least = 0 if at_once else 1
    expected = {
        (n, m) for n, (x, a) in enumerate(came) for m, (y, b) in enumerate(went) if x == y and least <= b - a <= after
    }
    assert not cut and len(found) == len(expected)
    assert set(found.select("n", "n_out").iter_rows()) == expected


def test_what_would_be_too_many_pairs_is_cut_and_said(monkeypatch) -> None:
    monkeypatch.setattr(soon, "MOST_PAIRS", 25)
    ten = moments([("x", at) for at in range(10)])
    found, cut = soon.pairs(ten, ten, 1 << 60, of="line", at_once=True)
    assert cut and len(found) <= 25
