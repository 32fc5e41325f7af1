"""The protocols through which rooms meet without importing each other."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import polars as pl


class GraphWriter(Protocol):
    """What loading needs of a graph: idempotent writes in any order. Implemented by graph.store.GraphStore.

    `rows` are column tables: `id` (with its kind prefix) for nodes; `id`, `src`, `dst` for edges; further
    columns are properties of the ontology. How a property meets a value already there (union, min, max,
    longest, same) is the ontology's `merge` word, so the result does not depend on the order of loading.
    """

    def ensure_schema(self) -> None:
        """Constraints and indexes of the ontology; safe to call again."""

    def upsert_nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Write nodes of one label.

        Raises:
            StoreUnavailable: Neo4j was lost; what was acknowledged is there, writing again completes it.
        """

    def upsert_edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Write edges of one type between nodes that exist.

        Raises:
            StoreUnavailable: Neo4j was lost; writing again completes it.
        """

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """Remove edges of one type by their ids; an id that is not there is no error.

        Raises:
            StoreUnavailable: Neo4j was lost; removing again completes it.
        """

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Columns id, checked: those parties that are in the graph, and whether an IIN or BIN names each.

        Asked after `flush`, like the next one.
        """

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Let SAME_AS edges (id, src, dst, properties) and `canonical` (id, canonical) be these and no others.

        Raises:
            StoreUnavailable: Neo4j was lost; the same again completes it.
        """

    def complete_sources(self) -> set[str]:
        """Deliveries whose rows are all in the graph: `<source>`, or `<source>+<layers>` where replays added to it."""

    def mark_complete(self, source: str) -> None:
        """Say that all rows of a delivery are in the graph."""

    def flush(self) -> None:
        """What was given is in the graph when this returns; a writer may have waited with it.

        Raises:
            StoreUnavailable: it is not; loading again begins anew.
        """


class Progress(Protocol):
    """Where long work says how far it is: the terminal, the browser, or nowhere."""

    def __call__(self, step: str, done: int, total: int | None, detail: Mapping[str, Any] | None = None) -> None:
        """`step` is a phrase key; `done` of `total` units (total None: not known)."""


def silent(step: str, done: int, total: int | None, detail: Mapping[str, Any] | None = None) -> None:
    """Progress that goes nowhere."""
