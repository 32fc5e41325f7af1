"""Edges between the nodes of records: each with an id of its content, its sources, and whose it is."""

from collections.abc import Iterator

import polars as pl

from core import ontology
from core.identity import edge_ids
from core.records import Edge
from etl.load.block import COMMON, END, ROW, Block, value
from etl.resolve.parties import JUDGEMENT, identifier_of

IDENTIFIED_BY = "IDENTIFIED_BY"


def edge_tables(block: Block) -> Iterator[tuple[str, pl.DataFrame]]:
    """Type and rows of every kind of edge in the block; summaries are made from all records, elsewhere."""
    for edge in block.kind.edges:
        if edge.summary is None:
            yield edge.type, edge_rows(edge, block)
    for name, party in block.kind.parties.items():
        if party.iin:
            yield IDENTIFIED_BY, _judgements(block, name, party.iin)


def pairs(block: Block, edge: Edge) -> pl.DataFrame:
    """Columns ROW, src, dst: each pair that a row joins; of an undirected kind the smaller id first."""
    sources = block.ends(edge.from_).select(ROW, pl.col(END).alias("src"))
    targets = block.ends(edge.to).select(ROW, pl.col(END).alias("dst"))
    found = sources.join(targets, on=ROW, maintain_order="left")
    if ontology.load().edges[edge.type].directed:
        return found
    smaller, greater = pl.min_horizontal("src", "dst"), pl.max_horizontal("src", "dst")
    return found.filter(pl.col("src") != pl.col("dst")).with_columns(smaller.alias("src"), greater.alias("dst"))


def edge_rows(edge: Edge, block: Block) -> pl.DataFrame:
    """Edges of one kind as the rows tell them, each with the id of its own words."""
    table = pairs(block, edge).join(block.rows, on=ROW, maintain_order="left")
    ids = edge_ids(edge.type, table, ["src", "dst", *edge.identity])
    properties = [value(of.field, of.unless).alias(name) for name, of in edge.properties.items()]
    return table.select(ids.alias("id"), "src", "dst", *properties, *COMMON)


def _judgements(block: Block, party: str, iin: str) -> pl.DataFrame:
    """«This number is this party's»: a judgement with a word for its ground, that can be undone."""
    ids = block.parties[party]
    named = block.rows.with_columns(ids.alias("src"), identifier_of(ids, block.records[iin]).alias("dst"))
    named = named.drop_nulls("dst")
    made = edge_ids(IDENTIFIED_BY, named, ["src", "dst"])
    return named.select(made.alias("id"), "src", "dst", pl.lit(JUDGEMENT).alias("judgement"), *COMMON)
