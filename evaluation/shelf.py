"""A graph on a shelf: what a load brings, kept as tables and read as the projection reads, without a Neo4j.

For worlds that are looked at once: loading is the product's own, merging of equal ids too; only the server is left
out. A test holds that the tables come out as from Neo4j.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from core import ontology
from core.ontology import Property
from graph.bulk.spill import Spill
from graph.store.columns import schema_of
from graph.store.statements import EDGE_KEYS, NODE_KEYS

SAME_AS, IDENTIFIED_BY, PARTIES = "SAME_AS", "IDENTIFIED_BY", ("Person", "Organisation")


class Shelf:
    """Implements core.protocols.GraphWriter, and graph.projection.Scans. `folder`: where tables are kept meanwhile."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._ontology = ontology.load()
        self._spill = Spill(folder, self._ontology)
        self._complete: set[str] = set()

    def ensure_schema(self) -> None:
        """There is none to make."""

    def upsert_nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Keep nodes of one label."""
        self._spill.nodes(label, rows)

    def upsert_edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Keep edges of one type."""
        self._spill.edges(kind, rows)

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """Take edges back."""
        self._spill.remove(kind, ids)

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Which of these parties are there, and which a checked number names."""
        there = pl.concat([self.scan_nodes(label, [])["id"] for label in PARTIES])
        checked = self.scan_edges(IDENTIFIED_BY, [])["src"].unique()
        found = pl.DataFrame({"id": pl.Series(ids, dtype=pl.String)}).filter(pl.col("id").is_in(there.implode()))
        return found.with_columns(checked=pl.col("id").is_in(checked.implode()))

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Who is one with whom, and nobody else; `canonical` follows from it."""
        self._spill.remove(SAME_AS, self.scan_edges(SAME_AS, [])["id"])
        self._spill.edges(SAME_AS, edges)

    def complete_sources(self) -> set[str]:
        """Deliveries that were kept whole."""
        return set(self._complete)

    def mark_complete(self, source: str) -> None:
        """Say that all rows of a delivery have come."""
        self._complete.add(source)

    def flush(self) -> None:
        """Nothing waits."""

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """Nodes of one label with the named properties, in order of id."""
        return self._scan(label, NODE_KEYS, self._ontology.nodes[label].properties, properties)

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """Edges of one type with the named properties, in order of id."""
        return self._scan(kind, EDGE_KEYS, self._ontology.edges[kind].properties, properties)

    def _scan(
        self, name: str, keys: tuple[str, ...], known: Mapping[str, Property], wanted: Sequence[str] | None
    ) -> pl.DataFrame:
        columns = [*keys, *(known if wanted is None else wanted)]
        kinds = self._spill.labels() + self._spill.types()
        empty = pl.DataFrame(schema={column: schema_of(keys, known)[column] for column in columns})
        if name not in kinds:
            return empty
        parts = [_with(part, empty) for part in self._spill.tables(name)]
        return pl.concat([empty, *parts]).sort("id")


def _with(part: pl.DataFrame, empty: pl.DataFrame) -> pl.DataFrame:
    """The columns of `empty`; null where none of the rows bore them."""
    return part.select(
        (pl.col(name) if name in part.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in empty.schema.items()
    )
