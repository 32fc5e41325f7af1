"""A delivery's records → the graph, in blocks; written again, they change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from core import records
from core.home import Home
from core.protocols import GraphWriter, Progress
from etl.delivery import Delivery, records_folder
from etl.load.block import Block
from etl.load.edges import edge_tables
from etl.load.nodes import Nodes
from etl.repeats import Seen, fingerprints

_ROWS = 50_000


@dataclass(slots=True)
class Projector:
    """Writes deliveries. Remembers which nodes it wrote, for most rows speak of the same ones again."""

    home: Home
    key: bytes
    writer: GraphWriter
    progress: Progress
    nodes: Nodes = field(default_factory=Nodes)
    written: dict[str, Seen] = field(default_factory=dict)

    def write(self, delivery: Delivery) -> None:
        """All rows of a delivery; whoever has written the summaries, too, marks it as complete.

        Raises:
            StoreUnavailable: Neo4j was lost; writing again completes it.
        """
        self.writer.upsert_nodes("Source", _source(delivery))
        kind, done = records.load()[delivery.record], 0
        for rows in _batches(records_file(self.home, delivery)):
            block = Block(delivery, kind, self.key, rows)
            for label, table in self.nodes.tables(block):
                self._write_nodes(label, table)
            for name, table in edge_tables(block):
                if table.height:
                    self.writer.upsert_edges(name, table)
            done += rows.height
            self.progress("load.graph", done, delivery.loaded, {"file": delivery.file})

    def _write_nodes(self, label: str, table: pl.DataFrame) -> None:
        if not table.height:
            return
        content = table.select(pl.struct(pl.all()).struct.json_encode().alias("content")).to_series()
        known = self.written.setdefault(label, Seen()).admit(fingerprints(content))
        fresh = table.filter(~pl.Series(known))
        if fresh.height:
            self.writer.upsert_nodes(label, fresh)


def records_file(home: Home, delivery: Delivery) -> Path:
    """Where a delivery's records lie."""
    return records_folder(home, delivery.sha256) / f"{delivery.record}.parquet"


def _batches(path: Path) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS):
            yield pl.DataFrame(pl.from_arrow(batch))


def _source(delivery: Delivery) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "id": [f"source:{delivery.source}"],
            "name": [delivery.file],
            "template": [delivery.template],
            "received_ms": pl.Series([delivery.received_ms], dtype=pl.Int64),
            "agency": [delivery.agency],
            "rows": [delivery.rows],
        }
    )
