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

    def table(
        self, cypher: str, types: Mapping[str, pl.DataType], params: Mapping[str, Any], timeout_s: float = 10.0
    ) -> pl.DataFrame:
        """Rows as columns of these types, of a transaction that cannot write and ends in time."""

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All nodes of one label."""

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of one type."""


class Reads:
    """The reads of one answer. All of them together have `timeout_s`; what was cut off is kept to be said."""

    def __init__(self, store: Store, timeout_s: float) -> None:
        self._store, self._ends = store, time.monotonic() + timeout_s
        self._cut: dict[str, int] = {}
        self._read: dict[str, Question] = {}

    def table(self, name: str, limit: int = MOST, /, **parameters: object) -> pl.DataFrame:
        """At most `limit` rows of a question of the catalogue; a parameter not given is the question's default.

        Raises:
            StoreUnavailable: Neo4j was lost, or the time is over.
        """
        found = self.answer(name, limit + 1, **parameters)
        if found.height > limit:
            self._cut[name] = limit
        return found.head(limit)

    def answer(self, name: str, limit: int, /, **parameters: object) -> pl.DataFrame:
        """The same for the rows of an answer itself: that there are more is not said here.

        Raises:
            StoreUnavailable: Neo4j was lost, or the time is over.
        """
        question = self._read[name] = catalogue()[name]
        told = {each.name: parameters.get(each.name, each.default) for each in question.parameters}
        left = max(LEAST_S, self._ends - time.monotonic())
        given = {"limit": limit, "zone": LOCAL, "most": MOST_EDGES + 1}  # one more, so that a cut is seen
        return self._store.table(question.cypher, schema_of(question), {**told, **given}, timeout_s=left)

    def nodes(self, label: str, properties: Sequence[str]) -> pl.DataFrame:
        """All nodes of one label: for what is asked of everybody at once."""
        return self._store.scan_nodes(label, properties)

    def edges(self, kind: str, properties: Sequence[str]) -> pl.DataFrame:
        """All edges of one type."""
        return self._store.scan_edges(kind, properties)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that were read, each once."""
        return tuple(self._read.values())

    def said(self) -> list[Said]:
        """One sentence for each read that was cut off."""
        return [("analyses.read_cut", {"limit": limit, "read": name}) for name, limit in self._cut.items()]


def schema_of(question: Question) -> dict[str, pl.DataType]:
    """The types of a question's columns."""
    return {column.name: TYPES.get(column.type, pl.String()) for column in question.returns}
