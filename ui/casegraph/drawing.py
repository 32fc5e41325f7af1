"""From a board to what the canvas draws: the model of a pyvis network, in the reader's language."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from pyvis.network import Network as Drawing

from core import clock, money
from core.answers import Edge, Node
from core.ontology import EdgeKind, Ontology
from core.phrases import Phrases
from ui.casegraph import palette
from ui.casegraph.board import Board

Model = dict[str, Any]
LONGEST_LABEL = 24
EPOCH = date(1970, 1, 1).toordinal()


def drawing(board: Board, ontology: Ontology, phrases: Phrases, language: str) -> tuple[list[Model], list[Model]]:
    """Nodes and edges for vis-network, in the order of their ids.

    The model is pyvis's, directed, because its undirected network silently drops parallel edges; pyvis's own page
    is not used (it loads from elsewhere and does not escape).
    """
    model = Drawing(directed=True)
    for name in sorted(board.nodes):
        x, y = board.places[name]
        model.add_node(name, **looks(board.nodes[name], ontology, phrases, language), x=round(x, 1), y=round(y, 1))
    bends = bent(board.edges)
    for edge in sorted(board.edges.values(), key=lambda edge: edge.id):
        model.add_edge(edge.source, edge.target, id=edge.id, **line(edge, ontology, language), bow=bends[edge.id])
    return model.nodes, model.edges


def looks(node: Node, ontology: Ontology, phrases: Phrases, language: str) -> Model:
    """Shape says the kind, colour the role, size the evidence, a ring the core."""
    kind = ontology.nodes.get(node.kind)
    role = phrases.text(f"words.role.{node.role}", language) if node.role else ""
    label = short(node.label) + (f"\n{role}" if node.core and node.role != "unknown" else "")
    title = "\n".join(filter(None, [kind.titles.text(language) if kind else node.kind, node.label, role]))
    return {
        "label": label, "title": title, "shape": kind.shape if kind else "dot", "core": node.core,
        "size": round(7 + 15 * node.evidence, 1), "color": palette.tint(node.role), "threshold": threshold(node),
        "ring": palette.CORE_RING if node.core else palette.ring(node.role),
    }  # fmt: skip


def threshold(node: Node) -> int:
    """How large (in pixels on the screen, plus one) a label must be to be drawn: the core's soon, others' when near."""
    return 5 if node.core else 10 if node.kind in ("Person", "Organisation", "Arrest") else 13


def short(label: str) -> str:
    """A label that leaves room for others; the tooltip has it in full."""
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"


def line(edge: Edge, ontology: Ontology, language: str) -> Model:
    """A line in its layer's stroke, with days for the time brush and a tooltip that says what it bundles."""
    kind = ontology.edges.get(edge.kind)
    stroke = palette.LAYERS[kind.layer if kind else "identity"]
    return {
        "layer": kind.layer if kind else "identity", "color": stroke.tint, "dashes": list(stroke.dashes),
        "width": round(min(1 + edge.count**0.5 / 4, 4.5), 2), "pointed": bool(kind and kind.directed),
        "title": caption(edge, kind, language), "first": day(edge.first_ms), "last": day(edge.last_ms),
        "days": [EPOCH + day for day in edge.days],
    }  # fmt: skip


def caption(edge: Edge, kind: EdgeKind | None, language: str) -> str:
    """«Перевод × 12», days, sum."""
    name = kind.titles.text(language) if kind else edge.kind
    days = sorted({written(ms) for ms in (edge.first_ms, edge.last_ms) if ms is not None}, key=lambda text: text[::-1])
    amount = money.shown(edge.amount_tiyn) if edge.amount_tiyn else ""
    return "\n".join(filter(None, [f"{name} × {edge.count}", " – ".join(days), amount]))


def written(ms: int) -> str:
    """A local day as people write it."""
    return clock.local_day(ms).strftime("%d.%m.%Y")


def day(ms: int | None) -> int | None:
    """Number of the local day since year 1."""
    return None if ms is None else clock.local_day(ms).toordinal()


def bent(edges: Mapping[str, Edge]) -> dict[str, float]:
    """How far each line bows: not at all, but several between the same two nodes part, so that each can be seen."""
    between = Counter(frozenset((edge.source, edge.target)) for edge in edges.values())
    turn: Counter[frozenset[str]] = Counter()
    found: dict[str, float] = {}
    for name in sorted(edges):
        pair = frozenset((edges[name].source, edges[name].target))
        turn[pair] += 1
        bow = round(0.12 * (turn[pair] - 0.5 * (between[pair] + 1)), 3)
        found[name] = bow if edges[name].source == min(pair) else -bow
    return found
