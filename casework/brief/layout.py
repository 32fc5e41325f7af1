"""Where each mark of the network picture stands: force-free distances, then boxes pushed apart until none overlap."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import ceil, cos, sin, sqrt, tau
from typing import TypeVar

import networkx as nx

K = TypeVar("K", bound=Hashable)
Places = dict[K, tuple[float, float]]

ROUNDS = 200
GAP = 4.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The area to draw on, in the picture's units."""

    width: float
    height: float


def place(graph: "nx.Graph[K]", boxes: Mapping[K, tuple[float, float]], sheet: Sheet) -> Places[K]:
    """Centre of each node's box (width, height), connected parts side by side, loose nodes in rows below.

    Deterministic: Kamada-Kawai (1989) from a circle in the graph's own order, no random start.
    """
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), str(min(map(str, part)))))
    loose = [node for node in graph if graph.degree(node) == 0]
    joined = [part for part in parts if len(part) > 1]
    depth = rows_height(loose, boxes, sheet.width)
    upper = Sheet(sheet.width, max(sheet.height - depth, sheet.height * 0.3))
    places = side_by_side(graph, joined, upper)
    places = push_apart(places, boxes, upper)
    return places | in_rows(loose, boxes, sheet, sheet.height - depth)


def side_by_side(graph: "nx.Graph[K]", parts: list[set[K]], sheet: Sheet) -> Places[K]:
    """Each connected part in its own strip of the sheet, as wide and as high as the root of its size asks for."""
    whole = sum(sqrt(len(part)) for part in parts) or 1.0
    places: Places[K] = {}
    left = 0.0
    for part in parts:
        width = sheet.width * sqrt(len(part)) / whole
        high = sheet.height * min(1.0, 1.2 * sqrt(len(part) / len(parts[0])))
        found = fit(graph.subgraph(part), [node for node in graph if node in part], Sheet(width, high))
        places |= {node: (left + x, y + (sheet.height - high) / 2) for node, (x, y) in found.items()}
        left += width
    return places


def fit(part: "nx.Graph[K]", order: list[K], sheet: Sheet) -> Places[K]:
    """Kamada-Kawai positions of one connected part, stretched to its strip."""
    start = {node: (cos(tau * i / len(order)), sin(tau * i / len(order))) for i, node in enumerate(order)}
    found = nx.kamada_kawai_layout(part, pos=start, weight=None)
    xs, ys = [float(x) for x, _ in found.values()], [float(y) for _, y in found.values()]
    return {
        node: (
            sheet.width * (0.1 + 0.8 * share(float(found[node][0]), xs)),
            sheet.height * (0.08 + 0.84 * share(float(found[node][1]), ys)),
        )
        for node in order
    }


def share(value: float, among: list[float]) -> float:
    """Where `value` lies between the least (0) and the greatest (1)."""
    low, high = min(among), max(among)
    return 0.5 if high - low < 1e-9 else (value - low) / (high - low)


def push_apart(places: Places[K], boxes: Mapping[K, tuple[float, float]], sheet: Sheet) -> Places[K]:
    """Move overlapping boxes apart along the axis that needs less, and keep all on the sheet."""
    names = list(places)
    moved = {name: list(places[name]) for name in names}
    for _ in range(ROUNDS):
        parted = [part_pair(moved, boxes, a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        if not any(parted):
            break
        for name in names:
            hold(moved[name], boxes[name], sheet)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in moved.items()}


def part_pair(moved: dict[K, list[float]], boxes: Mapping[K, tuple[float, float]], a: K, b: K) -> bool:
    """Part two boxes where they overlap; say whether they did."""
    across = [(boxes[a][axis] + boxes[b][axis]) / 2 + GAP - abs(moved[a][axis] - moved[b][axis]) for axis in (0, 1)]
    if min(across) <= 0.01:
        return False
    axis = 0 if across[0] < across[1] else 1
    step = across[axis] / 2 * (1 if moved[a][axis] >= moved[b][axis] else -1)
    moved[a][axis] += step
    moved[b][axis] -= step
    return True


def hold(at: list[float], box: tuple[float, float], sheet: Sheet) -> None:
    """Keep one box on the sheet."""
    at[0] = min(max(at[0], box[0] / 2), sheet.width - box[0] / 2)
    at[1] = min(max(at[1], box[1] / 2), sheet.height - box[1] / 2)


def rows_height(loose: list[K], boxes: Mapping[K, tuple[float, float]], width: float) -> float:
    """How much of the sheet's foot the loose nodes take."""
    if not loose:
        return 0.0
    wide, high = (max(boxes[node][axis] for node in loose) + GAP for axis in (0, 1))
    return ceil(len(loose) / max(1, int(width // wide))) * high


def in_rows(loose: list[K], boxes: Mapping[K, tuple[float, float]], sheet: Sheet, top: float) -> Places[K]:
    """Loose nodes in rows from `top`, left to right."""
    if not loose:
        return {}
    wide, high = (max(boxes[node][axis] for node in loose) + GAP for axis in (0, 1))
    fitting = max(1, int(sheet.width // wide))
    return {
        node: (round((i % fitting + 0.5) * wide, 1), round(top + (i // fitting + 0.5) * high, 1))
        for i, node in enumerate(loose)
    }
