"""Large random graphs with groups in them, made in seconds."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from graph.communities import Graph

GRAPHS: Mapping[str, str] = {
    "groups": "groups of about 20, three ties in five inside, the rest anywhere",
    "uneven": "groups of 5 to 200, people with few and with thousands of ties",
}
INSIDE = 0.6
Codes = NDArray[np.int64]
Reals = NDArray[np.float64]


def make(kind: str, nodes: int, edges: int, seed: int) -> Graph:
    """A graph of one kind with exactly so many edges, its nodes in no order."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, max(nodes // 20, 1), nodes) if kind == "groups" else _uneven_groups(rng, nodes)
    pull = np.ones(nodes) if kind == "groups" else rng.pareto(2.0, nodes) + 0.2
    a = np.empty(0, np.int64)
    while len(a) < edges:
        a = np.unique(np.concatenate([a, _pairs(rng, group, pull, edges - len(a) + edges // 2)]))
    a = rng.permutation(a)[:edges]
    ids = pl.Series("id", np.arange(nodes)).cast(pl.String).str.zfill(9)
    return Graph.from_codes(ids, *np.divmod(a, nodes))


def _uneven_groups(rng: np.random.Generator, nodes: int) -> Codes:
    sizes = np.minimum(5 * (1 + rng.pareto(1.5, nodes // 5)), 200).astype(np.int64)
    return rng.permutation(np.repeat(np.arange(len(sizes)), sizes)[:nodes])


def _pairs(rng: np.random.Generator, group: Codes, pull: Reals, count: int) -> Codes:
    """Ties drawn by the pull of their ends, `INSIDE` of them within a group, as low * nodes + high."""
    order = np.argsort(group, kind="stable")
    total = np.cumsum(pull[order])
    first, last = np.searchsorted(group[order], group, "left"), np.searchsorted(group[order], group, "right")
    floor = np.concatenate([[0.0], total])
    one = order[_draw(rng, total, np.zeros(count), np.full(count, total[-1]))]
    near = rng.random(count) < INSIDE
    low, high = np.where(near, floor[first[one]], 0.0), np.where(near, floor[last[one]], total[-1])
    other = order[_draw(rng, total, low, high)]
    apart = one != other
    pairs: Codes = np.minimum(one, other)[apart] * len(group) + np.maximum(one, other)[apart]
    return pairs


def _draw(rng: np.random.Generator, total: Reals, low: Reals, high: Reals) -> Codes:
    at = np.searchsorted(total, low + rng.random(len(low)) * (high - low), "right")
    return np.minimum(at, len(total) - 1).astype(np.int64)
