"""The pool over resolutions: sizes held, nothing twice, groups of several scales found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.communities import Community, Graph, deduplicate, pool

SETS = st.lists(st.frozensets(st.sampled_from("abcdefghij"), min_size=1), max_size=12)


def jaccard(a, b):
    return len(set(a) & set(b)) / len(set(a) | set(b))


def test_holds_only_the_wanted_sizes(draw):
    graph, _ = draw.planted(1)
    assert {len(community.members) for community in pool(graph, sizes=(5, 14))} <= set(range(5, 15))


def test_finds_groups_of_very_different_density(draw):
    tight, _ = draw.planted(2, groups=4, size=6, inside=0.95, noise=0)
    loose, _ = draw.planted(3, groups=4, size=60, inside=0.12, noise=0)
    ids = draw.ids(tight.size + loose.size)
    owner = np.r_[np.repeat(np.arange(tight.size), np.diff(tight.starts)),
                  tight.size + np.repeat(np.arange(loose.size), np.diff(loose.starts))]
    both = Graph.from_codes(ids, owner, np.r_[tight.targets, tight.size + loose.targets])
    sizes = sorted(len(community.members) for community in pool(both))
    assert sizes.count(6) >= 4
    assert sum(50 <= size <= 70 for size in sizes) >= 4


def test_is_repeatable(draw):
    graph = draw.uniform(6, nodes=500, edges=3000)
    assert pool(graph, seed=4) == pool(graph, seed=4)


@given(SETS)
def test_of_two_alike_the_first_stays_and_each_dropped_one_is_like_a_kept_one(groups):
    found = [Community(tuple(sorted(group)), "cpm", 0.1, 1.0, 0.0) for group in groups]
    kept = [community.members for community in deduplicate(found, 0.5)]
    assert all(jaccard(a, b) < 0.5 for i, a in enumerate(kept) for b in kept[:i])
    assert all(any(jaccard(c.members, other) >= 0.5 for other in kept) for c in found)
