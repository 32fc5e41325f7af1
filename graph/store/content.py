"""What the graph says, as one hash: equal graphs have equal hashes, whatever order their rows came in.

What detection added is left out: it is about the data, not of it.
"""

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping

import polars as pl

from core.ontology import Ontology

JUDGED = {"Run", "Network"}
Scan = Callable[[str], pl.DataFrame]


def content_hash(ontology: Ontology, counts: Mapping[str, int], nodes: Scan, edges: Scan) -> str:
    """SHA-256 over all kinds that occur in order of their names, their rows in order of ids, lists as sets."""
    digest = hashlib.sha256()
    there = {name for name, count in counts.items() if count}
    for name, table in _tables(ontology, there, nodes, edges):
        digest.update(f"{name}\n".encode())
        digest.update(_canonical(table))
    return digest.hexdigest()


def _tables(ontology: Ontology, there: set[str], nodes: Scan, edges: Scan) -> Iterator[tuple[str, pl.DataFrame]]:
    for label in sorted((set(ontology.entities) - JUDGED) & there):
        yield label, nodes(label)
    for kind in sorted(set(ontology.edges) & there):
        if ontology.edges[kind].layer != "detection":
            yield kind, edges(kind)


def _canonical(table: pl.DataFrame) -> bytes:
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List(pl.String())]
    ordered = table.sort("id").select(sorted(table.columns)).with_columns(pl.col(lists).list.unique().list.sort())
    buffer = io.BytesIO()
    ordered.write_ndjson(buffer)
    return buffer.getvalue()
