"""The graph's components and those of the judgements are the same, wherever they are worked out."""

from itertools import combinations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from core.judgements import Judgement
from etl.resolve.one import join
from graph.same_as import canonical

NAMES = "abcdefgh"
PAIRS = st.lists(st.sampled_from(list(combinations(NAMES, 2))), unique=True, max_size=14)


@given(PAIRS, st.sets(st.sampled_from(NAMES)))
def test_canonical_names_of_edges_are_those_of_the_judgements_in_force(
    pairs: list[tuple[str, str]], checked: set[str]
) -> None:
    same = [Judgement(subject="party", left=one, right=other, verdict="same", author="model", made_ms=1, reason="x")
            for one, other in pairs]  # fmt: skip
    joined = join(same, checked)
    edges = pl.DataFrame(
        [each.pair for each in joined.merges], schema={"src": pl.String, "dst": pl.String}, orient="row"
    )
    assert canonical(edges, checked) == joined.canonical
