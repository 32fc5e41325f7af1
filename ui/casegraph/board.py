"""What is on the canvas: the picture as it was opened and what was added to it, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import networkx as nx

from core.answers import Edge, Node, Picture
from ui.casegraph.layout import Point, join, layout


@dataclass(frozen=True, slots=True)
class Board:
    """Nodes, edges and where the nodes stand. `steps` says of each expanded node how many neighbours of how many
    are shown. Never changed, only succeeded: `revision` tells the canvas that there is something new.
    """

    key: str
    nodes: Mapping[str, Node]
    edges: Mapping[str, Edge]
    places: Mapping[str, Point]
    shown: int
    total: int
    steps: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    revision: int = 1

    @staticmethod
    def start(key: str, picture: Picture) -> "Board":
        """The board of a picture, laid out."""
        nodes = {node.id: node for node in picture.nodes}
        edges = {edge.id: edge for edge in picture.edges if edge.source in nodes and edge.target in nodes}
        return Board(key, nodes, edges, layout(shape_of(nodes, edges), room(nodes)), picture.shown, picture.total)

    def grow(self, parent: str, picture: Picture) -> "Board":
        """The board with one node's neighbours added around it; what stands keeps its place and its role."""
        added = {node.id: node for node in picture.nodes if node.id not in self.nodes}
        nodes = {**self.nodes, **added}
        edges = {edge.id: edge for edge in picture.edges if edge.source in nodes and edge.target in nodes}
        places = {**self.places, **join(self.places, parent, tuple(added))}
        steps = {**self.steps, parent: (picture.shown, picture.total)}
        grown = {**edges, **self.edges}
        return replace(self, nodes=nodes, edges=grown, places=places, steps=steps, revision=self.revision + 1)


def room(nodes: Mapping[str, Node]) -> dict[str, float]:
    """Who needs more space than others: the core, whose labels are always read."""
    return {name: 1.9 for name, node in nodes.items() if node.core}


def shape_of(nodes: Mapping[str, Node], edges: Mapping[str, Edge]) -> "nx.Graph[str]":
    """The undirected graph that is laid out, its nodes in a fixed order."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((edge.source, edge.target) for edge in edges.values()))
    return graph
