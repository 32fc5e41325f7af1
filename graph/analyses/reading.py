"""How analyses read: questions of the catalogue as column tables, within one time limit, each with its own bound."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import polars as pl

from core.clock import LOCAL
from graph.analyses.found import Said
from queries import Question, catalogue
from queries.question import MOST_EDGES

MOST = 50_000  # rows of one read: about a second on the way
LEAST_S = 0.1
ROWS = pl.List(pl.String())
TYPES: Mapping[str, pl.DataType] = {
    "time": pl.Int64(), "money": pl.Int64(), "integer": pl.Int64(), "number": pl.Float64(), "rows": ROWS, "list": ROWS,
}  # fmt: skip


class Store(Protocol):
    """What reading needs of a graph store."""

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = 10.0
    ) -> list[dict[str, Any]]:
        """Rows by column name, of a transaction that cannot write and ends in time."""

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All nodes of one label."""

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of one type."""


class Reads:
    """The reads of one answer. All of them together have `timeout_s`; what was cut off is kept to be said."""

    def __init__(self, store: Store, timeout_s: float) -> None:
        self._store, self._ends = store, time.monotonic() + timeout_s
        self._cut: dict[str, int] = {}

    def table(self, name: str, limit: int = MOST, /, **parameters: object) -> pl.DataFrame:
        """At most `limit` rows of a question of the catalogue; a parameter not given is the question's default.

        Raises:
            StoreUnavailable: Neo4j was lost, or the time is over.
        """
        question = catalogue()[name]
        told = {each.name: parameters.get(each.name, each.default) for each in question.parameters}
        left = max(LEAST_S, self._ends - time.monotonic())
        given = {"limit": limit + 1, "zone": LOCAL, "most": MOST_EDGES}
        rows = self._store.read(question.cypher, {**told, **given}, timeout_s=left)
        if len(rows) > limit:
            self._cut[name] = limit
        return pl.DataFrame(rows[:limit], schema=schema_of(question))

    def nodes(self, label: str, properties: Sequence[str]) -> pl.DataFrame:
        """All nodes of one label: for what is asked of everybody at once."""
        return self._store.scan_nodes(label, properties)

    def edges(self, kind: str, properties: Sequence[str]) -> pl.DataFrame:
        """All edges of one type."""
        return self._store.scan_edges(kind, properties)

    def said(self) -> list[Said]:
        """One sentence for each read that was cut off."""
        return [("analyses.read_cut", {"limit": limit, "read": name}) for name, limit in self._cut.items()]


def schema_of(question: Question) -> dict[str, pl.DataType]:
    """The types of a question's columns."""
    return {column.name: TYPES.get(column.type, pl.String()) for column in question.returns}
