"""FirstLoad: a writer that collects what a load brings into an empty graph, and hands it over at once.

Small loads, graphs that hold something, servers that others use: all go to the store row by row as ever. The result
is the same to the content hash.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from core import ontology
from core.errors import ServerError
from core.protocols import Progress, silent
from graph.bulk.sheets import CannotSay, Sheet, edge_sheet, node_sheet, options
from graph.bulk.spill import Spill
from graph.server import LocalServer
from graph.store import GraphStore

KEPT = {"Meta"}  # what a graph may hold and still be empty
SOURCE = "source:"


class FirstLoad:
    """Implements core.protocols.GraphWriter. Whether to collect is decided by `ensure_schema`, how to hand over by
    `flush`: both are called by the home's one writer.

    `threshold`: fewer rows than this are not worth a stop of the server.
    """

    def __init__(
        self, store: GraphStore, server: LocalServer, folder: Path, threshold: int, progress: Progress = silent
    ) -> None:
        self._store, self._server, self._folder = store, server, folder
        self._threshold, self._progress = threshold, progress
        self._spill: Spill | None = None
        self._complete: set[str] = set()

    def ensure_schema(self) -> None:
        """Constraints and indexes of the ontology; begins to collect where the graph is empty and ours alone."""
        self._store.ensure_schema()
        shutil.rmtree(self._folder, ignore_errors=True)  # of a load that was killed
        if self._spill is None and self._server.alone() and self._empty():
            self._folder.mkdir(mode=0o700, parents=True)
            self._spill = Spill(self._folder, ontology.load())

    def upsert_nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Write nodes of one label."""
        self._store.upsert_nodes(label, rows) if self._spill is None else self._spill.nodes(label, rows)

    def upsert_edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Write edges of one type between nodes that exist."""
        self._store.upsert_edges(kind, rows) if self._spill is None else self._spill.edges(kind, rows)

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """Remove edges of one type."""
        self._store.delete_edges(kind, ids) if self._spill is None else self._spill.remove(kind, ids)

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Which of these parties are in the graph, and which a number names; asked after `flush`."""
        return self._store.identified(ids)

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Who is one with whom, and nobody else; said after `flush`."""
        self._store.replace_same_as(edges, canonical)

    def complete_sources(self) -> set[str]:
        """Deliveries whose rows are all in the graph, or were collected for it."""
        return self._store.complete_sources() | self._complete

    def mark_complete(self, source: str) -> None:
        """Say that all rows of a delivery have been given."""
        if self._spill is None:
            self._store.mark_complete(source)
        else:
            self._complete.add(source)

    def flush(self) -> None:
        """What was collected is in the graph when this returns.

        Raises:
            StoreUnavailable: it is not; the next load begins anew, from the records.
        """
        spill, self._spill = self._spill, None
        if spill is None:
            return
        try:
            if spill.rows < self._threshold or not self._imported(spill):
                self._written(spill)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _empty(self) -> bool:
        return not any(count for name, count in self._store.counts().items() if name not in KEPT)

    def _imported(self, spill: Spill) -> bool:
        """Through the offline import; False where somebody uses the server, or a value has no form in a sheet."""
        if not self._server.alone():
            return False
        for label in KEPT:
            spill.nodes(label, self._store.scan_nodes(label))
        spill.nodes("Source", self._marks())
        try:
            sheets = self._sheets(spill)
        except CannotSay:
            return False
        total = sum(sheet.rows for sheet in sheets)
        self._progress("load.import", 0, total)
        try:
            if not self._server.replace_data(options(sheets), self._progress):
                return False
        except ServerError as error:  # the store either takes the rows or says better what is wrong with them
            self._progress("load.row_by_row", 0, None, {"why": str(error)})
            return False
        self._progress("load.index", 0, None)
        self._store.ensure_schema()
        return True

    def _sheets(self, spill: Spill) -> list[Sheet]:
        folder, known = self._folder / "sheets", ontology.load()
        folder.mkdir()
        return [
            *(node_sheet(known, label, spill.tables(label), folder) for label in spill.labels()),
            *(edge_sheet(kind, spill.tables(kind), folder) for kind in spill.types()),
        ]

    def _written(self, spill: Spill) -> None:
        """Through the store: nodes before edges, and last of all that deliveries are whole."""
        for label in spill.labels():
            for table in spill.tables(label):
                self._store.upsert_nodes(label, table)
        done = 0
        for kind in spill.types():
            for table in spill.tables(kind):
                self._store.upsert_edges(kind, table)
                self._progress("load.write", done := done + table.height, spill.rows)
        for source in sorted(self._complete):
            self._store.mark_complete(source)

    def _marks(self) -> pl.DataFrame:
        """Deliveries that are whole, as the store marks them."""
        ids = [SOURCE + source.removeprefix(SOURCE) for source in sorted(self._complete)]
        return pl.DataFrame(
            {"id": ids, "complete": [True] * len(ids)}, schema={"id": pl.String, "complete": pl.Boolean}
        )
