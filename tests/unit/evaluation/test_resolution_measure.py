"""Pairs counted group by group are the pairs counted one by one."""

from itertools import combinations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from evaluation.resolution.households import make
from evaluation.resolution.measure import groups, measure

MENTIONS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


@given(MENTIONS)
def test_scores_are_those_of_all_pairs(mentions: list[tuple[int, int]]) -> None:
    ids = [str(n) for n in range(len(mentions))]
    truth = pl.DataFrame({"id": ids, "person": [person for person, _ in mentions]})
    found = pl.DataFrame({"id": ids, "group": [group for _, group in mentions]})
    score = measure(truth, found)
    both = list(combinations(mentions, 2))
    assert score.true == sum(one[0] == other[0] for one, other in both)
    assert score.found == sum(one[1] == other[1] for one, other in both)
    assert score.right == sum(one == other for one, other in both)
    strangers = [any(g == group and p != person for p, g in mentions) for person, group in mentions]
    assert score.overmerged == sum(strangers)


def test_groups_are_what_pairs_connect() -> None:
    found = dict(groups(pl.Series(["a", "b", "c", "d"]), [("a", "b"), ("b", "c")]).rows())
    assert found["a"] == found["b"] == found["c"] != found["d"]


def test_households_are_the_same_for_one_seed_and_hold_relatives() -> None:
    one, again = make(300, 3), make(300, 3)
    assert one.names.equals(again.names)
    assert one.facts.sort("id", "kind", "thing").equals(again.facts.sort("id", "kind", "thing"))
    shared = (
        one.facts.filter(pl.col("kind") == "address")
        .join(one.truth, on="id")
        .group_by("thing")
        .agg(pl.col("person").n_unique())
    )
    assert shared["person"].max() > 1  # type: ignore[operator]  # a number
