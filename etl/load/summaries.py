"""Summary edges: one for each pair, with first, last and count over all records, whichever delivery brought them.

They are worked out anew for the pairs that a load has touched, so that no order of loading shows in them. Rows that
say the same in every field are one event, however many sources bear witness to it, and so are rows that are joined.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from core import ontology, records
from core.identity import edge_ids
from core.protocols import GraphWriter
from core.records import Edge, RecordKind
from etl.delivery import Delivery
from etl.entities import entity_id
from etl.in_force import InForce
from etl.joins.clusters import REF
from etl.joins.joins import Joins
from etl.load.block import COMMON, borne
from etl.load.counted import also_touched, each_once, told_by_several, with_events

_PART_ROWS = 4_000_000  # rows looked at together; more, and the pairs are divided by their first end


@dataclass(frozen=True, slots=True)
class Summary:
    """Edges of one type. `anew`: ids of those that may say less than before and must not meet what is there."""

    type: str
    table: pl.DataFrame
    anew: pl.Series


def summary_tables(joins: Joins, touched: Delivery, there: Collection[str]) -> Iterator[Summary]:
    """The summary edges whose pairs occur in `touched`, over the records of every delivery that the joins know.

    `there`: deliveries that the graph holds beside it.
    """
    for record in touched.records:
        kind, others = records.load()[record], also_touched(joins, touched, record, there)
        for edges in _by_type(kind):
            own = _rows(joins.given, kind, edges, [touched]).select("src", "dst")
            yield from _summaries(joins, kind, edges, own, others)


def summaries_of(joins: Joins, record: str, told: pl.DataFrame) -> Iterator[Summary]:
    """The summary edges of some rows (source, row), over the records of every delivery."""
    kind, refs = records.load()[record], told.select(REF.alias("sources"))
    for edges in _by_type(kind):
        yield from _summaries(joins, kind, edges, None, refs)


def _by_type(kind: RecordKind) -> list[list[Edge]]:
    """The summary edges of a kind; those of one type together, for a pair has one summary, whoever of two it was."""
    summed = [edge for edge in kind.edges if edge.summary]
    return [[edge for edge in summed if edge.type == name] for name in dict.fromkeys(edge.type for edge in summed)]


def _summaries(
    joins: Joins, kind: RecordKind, edges: Sequence[Edge], own: pl.LazyFrame | None, others: pl.DataFrame
) -> Iterator[Summary]:
    """Of the pairs in `own`, and of those that the rows `others` name; of everything, where nothing else is there."""
    alike = [delivery for delivery in joins.every if kind.kind in delivery.records]
    parts = 1 + sum(delivery.loaded for delivery in alike) // _PART_ROWS
    rows = _rows(joins.given, kind, edges, alike)
    if len(alike) > 1:
        named = rows.join(others.lazy(), on="sources", how="semi").select("src", "dst")
        pairs = (named if own is None else pl.concat([own, named]) if others.height else own).unique()
        rows = rows.join(pairs, on=["src", "dst"], how="semi")
    for part in range(parts):
        yield _summary(joins, kind, edges[0], rows.filter(pl.col("src").hash(0) % parts == part))


def _summary(joins: Joins, kind: RecordKind, edge: Edge, rows: pl.LazyFrame) -> Summary:
    several = told_by_several(rows, joins, kind)
    told, time = with_events(rows, several, joins, kind), str(edge.summary)
    events = each_once(told, kind, time).group_by("src", "dst").agg(*_span(time))
    witness = rows.group_by("src", "dst").agg(*_witness(edge))
    table = events.join(witness, on=["src", "dst"]).sort("src", "dst").collect(engine="streaming")
    named = table.select(edge_ids(edge.type, table, ["src", "dst"]).alias("id"), pl.all())
    return Summary(edge.type, named, named.join(several, on=["src", "dst"], how="semi")["id"])


def _rows(given: InForce, kind: RecordKind, edges: Sequence[Edge], deliveries: Sequence[Delivery]) -> pl.LazyFrame:
    """Records with the ends of these edges, once for each edge of which the delivery says anything at all."""
    found = [
        _scan(given, kind, of).with_columns(_ends(kind, edge)) for of, edge in _told(given, kind, edges, deliveries)
    ]
    return pl.concat(found, how="diagonal").filter(pl.col("src").is_not_null() & pl.col("dst").is_not_null())


def _told(
    given: InForce, kind: RecordKind, edges: Sequence[Edge], deliveries: Sequence[Delivery]
) -> list[tuple[Delivery, Edge]]:
    """Never nothing: an empty table has its columns from somewhere."""
    every = [(of, edge) for of in deliveries for edge in edges]
    told = [(of, edge) for of, edge in every if given.fills(of, kind.kind, kind.nodes[edge.to].key)]
    return told or every[:1]


def _ends(kind: RecordKind, edge: Edge) -> list[pl.Expr]:
    return [entity_id(kind, kind.nodes[end].key).alias(name) for end, name in ((edge.from_, "src"), (edge.to, "dst"))]


def _scan(given: InForce, kind: RecordKind, of: Delivery) -> pl.LazyFrame:
    """A delivery's records with what they bear; a list of one source or agency is that one, here."""
    rows = given.scan(of, kind.kind).with_columns(pl.lit(of.template).alias("feed"))
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


def write_summaries(writer: GraphWriter, summaries: Iterable[Summary]) -> None:
    """Put summary edges in the place of what they were."""
    for each in summaries:
        if each.anew.len():
            writer.delete_edges(each.type, each.anew)
        if each.table.height:
            writer.upsert_edges(each.type, each.table)
