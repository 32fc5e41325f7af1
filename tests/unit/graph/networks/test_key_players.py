"""The key set, against every set tried by networkx."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.networks.key_players import MOST, best_set, key_players, masks


def pairs_left(graph: nx.Graph, without: tuple[str, ...]) -> int:
    rest = graph.subgraph(set(graph) - set(without))
    return sum(len(piece) * (len(piece) - 1) // 2 for piece in nx.connected_components(rest))


def drawn(seed: int, members: int, ties: int) -> tuple[list[str], nx.Graph]:
    names = [f"n{number:02d}" for number in range(members)]
    graph = nx.Graph()
    graph.add_nodes_from(names)
    ends = np.random.default_rng(seed).integers(0, members, (ties, 2))
    graph.add_edges_from((names[a], names[b]) for a, b in ends if a != b)
    return names, graph


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("size", [1, 2, 3])
def test_no_set_of_that_size_leaves_fewer_pairs(seed: int, size: int) -> None:
    names, graph = drawn(seed, 14, 10 + 2 * seed)
    left = {chosen: pairs_left(graph, chosen) for chosen in combinations(names, size)}
    fewest = min(left.values())
    found = key_players(names, graph.edges, size)
    assert found
    assert (found.after, found.before, found.exact) == (fewest, pairs_left(graph, ()), True)
    assert found.members == next(chosen for chosen, pairs in left.items() if pairs == fewest)
    assert found.equals == sum(pairs == fewest for pairs in left.values())


def test_sixty_four_members_fill_the_word() -> None:
    names = [f"n{number:02d}" for number in range(MOST)]
    star = [("n63", name) for name in names[:-1]]
    found = key_players(names, star, 1)
    assert found
    assert (found.members, found.after, found.exact) == (("n63",), 0, True)
    places, left, _ = best_set(masks(names, star), 2)
    assert (places[1], left) == (63, 0)


def test_beyond_that_one_is_taken_after_the_other_and_it_is_said() -> None:
    names = [f"n{number:03d}" for number in range(90)]
    ties = [("n000", name) for name in names[2:50]] + [("n001", name) for name in names[50:]] + [("n000", "n001")]
    found = key_players(names, ties, 2)
    assert found
    assert (found.members, found.after, found.exact) == (("n000", "n001"), 0, False)


def test_where_nothing_is_tied_or_nobody_would_be_left_there_is_no_key_set() -> None:
    assert key_players(["a", "b"], [], 1) is None
    assert key_players(["a", "b"], [("a", "b")], 2) is None
