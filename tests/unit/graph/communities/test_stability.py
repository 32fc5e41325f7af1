"""Stability: high for what is there, low for what is not, and only as many runs as were asked for."""

import numpy as np
import pytest

from graph.communities import stability
from graph.communities.stability import recovered, surroundings


def group(graph, planted, number):
    return graph.names(np.flatnonzero(planted == number))


def test_a_planted_group_is_stable(draw):
    graph, planted = draw.planted(1, inside=0.7, noise=200)
    assert min(stability(graph, group(graph, planted, 3), runs=20).values()) >= 0.9


def test_people_picked_at_random_are_not(draw):
    graph, planted = draw.planted(2)
    strangers = [group(graph, planted, number)[0] for number in range(12)]
    assert max(stability(graph, strangers, runs=20).values()) == 0.0


def test_an_outsider_among_a_group_is_told_apart(draw):
    graph, planted = draw.planted(3, inside=0.8, noise=100)
    outsider = group(graph, planted, 1)[0]
    found = stability(graph, [*group(graph, planted, 0), outsider], runs=20)
    assert found[outsider] == 0.0
    assert min(share for member, share in found.items() if member != outsider) > 0.9


def test_a_member_without_any_edge_has_none(draw):
    graph, planted = draw.planted(4, inside=0.8, noise=0)
    assert stability(graph, [*group(graph, planted, 0), "person:unknown"], runs=5)["person:unknown"] == 0.0


def test_is_repeatable_by_its_seed(draw):
    graph, planted = draw.planted(5, inside=0.3, noise=900)
    members = group(graph, planted, 0)
    assert stability(graph, members, runs=10, seed=2) == stability(graph, members, runs=10, seed=2)


@pytest.mark.parametrize("limit", [0, 3, 10**6])
def test_the_region_is_the_members_and_their_nearest_neighbours(draw, limit):
    graph, planted = draw.planted(6)
    codes = np.flatnonzero(planted == 0)
    around = surroundings(graph, codes, limit)
    neighbours = set(graph.rows(codes)[1].tolist()) - set(codes.tolist())
    assert set(codes.tolist()) <= set(around.tolist()) <= set(codes.tolist()) | neighbours
    assert len(around) == len(codes) + min(limit, len(neighbours))


def test_a_community_counts_from_jaccard_one_half():
    inside = np.array([True, True, True, False, False, False])
    half = np.array([0, 0, 1, 0, 1, 1])  # {0, 1, 3}: 2 of 4 in common
    assert recovered(half, inside, 3)[0].tolist() == [True, True, False, False, False, False]
    assert recovered(half, inside, 4)[0].any() == np.False_  # 2 of 5
