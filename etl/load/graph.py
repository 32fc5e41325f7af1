"""A delivery's records → the graph, in blocks; written again, they change nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from core import records
from core.protocols import GraphWriter, Progress
from etl.delivery import Delivery
from etl.in_force import InForce
from etl.joins.joins import Joins
from etl.load.block import Block
from etl.load.edges import edge_tables
from etl.load.joined import Joined
from etl.load.nodes import Nodes
from etl.repeats import Seen, fingerprints

_ROWS = 50_000
_NONE = Seen()


@dataclass(slots=True)
class Projector:
    """Writes deliveries. Remembers which nodes it wrote, for most rows speak of the same ones again."""

    key: bytes
    writer: GraphWriter
    progress: Progress
    nodes: Nodes = field(default_factory=Nodes)
    written: dict[str, Seen] = field(default_factory=dict)
    joined: Joined = field(init=False)

    def __post_init__(self) -> None:
        self.joined = Joined(self.key, self.writer)

    def write(self, delivery: Delivery, joins: Joins) -> None:
        """All rows of a delivery that may be used, and of others what is one event with one of them.

        Whoever has written the summaries, too, marks it as complete.

        Raises:
            StoreUnavailable: Neo4j was lost; writing again completes it.
        """
        self.writer.upsert_nodes("Source", _source(delivery))
        withheld = self.joined.withheld(joins, delivery)
        for record in delivery.records:
            self._write_records(delivery, record, joins.given, withheld)
        self.joined.write(joins, delivery)

    def _write_records(self, delivery: Delivery, record: str, given: InForce, withheld: Mapping[str, Seen]) -> None:
        kind, done = records.load()[record], 0
        for rows in given.batches(delivery, _ROWS, record):
            block = Block(delivery, kind, self.key, rows)
            for label, table in self.nodes.tables(block):
                self._write_nodes(label, table)
            for name, table in edge_tables(block):
                rest = table.filter(~pl.Series(withheld.get(name, _NONE).holds(fingerprints(table["id"]))))
                if rest.height:
                    self.writer.upsert_edges(name, rest)
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
