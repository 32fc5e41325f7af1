"""The graph type: any edge list becomes the same arrays, in any order of its lines."""

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import IzderError
from graph.communities import Graph, flatten

NAMES = st.sampled_from([f"phone:+7701000000{digit}" for digit in range(10)])
EDGES = st.lists(st.tuples(NAMES, NAMES, st.integers(1, 8).map(lambda n: n / 4)), max_size=40)


def frame(lines):
    return pl.DataFrame(lines, schema={"src": pl.String, "dst": pl.String, "weight": pl.Float64}, orient="row")


def oracle(lines):
    graph = nx.Graph()
    graph.add_nodes_from({end for a, b, _ in lines for end in (a, b)})
    for a, b, weight in lines:
        if a != b:
            graph.add_edge(a, b, weight=weight + graph.get_edge_data(a, b, {"weight": 0})["weight"])
    return graph


@given(EDGES)
def test_holds_the_same_neighbours_and_weights_as_networkx(lines):
    graph, expected = Graph.from_edges(frame(lines)), oracle(lines)
    assert graph.ids.to_list() == sorted(expected)
    for code, name in enumerate(graph.ids):
        row = slice(graph.starts[code], graph.starts[code + 1])
        neighbours = graph.names(graph.targets[row])
        assert dict(zip(neighbours, graph.weights[row].tolist(), strict=True)) == {
            other: data["weight"] for other, data in expected[name].items()
        }
        assert neighbours == sorted(neighbours)


@given(EDGES, st.randoms())
def test_does_not_depend_on_the_order_or_direction_of_lines(lines, random):
    other = [(b, a, weight) for a, b, weight in lines]
    random.shuffle(other)
    one, two = Graph.from_edges(frame(lines)), Graph.from_edges(frame(other))
    assert one.ids.to_list() == two.ids.to_list()
    assert all(np.array_equal(getattr(one, part), getattr(two, part)) for part in ("starts", "targets", "weights"))


@given(EDGES, st.sets(NAMES))
def test_a_subgraph_is_networkx_s_subgraph(lines, wanted):
    graph = Graph.from_edges(frame(lines))
    part, expected = graph.subgraph(graph.codes(wanted)), oracle(lines).subgraph(wanted)
    assert part.ids.to_list() == sorted(expected)
    assert part.edges == expected.number_of_edges()
    assert part.weights.sum() == pytest.approx(2 * expected.size("weight"))


def test_a_flattened_edge_weighs_the_layers_that_hold_it():
    calls = pl.DataFrame({"src": ["a", "a", "b"], "dst": ["b", "b", "a"]})
    money = pl.DataFrame({"src": ["b", "b"], "dst": ["a", "c"]})
    graph = flatten({"calls": calls, "money": money})
    assert graph.rows(graph.codes(["a"]))[2].tolist() == [2.0]
    assert graph.rows(graph.codes(["c"]))[2].tolist() == [1.0]


def test_no_layers_make_an_empty_graph():
    assert flatten({}).size == 0


@pytest.mark.parametrize(
    "line", [("a", None, 1.0), (None, "b", 1.0), ("a", "b", 0.0), ("a", "b", -1.0), ("a", "b", None)]
)
def test_refuses_an_edge_without_ends_or_weight(line):
    with pytest.raises(IzderError, match="needs two ends and a weight above 0"):
        Graph.from_edges(frame([line]))


def test_refuses_weights_that_are_not_finite():
    with pytest.raises(IzderError, match="1 a weight"):
        Graph.from_edges(frame([("a", "b", float("inf")), ("a", "c", 1.0)]))
