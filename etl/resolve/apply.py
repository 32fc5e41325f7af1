"""What stands in the book of judgements → SAME_AS edges and `canonical` in the graph, and nothing else.

A function of the book and of which parties are there: applied again it changes nothing, and when a judgement is
taken back the graph is exactly what it was before.
"""

from collections.abc import Sequence
from typing import Protocol

import polars as pl

from core.identity import edge_id
from core.judgements import Judgement, JudgementBook
from etl.resolve.one import Joined, join

KIND = "SAME_AS"
EDGES = {
    "id": pl.String(), "src": pl.String(), "dst": pl.String(), "author": pl.String(), "reason": pl.String(),
    "model": pl.String(), "weight": pl.Float64(), "known_ms": pl.Int64(),
}  # fmt: skip
CANONICAL = {"id": pl.String(), "canonical": pl.String()}


class PartyGraph(Protocol):
    """What this needs of a graph. Implemented by graph.store.GraphStore."""

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Columns id, checked: those parties that are in the graph, and whether an IIN or BIN names each."""

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Let SAME_AS edges and `canonical` be these and no others."""


def apply(graph: PartyGraph, book: JudgementBook) -> Joined:
    """Bring the graph in line with the book; returns what is in force and what was refused.

    A judgement on a party that is not in the graph (its source was erased, its authority has expired) waits.

    Raises:
        StoreUnavailable: Neo4j was lost; applying again completes it.
    """
    joined = in_force(graph, book)
    canonical = pl.DataFrame(list(joined.canonical.items()), schema=CANONICAL, orient="row")
    graph.replace_same_as(pl.DataFrame([_edge(each) for each in joined.merges], schema=EDGES, orient="row"), canonical)
    return joined


def in_force(graph: PartyGraph, book: JudgementBook) -> Joined:
    """What the book says of the parties that are in the graph."""
    told = book.standing("party")
    found = graph.identified(sorted({party for each in told for party in each.pair}))
    there = set(found["id"])
    return join((each for each in told if there.issuperset(each.pair)), set(found.filter("checked")["id"]))


def _edge(judgement: Judgement) -> tuple[str | float | int | None, ...]:
    left, right = judgement.pair
    return (
        edge_id(KIND, left, right), left, right, judgement.author, judgement.reason, judgement.model, judgement.weight,
        judgement.made_ms,
    )  # fmt: skip
