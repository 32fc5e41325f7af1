"""Measures of a network's members, against igraph and against small networks that can be counted by hand."""

import igraph
import numpy as np
import polars as pl
import pytest

from graph.measures import measures


def ties(*pairs):
    return pl.DataFrame(list(pairs), schema={"src": pl.String, "dst": pl.String}, orient="row")


def column(table, name):
    return dict(zip(table["id"], table[name], strict=True))


def test_the_middle_of_a_star_holds_it_together():
    star = measures(ties(("hub", "a"), ("hub", "b"), ("c", "hub")))
    assert column(star, "betweenness") == {"hub": 1.0, "a": 0.0, "b": 0.0, "c": 0.0}
    assert column(star, "degree")["hub"] == 3
    assert column(star, "constraint")["hub"] == pytest.approx(1 / 3)
    assert set(star["core"]) == {1}


def test_a_clique_with_a_tail_has_its_core_in_the_clique():
    clique = measures(ties(("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d"), ("d", "e")))
    assert column(clique, "core") == {"a": 3, "b": 3, "c": 3, "d": 3, "e": 1}


def test_rows_between_two_people_are_one_tie_of_their_sum():
    table = measures(ties(("a", "b"), ("b", "a"), ("a", "b"), ("a", "a")))
    assert (column(table, "degree"), column(table, "strength")) == ({"a": 1, "b": 1}, {"a": 3.0, "b": 3.0})


def test_a_member_without_ties_has_no_constraint_and_its_own_component():
    table = measures(ties(("a", "b")), ["c"])
    assert column(table, "constraint")["c"] is None
    assert column(table, "component") == {"a": 0, "b": 0, "c": 1}


def test_no_ties_at_all_is_an_empty_table():
    assert measures(ties(*[])).is_empty()


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_igraph(seed):
    ends = np.random.default_rng(seed).integers(0, 30, (2, 60))
    names = [f"n{node:02d}" for node in range(30)]
    pairs = {tuple(sorted(pair)) for pair in ends.T.tolist() if pair[0] != pair[1]}
    table = measures(ties(*[(names[a], names[b]) for a, b in pairs]), names)
    twin = igraph.Graph(30, sorted(pairs))
    assert np.allclose(table["betweenness"], np.array(twin.betweenness()) / (29 * 28 / 2))
    assert table["degree"].to_list() == twin.degree()
    assert table["core"].to_list() == twin.coreness()
    tied = table["degree"].to_numpy() > 0
    assert np.allclose(table["constraint"].to_numpy()[tied], np.array(twin.constraint())[tied])
