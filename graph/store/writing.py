"""Upserts in batches: what is new is created, what is there is merged by the ontology's words, set-wise."""

from collections.abc import Mapping
from functools import partial

import polars as pl
from neo4j import Driver, ManagedTransaction

from core.errors import IzderError
from core.ontology import Ontology, Property
from graph.store.collected import PARAMETERS, table
from graph.store.columns import conform
from graph.store.merge import merged, normalise
from graph.store.session import write
from graph.store.statements import EDGE_KEYS, NODE_KEYS, Writes, edge_writes, node_writes

BATCH = 10_000


class Upsert:
    """Writes rows of one kind of node or edge."""

    def __init__(self, name: str, keys: tuple[str, ...], properties: Mapping[str, Property], writes: Writes) -> None:
        self.name, self.keys, self.properties, self.writes = name, keys, properties, writes

    @staticmethod
    def of_nodes(ontology: Ontology, label: str, rows: pl.DataFrame) -> "Upsert":
        """For nodes of `label` with the columns of `rows`."""
        properties = _given(ontology.nodes[label].properties, rows)
        return Upsert(label, NODE_KEYS, properties, node_writes(ontology, label, properties))

    @staticmethod
    def of_edges(ontology: Ontology, kind: str, rows: pl.DataFrame) -> "Upsert":
        """For edges of `kind` with the columns of `rows`."""
        properties = _given(ontology.edges[kind].properties, rows)
        return Upsert(kind, EDGE_KEYS, properties, edge_writes(kind, properties))

    def run(self, driver: Driver, database: str | None, rows: pl.DataFrame) -> None:
        """Write all rows, one transaction a batch.

        Raises:
            IzderError: rows do not fit the ontology, or an edge's end is not in the graph.
            StoreUnavailable: Neo4j was lost; writing again completes it.
        """
        clean = merged(conform(self.name, rows, self.keys, self.properties), self.keys, self.properties)
        for batch in clean.iter_slices(BATCH):
            write(driver, database, f"writing {self.name}", partial(self._write, batch))

    def _write(self, batch: pl.DataFrame, tx: ManagedTransaction) -> None:
        existing = self._existing(tx, batch)
        new = batch.join(existing, on="id", how="anti") if existing.height else batch
        if new.height:
            self._create(tx, new)
        if existing.height:
            self._update(tx, existing, batch.join(existing, on="id", how="semi"))

    def _existing(self, tx: ManagedTransaction, batch: pl.DataFrame) -> pl.DataFrame:
        found = tx.run(self.writes.existing, PARAMETERS, ids=batch["id"].to_list()).single(strict=True)
        return table(found["columns"], self.keys, self.properties)

    def _create(self, tx: ManagedTransaction, new: pl.DataFrame) -> None:
        record = tx.run(self.writes.create, rows=new.rows()).single(strict=True)
        if record["made"] < new.height:
            raise IzderError(
                f"{new.height - record['made']} edges {self.name} lead to or from an entity that is not in the graph; "
                "write the nodes first. Nothing of this batch was written."
            )

    def _update(self, tx: ManagedTransaction, existing: pl.DataFrame, given: pl.DataFrame) -> None:
        """Set what differs after the two have met; a row that brings nothing new is not touched."""
        met = merged(pl.concat([existing, given]), self.keys, self.properties)
        changed = met.join(normalise(existing, self.properties), on=list(met.columns), how="anti", nulls_equal=True)
        if changed.height:
            tx.run(self.writes.update, rows=changed.rows()).consume()


def _given(properties: Mapping[str, Property], rows: pl.DataFrame) -> dict[str, Property]:
    return {name: known for name, known in properties.items() if name in rows.columns}

