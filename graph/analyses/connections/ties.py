"""Ties around some entities, read hop by hop from all of them at once, busy ones not entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any

import networkx as nx
import polars as pl

from graph.analyses.found import Said
from graph.analyses.reading import Reads

HUB = 2000  # edges of an entity, from which a way through it joins everybody with everybody
MOST_EDGES = 40_000  # edges looked at for one answer: about a second
ONE_WAY = frozenset({"TRANSFERRED", "SHIPPED", "RECEIVED"})  # money and goods do not flow backwards
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """All edges of one kind from one entity to another: how many, when, and the first rows of them."""

    src: str
    dst: str
    kind: str
    count: int
    first_ms: int | None
    last_ms: int | None
    times: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()

    def cost(self, cheapest: bool) -> float:
        """1 for any tie; where the cheapest are asked for, less for one with many rows."""
        return 1.0 / (1.0 + log(max(1, self.count))) if cheapest else 1.0


@dataclass(slots=True)
class Around:
    """The ties found so far: those of the least busy entities, while there is room for their edges."""

    reads: Reads
    given: Mapping[str, Any]
    graph: "nx.Graph[str]" = field(default_factory=nx.Graph)
    entered: set[str] = field(default_factory=set)
    edges: int = 0
    full: bool = False
    hubs: set[str] = field(default_factory=set)

    def grow(self, entities: Iterable[str]) -> set[str]:
        """Read which ties some entities have, and how many; returns those reached that were not entered yet.

        Of a tie only its cost is kept: the rest is read of those that an answer names (`tell`), because it lies
        scattered over files that are larger than memory.
        """
        wanted = self.enter(entities)
        if not wanted:
            return set()
        ties = self.reads.table("ties_counted", entities=wanted, **_asked(self.given))
        rows = pl.col("count").clip(lower_bound=1)
        cost = 1.0 / (1.0 + rows.log()) if self.cheapest else pl.lit(1.0)
        ends = {"one": pl.min_horizontal("from", "to"), "other": pl.max_horizontal("from", "to")}
        pairs = ties.sort("from", "to", "kind").group_by(**ends, maintain_order=True).agg(cost=cost.min())
        self.graph.add_weighted_edges_from(pairs.iter_rows(), weight="cost")
        return {*ties["from"], *ties["to"]} - self.entered

    def tell(self, pairs: Iterable[Pair]) -> None:
        """Read when the ties of some pairs were, and the rows they rest on; a pair may be named either way round."""
        untold = sorted({(min(pair), max(pair)) for pair in pairs if "ties" not in self.graph.edges[pair]})
        if untold:
            ones, others = (list(each) for each in zip(*untold, strict=True))
            rows = self.reads.table("ties_between", ones=ones, others=others, **_asked(self.given))
            for tie in _ties(rows):
                add(self.graph, tie, cheapest=self.cheapest)

    def enter(self, entities: Iterable[str]) -> list[str]:
        """Those of the entities, not entered yet, whose ties there is room for.

        One call takes at most half of the room that is left, so that the others' turns come too.
        """
        wanted = self._fitting(sorted(set(entities) - self.entered))
        self.entered.update(wanted)
        return wanted

    @property
    def cheapest(self) -> bool:
        """True where a tie with many rows is cheaper."""
        return bool(self.given.get("by", "cheapest") == "cheapest")

    def _fitting(self, wanted: list[str]) -> list[str]:
        """The least busy ones whose edges there is room for; hubs are none of them."""
        if not wanted:
            return []
        every = self.reads.table("how_busy", len(wanted), entities=wanted)
        busy = every.filter(pl.col("edges") <= HUB)
        self.hubs.update(every.filter(pl.col("edges") > HUB)["entity"])
        fits = busy.filter(pl.col("edges").cum_sum() <= (MOST_EDGES - self.edges) // 2)
        self.full |= fits.height < busy.height
        self.edges += int(fits["edges"].sum())
        return sorted(fits["entity"])

    def said(self) -> list[Said]:
        """What was not looked at: whose ties are too many to follow, and whom there was no room for."""
        said: list[Said] = [("analyses.hubs", {"hubs": len(self.hubs), "edges": HUB})] if self.hubs else []
        return said + ([("analyses.many_around", {"looked": len(self.entered)})] if self.full else [])


def one_of_each(reads: Reads, entities: Iterable[str]) -> list[str]:
    """The entities by the ids that ties go by: of parties judged to be one, the one that they share; each once."""
    wanted = list(entities)
    shared = dict(reads.table("goes_by", entities=wanted).select("entity", "goes_by").iter_rows())
    return list(dict.fromkeys(shared.get(each, each) for each in wanted))


def ties_of(reads: Reads, entities: list[str], given: Mapping[str, Any]) -> list[Tie]:
    """Ties of entities that are not too busy, of the kinds and in the days asked for, without their times."""
    return _ties(reads.table("ties_around", entities=entities, hub=HUB, **_asked(given))) if entities else []


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given.get(name) for name in ("kind", "since", "until")}


def _ties(table: pl.DataFrame) -> list[Tie]:
    return [
        Tie(row["from"], row["to"], row["kind"], row["count"], row["first"], row["last"],
            tuple(sorted(int(at) for at in row.get("times") or ())), tuple(row["sources"] or ()))
        for row in table.to_dicts()
    ]  # fmt: skip


def add(graph: "nx.Graph[str]", tie: Tie, *, cheapest: bool) -> None:
    """Add a tie to those of its two ends; the cheapest of them is what the step costs."""
    ties = graph.edges[tie.src, tie.dst].get("ties", ()) if graph.has_edge(tie.src, tie.dst) else ()
    ties = sorted({*ties, tie}, key=lambda each: (each.cost(cheapest), each.kind, each.src))
    graph.add_edge(tie.src, tie.dst, ties=ties, cost=ties[0].cost(cheapest))
