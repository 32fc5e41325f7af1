"""Tables kept on disk until all have come; then each kind comes out with one row for each id.

Memory is bounded by one part of one kind: ids are dealt out over parts by their hash, so that all rows of an id meet
in the same part, by the same words and the same code as in the store.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from core.ontology import Ontology, Property
from graph.store.columns import conform, schema_of
from graph.store.merge import merged
from graph.store.statements import EDGE_KEYS, NODE_KEYS

PART_ROWS = 500_000


@dataclass(slots=True)
class _Kind:
    """What has come of one kind: files in the order of their coming, and ids taken back, by when."""

    keys: tuple[str, ...]
    properties: Mapping[str, Property]
    files: list[Path] = field(default_factory=list)
    rows: int = 0
    removed: list[tuple[int, pl.Series]] = field(default_factory=list)  # after so many files


class Spill:
    """Rows of all kinds, in a folder of its own."""

    def __init__(self, folder: Path, ontology: Ontology) -> None:
        self._folder, self._kinds = folder, dict[str, _Kind]()
        self._ontology = ontology

    @property
    def rows(self) -> int:
        """How many have come, before they meet."""
        return sum(kind.rows for kind in self._kinds.values())

    def nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Keep rows of one label.

        Raises:
            IzderError: they do not fit the ontology.
        """
        self._keep(label, rows, NODE_KEYS, self._ontology.nodes[label].properties)

    def edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Keep rows of one type.

        Raises:
            IzderError: they do not fit the ontology.
        """
        self._keep(kind, rows, EDGE_KEYS, self._ontology.edges[kind].properties)

    def remove(self, kind: str, ids: pl.Series) -> None:
        """Take back the edges of these ids that have come so far."""
        of = self._kinds.get(kind)
        if of is not None and len(ids):
            of.removed.append((len(of.files), ids.drop_nulls().cast(pl.String)))

    def labels(self) -> list[str]:
        """Labels of which there are rows."""
        return [name for name in self._ontology.nodes if name in self._kinds]

    def types(self) -> list[str]:
        """Types of edges of which there are rows."""
        return [name for name in self._ontology.edges if name in self._kinds]

    def tables(self, name: str) -> Iterator[pl.DataFrame]:
        """All rows of a kind, one for each id, part by part, each with all columns that any of them bears."""
        kind = self._kinds[name]
        files, parts = _scans(kind), 1 + kind.rows // PART_ROWS
        for part in range(parts):
            rows = files if parts == 1 else files.filter(pl.col("id").hash(0) % parts == part)
            yield merged(rows.collect(engine="streaming"), kind.keys, kind.properties)

    def _keep(self, name: str, rows: pl.DataFrame, keys: tuple[str, ...], properties: Mapping[str, Property]) -> None:
        table = conform(name, rows, keys, properties)
        if not table.height:
            return
        kind = self._kinds.setdefault(name, _Kind(keys, properties))
        file = self._folder / f"{name}-{len(kind.files):06}.parquet"
        table.write_parquet(file, compression="lz4")
        kind.files.append(file)
        kind.rows += table.height


def _scans(kind: _Kind) -> pl.LazyFrame:
    found = [_without(pl.scan_parquet(file), kind, at) for at, file in enumerate(kind.files)]
    rows = pl.concat(found, how="diagonal")
    borne = [name for name in schema_of(kind.keys, kind.properties) if name in rows.collect_schema()]
    return rows.select(borne)


def _without(rows: pl.LazyFrame, kind: _Kind, at: int) -> pl.LazyFrame:
    """The rows of a file but for those whose ids were taken back after it had come."""
    gone = [ids for files, ids in kind.removed if at < files]
    if not gone:
        return rows
    return rows.join(pl.concat(gone).unique().to_frame("id").lazy(), on="id", how="anti")
