"""The smallest network that joins some entities: who and what lies between them."""

from collections.abc import Mapping
from typing import Any

import networkx as nx
from networkx.algorithms.approximation import steiner_tree

from graph.analyses.connections.ties import Around, one_of_each
from graph.analyses.found import Found, Said
from graph.analyses.reading import Reads

HOPS = 3  # from each entity


def joining_network(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Ties of a tree that joins all of `entities`, or as many of them as can be joined.

    Its cost is at most 2 (1 - 1/n) times the least possible within what was read (Kou, Markowsky and Berman 1981;
    Mehlhorn 1988), n being the number of entities.
    """
    around, entities = Around(reads, given), one_of_each(reads, given["entities"])
    front = set(entities)
    for _ in range(HOPS):
        front = around.grow(front)
        if _joined(around.graph, entities) or around.full:
            break
    tree, left = smallest(around.graph, entities)
    around.tell(tree)
    held = [around.graph.edges[pair].get("ties", ()) for pair in tree]  # none: gone since they were counted
    rows = [_row(ties[0]) for ties in held if ties]
    said = _said(len(entities) - len(left), left, around)
    return Found(sorted(rows, key=lambda row: (row["from"], row["to"])), (*said, *reads.said()))


def smallest(graph: "nx.Graph[str]", entities: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Pairs of a tree that joins the entities, and those that cannot be joined with most of the others."""
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part & set(entities)), min(part)))
    inside = [each for each in entities if parts and each in parts[0]]
    left = [each for each in entities if each not in inside]
    if len(inside) < 2:
        return [], left
    tree = steiner_tree(graph.subgraph(parts[0]), inside, weight="cost", method="mehlhorn")
    return sorted((min(pair), max(pair)) for pair in tree.edges()), left


def _joined(graph: "nx.Graph[str]", entities: list[str]) -> bool:
    return all(each in graph for each in entities) and set(entities) <= nx.node_connected_component(graph, entities[0])


def _row(tie: Any) -> dict[str, Any]:  # noqa: ANN401 (a tie out of a graph's untyped attributes)
    return {
        "from": tie.src, "kind": tie.kind, "to": tie.dst, "count": tie.count, "first": tie.first_ms,
        "last": tie.last_ms, "sources": list(tie.sources),
    }  # fmt: skip


def _said(joined: int, left: list[str], around: Around) -> list[Said]:
    said: list[Said] = [("analyses.bound", {"factor": 2 * (1 - 1 / joined)})] if joined > 1 else []
    said += [("analyses.not_joined", {"left": ", ".join(left)})] if left else []
    return said + around.said()
