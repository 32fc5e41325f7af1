"""Two parties share a token of a thing exactly if their spans of it meet: compared with plain arithmetic."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from etl.resolve.tenancy import tokens

TIMES = st.none() | st.integers(0, 12)
SPANS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"), TIMES, TIMES), max_size=10)
SCHEMA = {"id": pl.String, "thing": pl.String, "from_ms": pl.Int64, "to_ms": pl.Int64}


@given(SPANS)
def test_tokens_are_shared_where_spans_meet(spans: list[tuple[str, str, int | None, int | None]]) -> None:
    spans = [s for s in spans if s[2] is None or s[3] is None or s[2] <= s[3]]
    held = tokens(pl.DataFrame(spans, schema=SCHEMA, orient="row"), most=50)
    of = {name: set(held.filter(pl.col("id") == name)["token"]) for name in "abcd"}
    for one in "abcd":
        for other in "abcd":
            if one < other:
                assert bool(of[one] & of[other]) == any(
                    _meet(s, t) for s in spans for t in spans if (s[0], t[0]) == (one, other)
                )


def _meet(one: tuple[str, str, int | None, int | None], other: tuple[str, str, int | None, int | None]) -> bool:
    low, high = float("-inf"), float("inf")
    begins = max(low if s[2] is None else s[2] for s in (one, other))
    ends = min(high if s[3] is None else s[3] for s in (one, other))
    return one[1] == other[1] and begins <= ends


def test_what_too_many_have_says_nothing() -> None:
    everybody = pl.DataFrame([(str(n), "x", None, None) for n in range(6)], schema=SCHEMA, orient="row")
    assert tokens(everybody, most=5).is_empty()
    assert tokens(everybody, most=6).height == 6
