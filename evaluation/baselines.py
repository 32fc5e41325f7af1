"""What simpler methods get on the same tables: the figures that detection must beat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from core.tables import Tables
from graph.communities import Community, Graph, find, flatten, pool

SMALLEST = 4


@dataclass(frozen=True, slots=True)
class Baseline:
    """A simpler method's answer: groups of IINs, best first, and a score per person where it gives one."""

    cores: list[frozenset[str]]
    persons: Mapping[str, float]


def flat_graph(tables: Tables) -> Graph:
    """Everybody with everybody they pay or call: one graph of persons, and of lines and accounts without a holder.

    An account stands for its holder, a phone for its subscriber; money and calls weigh 1 each.
    """
    holder = dict(tables.holders.select("account", "holder").iter_rows())
    subscriber = dict(tables.subscribers.sort("from_ms", nulls_last=False).select("phone", "holder").iter_rows())
    return flatten({
        "money": _ends(tables.transfers, holder),
        "calls": _ends(tables.calls, subscriber),
    })


def _ends(rows: pl.DataFrame, owner: Mapping[str, str]) -> pl.DataFrame:
    ends = rows.select("src", "dst").unique()
    return ends.with_columns(pl.col("src", "dst").replace(owner)).filter(pl.col("src") != pl.col("dst"))


def louvain(tables: Tables, seed: int = 0) -> Baseline:
    """One modularity partition by python-louvain, the most shut-off communities first."""
    return _groups(tables, lambda graph: find(graph, "louvain", seed))


def cpm_pool(tables: Tables, seed: int = 0) -> Baseline:
    """The CPM pool over the whole graph, by structure alone, the most shut-off communities first."""
    return _groups(tables, lambda graph: pool(graph, seed=seed))


def degree(tables: Tables) -> Baseline:
    """Persons by how many others they pay or call; no groups."""
    graph = flat_graph(tables)
    counts = dict(zip(graph.ids.to_list(), (graph.starts[1:] - graph.starts[:-1]).astype(float).tolist(), strict=True))
    return Baseline([], {iin: counts[person] for person, iin in known_iins(tables).items() if person in counts})


BASELINES: Mapping[str, Callable[[Tables], Baseline]] = {"louvain": louvain, "cpm pool": cpm_pool, "degree": degree}


def _groups(tables: Tables, propose: Callable[[Graph], list[Community]]) -> Baseline:
    iins = known_iins(tables)
    found = [community for community in propose(flat_graph(tables)) if len(community.members) >= SMALLEST]
    best = sorted(found, key=lambda community: (community.conductance, community.members))
    return Baseline([frozenset(iins[member] for member in group.members if member in iins) for group in best], {})


def known_iins(tables: Tables) -> dict[str, str]:
    """Persons whose IIN is known: entity id to IIN."""
    known = tables.persons.filter(pl.col("iin").is_not_null())
    return dict(known.select("id", "iin").iter_rows())
