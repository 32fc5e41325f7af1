"""Which parties are one: SAME_AS edges and `canonical` made to say exactly what stands, and nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import polars as pl

KIND = "SAME_AS"
BATCH = 10_000
EXISTING = """
UNWIND $ids AS id MATCH (party:Entity {id: id}) USING INDEX party:Entity(id)
RETURN party.id AS id, EXISTS { (party)-[:IDENTIFIED_BY]->() } AS checked
"""
MERGED = """
MATCH (party:Person|Organisation) WHERE party.canonical IS NOT NULL
RETURN party.id AS id, party.canonical AS canonical
"""
NAMED = """
UNWIND $rows AS row MATCH (party:Entity {id: row[0]}) USING INDEX party:Entity(id) SET party.canonical = row[1]
"""
PARTIES, CANONICAL = {"id": pl.String(), "checked": pl.Boolean()}, {"id": pl.String(), "canonical": pl.String()}
Write = Callable[[str, str, Mapping[str, Any]], None]


class Store(Protocol):
    """What this needs of the store."""

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = 10.0
    ) -> list[dict[str, Any]]:
        """Rows of a question."""

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of a kind."""

    def upsert_edges(self, kind: str, rows: pl.DataFrame) -> None:
        """Write edges."""

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """Remove edges."""


def identified(store: Store, ids: Sequence[str], timeout_s: float) -> pl.DataFrame:
    """Columns id, checked: those parties that are in the graph, and whether an IIN or BIN names each."""
    batches = (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))
    rows = [row for batch in batches for row in store.read(EXISTING, {"ids": list(batch)}, timeout_s=timeout_s)]
    return pl.DataFrame(rows, schema=PARTIES)


def replace(store: Store, edges: pl.DataFrame, canonical: pl.DataFrame, write: Write, timeout_s: float) -> None:
    """Write what is new, remove what no longer stands; what is as it should be is not touched."""
    there = store.scan_edges(KIND)
    given = [name for name in there.columns if name in edges.columns]
    wanted = edges.select(given).cast({name: there.schema[name] for name in given})
    store.delete_edges(KIND, there.join(wanted, on=given, how="anti", nulls_equal=True)["id"])
    fresh = wanted.join(there, on=given, how="anti", nulls_equal=True)
    if fresh.height:
        store.upsert_edges(KIND, fresh)
    for rows in _renamed(pl.DataFrame(store.read(MERGED, timeout_s=timeout_s), schema=CANONICAL), canonical):
        write("saying who is one", NAMED, {"rows": rows})


def _renamed(there: pl.DataFrame, wanted: pl.DataFrame) -> Iterator[list[tuple[str, str | None]]]:
    """Batches of id and new canonical, None where there is to be none."""
    fresh = wanted.join(there, on=["id", "canonical"], how="anti").select("id", "canonical")
    gone = there.join(wanted, on="id", how="anti").select("id", canonical=pl.lit(None, pl.String))
    for batch in pl.concat([fresh, gone]).iter_slices(BATCH):
        yield batch.rows()
