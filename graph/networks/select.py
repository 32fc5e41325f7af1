"""Which candidates to look at: one per organisation, as large as it can be with one till.

The same shop is proposed at many resolutions. Coarse proposals come first and win, unless they hold two tills: sinks
that share neither cards nor people. Two shops that share a supplier, a dropper, a cash-out broker or an exchanger are
two; the halves of one shop, its money and its phones, are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import polars as pl

from graph.indicators.scene import Scene
from graph.networks.candidates import Candidate

AROUND = ("paid", "held", "reaches_cards")  # layers that tie people and lines to a sink
COMMON = 2  # of them that two sinks share; one may be a supplier of both
OVERLAP = 0.5  # share of a candidate that lies in one chosen before it: it is a part of that
AGREES = 0.5  # Jaccard from which another proposer has proposed the same


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate to look at, and all proposers that agree on it."""

    name: str
    members: frozenset[str]
    proposers: tuple[str, ...]


def select(scene: Scene, ties: Mapping[str, pl.DataFrame], proposed: Sequence[Candidate]) -> list[Chosen]:
    """The candidates to look at, none a part of another, named by their first member."""
    sinks = set(scene.accounts.filter(pl.col("colour") == "sink")["account"])
    tills = _tills(ties, sinks)
    taken: list[frozenset[str]] = []
    for candidate in proposed:
        ours = candidate.members.difference(*taken)
        if len(ours) > OVERLAP * len(candidate.members) and _one_till(candidate.members & sinks, tills):
            taken.append(frozenset(ours))
    return [Chosen(f"candidate:{min(members)}", members, _agree(members, proposed)) for members in taken]


def _tills(ties: Mapping[str, pl.DataFrame], sinks: set[str]) -> "nx.Graph[str]":
    """Sinks of one till: they share cards, or several of the people and lines around them."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(sinks))
    graph.add_edges_from(ties["shared_cards"].select("src", "dst").iter_rows())
    around = pl.concat([ties[layer] for layer in AROUND]).with_columns(
        sink=pl.when(pl.col("src").is_in(list(sinks))).then("src").otherwise("dst"),
        other=pl.when(pl.col("src").is_in(list(sinks))).then("dst").otherwise("src"),
    ).select("sink", "other").unique()
    common = around.join(around, on="other", suffix="_2").filter(pl.col("sink") < pl.col("sink_2"))
    near = common.group_by("sink", "sink_2").agg(n=pl.len()).filter(pl.col("n") >= COMMON)
    graph.add_edges_from(near.select("sink", "sink_2").iter_rows())
    return graph


def _one_till(sinks: frozenset[str], tills: "nx.Graph[str]") -> bool:
    return len(sinks) < 2 or nx.is_connected(tills.subgraph(sinks))


def _agree(members: frozenset[str], proposed: Sequence[Candidate]) -> tuple[str, ...]:
    alike = {
        each.proposer for each in proposed
        if len(each.members & members) >= AGREES * len(each.members | members)
    }
    return tuple(sorted(alike))
