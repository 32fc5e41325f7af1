"""The CPM kernel beside igraph's Leiden with the same objective, resolution, passes and graph: seconds and score."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import IzderError
from evaluation.bench.graphs import GRAPHS, make
from evaluation.figures import table
from graph.communities import Graph, partition, quality

NODES, EDGES = 1_000_000, 7_500_000
RESOLUTION, ITERATIONS, SEED = 0.1, 2, 0
ROUNDS = 1  # each is timed this often, in turns; the best counts, for both


def measure(folder: Path, nodes: int = NODES, edges: int = EDGES, rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds and CPM score of both, on each kind of graph.

    Raises:
        IzderError: igraph, the comparison, is not installed.
    """
    partition(make("groups", 1_000, 5_000, SEED), RESOLUTION)  # compiled before the clock runs
    return {"nodes": nodes, "edges": edges, "resolution": RESOLUTION, "iterations": ITERATIONS,
            "graphs": {kind: _compare(make(kind, nodes, edges, SEED), rounds) for kind in GRAPHS}}


def _compare(graph: Graph, rounds: int) -> dict[str, float]:
    contenders = {"ours": _ours(graph), "igraph": _igraph(graph)}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    found: dict[str, NDArray[np.integer]] = {}
    for _ in range(rounds):
        for name, run in contenders.items():
            began = time.perf_counter()
            found[name] = run()
            seconds[name].append(time.perf_counter() - began)
    return {
        "edges": graph.edges,
        **{f"{name}_s": min(times) for name, times in seconds.items()},
        **{f"{name}_score": quality(graph, member, RESOLUTION) for name, member in found.items()},
        **{f"{name}_communities": int(member.max()) + 1 for name, member in found.items()},
    }


def _ours(graph: Graph) -> Callable[[], NDArray[np.integer]]:
    return lambda: partition(graph, RESOLUTION, SEED, ITERATIONS, tries=1)


def _igraph(graph: Graph) -> Callable[[], NDArray[np.integer]]:
    """Of igraph, on a graph that stands ready: only its Leiden is timed."""
    try:
        import igraph  # noqa: PLC0415  a development dependency: the comparison alone needs it
    except ImportError as error:
        raise IzderError("The bench «communities» compares with igraph; install it: pip install igraph.") from error
    owner = np.repeat(np.arange(graph.size), np.diff(graph.starts))
    once = owner < graph.targets
    twin = igraph.Graph(graph.size, np.column_stack([owner[once], graph.targets[once]]))
    twin.es["weight"] = graph.weights[once]

    def run() -> NDArray[np.integer]:
        igraph.set_random_number_generator(Random(SEED))  # noqa: S311  a seeded draw, nothing secret
        found = twin.community_leiden(
            objective_function="CPM", weights="weight", resolution=RESOLUTION, n_iterations=ITERATIONS
        )
        return np.array(found.membership)

    return run


def describe(figures: Mapping[str, Any]) -> str:
    """One line per kind of graph."""
    rows = [
        [GRAPHS[kind], one["edges"], one["ours_s"], one["igraph_s"], f"{one['ours_s'] / one['igraph_s']:.2f}",
         f"{one['ours_score'] / one['igraph_score']:.2%}"]
        for kind, one in figures["graphs"].items()
    ]
    header = ["graph", "edges", "our kernel, s", "igraph, s", "time, ours : igraph", "score, ours : igraph"]
    return (
        f"{figures['nodes']:,} nodes, resolution {figures['resolution']}, {figures['iterations']} passes, one thread, "
        "in turns within one process, the best time of each. Neither time includes building the graph; ours includes "
        "copying the weights. Scores are CPM, computed by the same function for both.\n\n" + table(header, rows)
    )
