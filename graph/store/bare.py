"""The loader one writes in five minutes: the yardstick of the store's bench, used for nothing else.

One statement, a map of properties a row, no merge words, no checks, no provenance.
"""

from collections.abc import Mapping

import polars as pl
from neo4j import GraphDatabase

ENDS = "UNWIND $rows AS row MATCH (a:Entity {id: row.src}) MATCH (b:Entity {id: row.dst})"
STATEMENTS: Mapping[str, str] = {
    "MERGE": ENDS + " MERGE (a)-[r:%s {id: row.id}]->(b) SET r += row.properties",  # may be repeated
    "CREATE": ENDS + " CREATE (a)-[r:%s {id: row.id}]->(b) SET r += row.properties",  # doubles what is repeated
}


def load_edges(uri: str, auth: tuple[str, str], kind: str, rows: pl.DataFrame, how: str, batch: int = 10_000) -> None:
    """Write edges between entities that are there, by MERGE or by CREATE."""
    properties = [column for column in rows.columns if column not in ("id", "src", "dst")]
    nested = rows.select("id", "src", "dst", properties=pl.struct(properties))
    with GraphDatabase.driver(uri, auth=auth) as driver:
        for part in nested.iter_slices(batch):
            driver.execute_query(STATEMENTS[how] % kind, rows=part.to_dicts())
