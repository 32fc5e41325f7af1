"""Upserts in batches: what is new is created, what is there is merged by the ontology's words, set-wise.

Most edges that a load brings are new, so they are created at once; where the uniqueness constraint says that one is
there, the batch is undone and goes, like those after it, the long way: read, create what is new, set what differs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import polars as pl
from neo4j import Driver, ManagedTransaction

from core.errors import IzderError
from core.ontology import Ontology, Property
from graph.store.collected import PARAMETERS, table
from graph.store.columns import conform
from graph.store.merge import merged, normalise
from graph.store.session import read, write, write_new
from graph.store.statements import EDGE_KEYS, NODE_KEYS, Writes, constraint, edge_writes, node_writes

BATCH = 10_000
SCHEMA_S = 60.0
Rows = list[tuple[Any, ...]]
T = TypeVar("T")
R = TypeVar("R")


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
        doing, new = f"writing {self.name}", self.keys == EDGE_KEYS and self._constrained(driver, database)
        for batch, listed in ahead(clean.iter_slices(BATCH), _listed):
            new = new and write_new(driver, database, doing, partial(self._create, listed))
            if not new:
                write(driver, database, doing, partial(self._write, batch))

    def _constrained(self, driver: Driver, database: str | None) -> bool:
        """Whether creating alone cannot double anything."""
        asked = partial(_names_one, name=constraint(self.name))
        return read(driver, database, f"writing {self.name}", SCHEMA_S, asked)

    def _write(self, batch: pl.DataFrame, tx: ManagedTransaction) -> None:
        existing = self._existing(tx, batch)
        new = batch.join(existing, on="id", how="anti") if existing.height else batch
        if new.height:
            self._create(new.rows(), tx)
        if existing.height:
            self._update(tx, existing, batch.join(existing, on="id", how="semi"))

    def _existing(self, tx: ManagedTransaction, batch: pl.DataFrame) -> pl.DataFrame:
        found = tx.run(self.writes.existing, PARAMETERS, ids=batch["id"].to_list()).single(strict=True)
        return table(found["columns"], self.keys, self.properties)

    def _create(self, new: Rows, tx: ManagedTransaction) -> None:
        record = tx.run(self.writes.create, rows=new).single(strict=True)
        if record["made"] < len(new):
            raise IzderError(
                f"{len(new) - record['made']} edges {self.name} lead to or from an entity that is not in the graph; "
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


def _listed(batch: pl.DataFrame) -> Rows:
    return batch.rows()


def _names_one(tx: ManagedTransaction, name: str) -> bool:
    return tx.run("SHOW CONSTRAINTS YIELD name WHERE name = $name RETURN name", name=name).peek() is not None


def ahead(items: Iterable[T], prepare: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Each item with what is prepared of it, in turn; the next one's is made while the caller works."""
    with ThreadPoolExecutor(1) as helper:
        waiting: tuple[T, Future[R]] | None = None
        for item in items:
            coming = item, helper.submit(prepare, item)
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            waiting = coming
        if waiting is not None:
            yield waiting[0], waiting[1].result()
