"""Whole kinds as column tables, page by page.

Pages follow the index of ids, so that the server holds one page at a time and a row written meanwhile shifts none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
from neo4j import Driver, ManagedTransaction

from core.ontology import Ontology, Property
from graph.store.collected import PARAMETERS, collection, table
from graph.store.session import read
from graph.store.statements import EDGE_KEYS, NODE_KEYS

PAGE = 50_000
TIMEOUT_S = 300.0
AFTER_COLON = ";"  # the character after the colon that ends a prefix


@dataclass(frozen=True, slots=True)
class Scan:
    """One kind to be read: the query for one page of ids in (after, end), its columns, the ranges of ids."""

    cypher: str
    keys: tuple[str, ...]
    properties: Mapping[str, Property]
    ranges: Sequence[tuple[str, str]]


def of_nodes(ontology: Ontology, label: str, names: Sequence[str] | None) -> Scan:
    """A scan of one kind of node: id and properties (all, or those named)."""
    node = ontology.nodes[label]
    properties = _chosen(node.properties, names)
    cypher = (
        f"MATCH (x:{'Entity' if node.entity else label}) WHERE x.id > $after AND x.id < $end "
        f"WITH x ORDER BY x.id LIMIT {PAGE} RETURN {collection(['x.id'], properties)} AS columns"
    )
    ranges = [(f"{prefix}:", f"{prefix}{AFTER_COLON}") for prefix in (node.prefix, *node.also)]
    return Scan(cypher, NODE_KEYS, properties, ranges)


def of_edges(ontology: Ontology, kind: str, names: Sequence[str] | None) -> Scan:
    """A scan of one kind of edge: id, src, dst and properties (all, or those named)."""
    properties = _chosen(ontology.edges[kind].properties, names)
    cypher = (
        f"MATCH (a)-[x:{kind}]->(b) WHERE x.id > $after AND x.id < $end "
        f"WITH x, a, b ORDER BY x.id LIMIT {PAGE} "
        f"RETURN {collection(['x.id', 'a.id', 'b.id'], properties)} AS columns"
    )
    return Scan(cypher, EDGE_KEYS, properties, [("", "\uffff")])


def run(driver: Driver, database: str | None, scan: Scan, name: str) -> pl.DataFrame:
    """All rows of a scan, in the order of their ids within each range."""
    return pl.concat([page for bounds in scan.ranges for page in _pages(driver, database, scan, name, bounds)])


def _pages(
    driver: Driver, database: str | None, scan: Scan, name: str, bounds: tuple[str, str]
) -> Iterator[pl.DataFrame]:
    after, end = bounds
    while True:
        work = partial(_columns, scan.cypher, after, end)
        page = table(read(driver, database, f"reading {name}", TIMEOUT_S, work), scan.keys, scan.properties)
        yield page
        if page.height < PAGE:
            return
        after = page["id"][-1]


def _columns(cypher: str, after: str, end: str, tx: ManagedTransaction) -> list[list[Any]]:
    columns: list[list[Any]] = tx.run(cypher, PARAMETERS, after=after, end=end).single(strict=True)["columns"]
    return columns


def _chosen(known: Mapping[str, Property], names: Sequence[str] | None) -> dict[str, Property]:
    return {name: known[name] for name in (known if names is None else names)}
