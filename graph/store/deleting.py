"""Removing edges by their ids: what is computed from many rows is written anew, not added to."""

from functools import partial

import polars as pl
from neo4j import Driver, ManagedTransaction

from graph.store.session import write

BATCH = 10_000


def delete_edges(driver: Driver, database: str | None, kind: str, ids: pl.Series) -> None:
    """Remove edges of one type, a batch a transaction; an id that is not there is no error."""
    for batch in ids.drop_nulls().unique().to_frame("id").iter_slices(BATCH):
        write(driver, database, f"removing {kind}", partial(_delete, kind, batch["id"].to_list()))


def _delete(kind: str, ids: list[str], tx: ManagedTransaction) -> None:
    # the hint is needed: while a kind is still rare, Neo4j would plan to look through all of it for each id
    statement = f"UNWIND $ids AS id MATCH ()-[x:{kind} {{id: id}}]->() USING INDEX x:{kind}(id) DELETE x"
    tx.run(statement, ids=ids).consume()
