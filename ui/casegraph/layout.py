"""Where nodes stand. Computed here, once, so that the browser only draws and nothing that stands ever moves."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Point = tuple[float, float]
Points = NDArray[np.float64]  # one line a point
Floats = NDArray[np.float64]

GAP = 62.0  # pixels between two neighbours that do not touch
BACKBONE = 220  # so many nodes forces place in well under a second; the others gather around them
ROUNDS = 50
GOLDEN = math.pi * (3 - math.sqrt(5))


def layout(graph: "nx.Graph[str]", room: Mapping[str, float] | None = None, seed: int = 0) -> dict[str, Point]:
    """A place for every node, in pixels around (0, 0); the same graph and seed give the same places.

    `room` says how many times the usual space a node takes (those with a large label more); 1 where it says nothing.

    Each connected part is laid out by itself (Fruchterman-Reingold, by networkx, on its best connected nodes;
    the others gather around their neighbours), then nodes that touch are pushed apart, and the parts are packed
    with the largest in the middle. Under a second for 1,000 nodes.
    """
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    share = min(1.0, BACKBONE / max(1, graph.number_of_nodes()))
    wide = room or {}
    return pack([component(graph.subgraph(sorted(part)), math.ceil(share * len(part)), wide, seed) for part in parts])


def component(graph: "nx.Graph[str]", forced: int, room: Mapping[str, float], seed: int) -> dict[str, Point]:
    """Places of one connected part: `forced` of its nodes by forces, the others around them."""
    by_degree = sorted(graph, key=lambda node: (-graph.degree(node), node))
    places = spring(graph.subgraph(sorted(by_degree[:forced])), seed)
    for node in by_degree[forced:]:
        places[node] = around(middle(places[n] for n in graph[node] if n in places), len(places))
    names = list(places)
    radii = np.array([room.get(name, 1.0) for name in names]) * GAP * 0.4
    points = lying(apart(np.array([places[name] for name in names]), radii))
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, points, strict=True)}


def spring(graph: "nx.Graph[str]", seed: int) -> dict[str, Point]:
    """Force layout, scaled so that neighbours stand about GAP apart."""
    count = graph.number_of_nodes()
    size = GAP * 0.75 * math.sqrt(count)
    if count == 1:
        return dict.fromkeys(graph, (0.0, 0.0))
    found = nx.spring_layout(graph, seed=seed, iterations=ROUNDS, scale=size, method="force", weight=None)
    return {node: (float(x), float(y)) for node, (x, y) in found.items()}


def middle(points: Iterable[Point]) -> Point:
    """The centre of some points; the origin where there are none."""
    given = list(points)
    return (sum(x for x, _ in given) / len(given), sum(y for _, y in given) / len(given)) if given else (0.0, 0.0)


def around(centre: Point, turn: int, radius: float = GAP) -> Point:
    """A place near a centre; successive turns take successive directions that never repeat."""
    return (centre[0] + radius * math.cos(turn * GOLDEN), centre[1] + radius * math.sin(turn * GOLDEN))


def apart(points: Points, radii: Floats, rounds: int = 40) -> Points:
    """Push points whose circles overlap away from each other."""
    if len(points) < 2:
        return points
    rng = np.random.default_rng(0)
    points = points + rng.normal(0, 0.5, points.shape)  # two on one spot have no direction to part in
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(2 * radii.max(), output_type="ndarray")
        step = pushes(points, pairs, radii)
        if not step.any():
            break
        points = points + step
    return points


def lying(points: Points) -> Points:
    """Points turned so that they spread widest from left to right, as screens do (their first principal axis)."""
    if len(points) < 3:
        return points
    _, axes = np.linalg.eigh(np.cov((points - points.mean(axis=0)).T))
    long = axes[:, -1] * (1 if axes[0, -1] >= 0 else -1)
    turned: Points = points @ np.column_stack([long, [-long[1], long[0]]])
    return turned


def pushes(points: Points, pairs: NDArray[np.intp], radii: Floats) -> Points:
    """By how much each point gives way to those that stand too close."""
    way = points[pairs[:, 0]] - points[pairs[:, 1]]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
    overlap = np.maximum(radii[pairs[:, 0]] + radii[pairs[:, 1]] - length, 0)
    shove = way * (overlap / length * 0.35)[:, None]
    step = np.zeros_like(points)
    np.add.at(step, pairs[:, 0], shove)
    np.add.at(step, pairs[:, 1], -shove)
    return step


def pack(parts: list[dict[str, Point]]) -> dict[str, Point]:
    """Put parts beside each other: the largest first, the others in columns to its right, as high as it is."""
    placed = dict(parts[0]) if parts else {}
    _, top, right, bottom = box(placed) if placed else (0.0, 0.0, 0.0, 0.0)
    left, down, width = right + 1.5 * GAP, top, 0.0
    for part in parts[1:]:
        low_x, low_y, high_x, high_y = box(part)
        if down > top and down + high_y - low_y > bottom:
            left, down, width = left + width + GAP, top, 0.0
        placed.update({node: (x - low_x + left, y - low_y + down) for node, (x, y) in part.items()})
        down += high_y - low_y + GAP
        width = max(width, high_x - low_x)
    return placed


def box(part: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """Bounds of some places: left, top, right, bottom."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(xs), min(ys), max(xs), max(ys)


def join(placed: Mapping[str, Point], parent: str, added: Collection[str], gap: float = GAP) -> dict[str, Point]:
    """Places for nodes added around a parent; those that stand already do not move.

    Rings around the parent, skipping every spot that is nearer than three quarters of `gap` to a standing node.
    """
    centre = placed.get(parent, (0.0, 0.0))
    standing = np.array(list(placed.values()) or [centre])
    taken, found = standing, {}
    spots = rings(centre, gap)
    for node in added:
        spot = next(spot for spot in spots if free(spot, taken, gap * 0.75))
        found[node] = spot
        taken = np.vstack([taken, spot])
    return found


def free(spot: Point, taken: Points, gap: float) -> bool:
    """Whether a spot keeps its distance from all that stand."""
    return bool(np.min(np.hypot(taken[:, 0] - spot[0], taken[:, 1] - spot[1])) >= gap)


def rings(centre: Point, gap: float) -> Iterator[Point]:
    """Spots on wider and wider rings around a centre, without end."""
    ring = 0
    while True:
        ring += 1
        seats = max(6, int(2 * math.pi * ring))
        for seat in range(seats):
            angle = 2 * math.pi * (seat + 0.5 * (ring % 2)) / seats
            yield (centre[0] + ring * gap * 1.3 * math.cos(angle), centre[1] + ring * gap * 1.3 * math.sin(angle))
