"""Every method of the registry keeps one contract."""

import numpy as np
import pytest

from core.errors import IzderError
from graph.communities import find, methods


@pytest.mark.parametrize("name", methods())
class TestEachMethod:
    def test_puts_every_node_into_exactly_one_community(self, draw, name):
        graph, _ = draw.planted(1)
        members = [member for community in find(graph, name, 3) for member in community.members]
        assert sorted(members) == graph.ids.to_list()

    def test_is_repeatable_by_its_seed(self, draw, name):
        graph = draw.uniform(2)
        assert find(graph, name, 5) == find(graph, name, 5)

    def test_finds_groups_that_cannot_be_missed(self, draw, agreement, name):
        graph, planted = draw.planted(3, groups=8, size=15, inside=0.8, noise=20)
        label = dict.fromkeys(graph.ids.to_list(), -1)
        for number, community in enumerate(find(graph, name, 0)):
            label.update(dict.fromkeys(community.members, number))
        assert agreement(list(label.values()), planted) > 0.9

    def test_says_what_holds_each_community(self, draw, name):
        graph = draw.uniform(4, weighted=True)
        for community in find(graph, name, 1):
            codes = graph.codes(community.members)
            assert community.members == tuple(sorted(community.members))
            assert community.inside == pytest.approx(graph.subgraph(codes).weights.sum() / 2)
            assert community.boundary == pytest.approx(graph.rows(codes)[2].sum() - 2 * community.inside)
            assert community.method == name


def test_the_registry_offers_leiden_where_igraph_is_installed():
    assert {"cpm", "louvain", "labelprop", "leiden"} == set(methods())


def test_an_unknown_method_is_refused_by_name(draw):
    with pytest.raises(IzderError, match="No method «infomap»; there are cpm"):
        find(draw.uniform(0), "infomap")


def test_density_and_conductance_are_shares(draw):
    graph, planted = draw.planted(0, inside=1.0, noise=0)
    community = find(graph, "cpm", 0, {"resolution": 0.5})[0]
    assert (community.density, community.conductance) == (1.0, 0.0)
    assert len(community.members) == np.bincount(planted)[0]
