"""Summary edges: one for each pair, with first, last and count over all records, whichever delivery brought them.

They are worked out anew for the pairs that a load has touched, so that no order of loading shows in them. Rows that
say the same in every field are one event, however many sources bear witness to it.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from core import ontology, records
from core.identity import edge_ids
from core.records import Edge, RecordKind
from etl.delivery import Delivery
from etl.entities import entity_id
from etl.in_force import InForce
from etl.load.block import COMMON, borne

_PART_ROWS = 4_000_000  # rows looked at together; more, and the pairs are divided by their first end


def summary_tables(given: InForce, touched: Delivery, every: Sequence[Delivery]) -> Iterator[tuple[str, pl.DataFrame]]:
    """Type and rows of the summary edges whose pairs occur in `touched`, over the records of `every` delivery."""
    for record in touched.records:
        alike = [delivery for delivery in every if record in delivery.records]
        yield from _of_kind(given, records.load()[record], touched, alike)


def _of_kind(
    given: InForce, kind: RecordKind, touched: Delivery, alike: Sequence[Delivery]
) -> Iterator[tuple[str, pl.DataFrame]]:
    parts = 1 + sum(delivery.loaded for delivery in alike) // _PART_ROWS
    for edge in kind.edges:
        if edge.summary:
            pairs = _rows(given, kind, edge, [touched]).select("src", "dst").unique()
            rows = _rows(given, kind, edge, alike)
            rows = rows if len(alike) == 1 else rows.join(pairs, on=["src", "dst"], how="semi")
            for part in range(parts):
                yield edge.type, _summary(kind, edge, rows.filter(pl.col("src").hash(0) % parts == part))


def _summary(kind: RecordKind, edge: Edge, rows: pl.LazyFrame) -> pl.DataFrame:
    events = rows.select("src", "dst", *kind.fields).unique().group_by("src", "dst").agg(*_span(str(edge.summary)))
    witness = rows.group_by("src", "dst").agg(*_witness(edge))
    table = events.join(witness, on=["src", "dst"]).sort("src", "dst").collect(engine="streaming")
    return table.select(edge_ids(edge.type, table, ["src", "dst"]).alias("id"), pl.all())


def _rows(given: InForce, kind: RecordKind, edge: Edge, deliveries: Sequence[Delivery]) -> pl.LazyFrame:
    ends = [entity_id(kind, kind.nodes[end].key).alias(name) for end, name in ((edge.from_, "src"), (edge.to, "dst"))]
    found = [_scan(given, kind, of).with_columns(*ends) for of in deliveries]
    return pl.concat(found, how="diagonal").filter(pl.col("src").is_not_null() & pl.col("dst").is_not_null())


def _scan(given: InForce, kind: RecordKind, of: Delivery) -> pl.LazyFrame:
    """A delivery's records with what they bear; a list of one source or agency is that one, here."""
    rows = given.scan(of, kind.kind)
    ones = [pl.col(name).list.first() for name in ("sources", "agency")]
    return rows.with_columns(borne(of, kind, rows.collect_schema().names())).with_columns(ones)


def _span(time: str) -> list[pl.Expr]:
    first, last = pl.col(time).min().alias("first_ms"), pl.col(time).max().alias("last_ms")
    return [first, last, pl.len().cast(pl.Int64).alias("count")]


def _witness(edge: Edge) -> list[pl.Expr]:
    """What every edge bears, by the merge words that the ontology gives it."""
    known = ontology.load().edges[edge.type].properties
    return [_met(name, known[name].merge, known[name].keep) for name in COMMON]


def _met(name: str, merge: str, keep: int | None) -> pl.Expr:
    column = pl.col(name)
    if merge != "union":
        return column.max() if merge == "max" else column.min()
    values = (column.explode() if name == "authority" else column).drop_nulls().unique().sort()
    return values if keep is None else values.head(keep)
