"""Events that several rows tell of → one edge with all its sources, and what those edges take the place of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from core import ontology
from core.protocols import GraphWriter
from etl.delivery import Delivery
from etl.joins.events import Events
from etl.joins.joins import Joins
from etl.joins.matching import AMBIGUOUS
from etl.load.block import Block
from etl.load.edges import edge_rows
from etl.repeats import Seen, fingerprints


@dataclass(slots=True)
class Joined:
    """Writes what was decided about clusters. `settled`: edges written already while nothing else was loaded."""

    key: bytes
    writer: GraphWriter
    settled: Seen = field(default_factory=Seen)
    under: frozenset[str] = frozenset()

    def withheld(self, joins: Joins, delivery: Delivery) -> Mapping[str, Seen]:
        """Edges by type that a delivery's rows must not write one by one, for they stand in clusters."""
        found = Seen()
        for part in joins.around(delivery):
            found.admit(fingerprints(part.rows["natural"]))
        return {joins.rules[delivery.record].edge.type: found} if len(found) else {}

    def write(self, joins: Joins, delivery: Delivery) -> None:
        """The clusters that a delivery has a part in, as they are now. Both ends of each edge are in the graph."""
        self._begin(joins)
        for part in joins.around(delivery):
            self.replace(joins, delivery.record, part)

    def replace(self, joins: Joins, record: str, part: Events) -> None:
        """Take away what these clusters were, and write what they are."""
        fresh = part.rows.filter(~pl.Series(self.settled.holds(fingerprints(part.rows["natural"]))))
        if not fresh.height:
            return
        self.settled.admit(fingerprints(fresh["natural"].unique()))
        kind = joins.rules[record].edge.type
        self.writer.delete_edges(kind, fresh["natural"])
        self.writer.upsert_edges(kind, self._table(joins, record, Events(fresh, part.pairs)))

    def _begin(self, joins: Joins) -> None:
        """With another delivery, what was settled is to be looked at again."""
        under = frozenset(delivery.mark for delivery in joins.every)
        if under != self.under:
            self.settled, self.under = Seen(), under

    def _table(self, joins: Joins, record: str, part: Events) -> pl.DataFrame:
        tables = pl.concat(self._told(joins, record, part.rows), how="diagonal")
        places = part.rows.select("natural", "event", "place", "reports").unique("natural", keep="first")
        met = tables.join(places, left_on="id", right_on="natural").sort("event", "place", "id")
        known = ontology.load().edges[joins.rules[record].edge.type].properties
        fixed = [name for name, of in known.items() if of.merge == "same" and name in met.columns]
        words = met.with_columns(pl.col(name).drop_nulls().first().over("event") for name in fixed)
        why = words.join(_why(part.pairs), on="event", how="left", maintain_order="left")
        return why.with_columns(pl.col("event").alias("id")).drop("event", "place", "reports")

    def _told(self, joins: Joins, record: str, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Edges as each row tells them, under the ids that they would have by themselves."""
        rules, wanted = joins.rules[record], rows["natural"].unique()
        for delivery in joins.every:
            numbers = rows.filter(pl.col("source") == delivery.source)["row"].unique()
            if numbers.len():
                found = joins.given.scan(delivery).filter(pl.col("row").is_in(numbers.implode())).collect()
                table = edge_rows(rules.edge, Block(delivery, rules.kind, self.key, found))
                yield table.filter(pl.col("id").is_in(wanted.implode()))


def _why(pairs: pl.DataFrame) -> pl.DataFrame:
    """Columns event, joined: by which rule, or by a person, and how many seconds the second feed is later."""
    seconds = (pl.col("apart_ms") // 1000).cast(pl.String)
    said = pl.concat_str(
        "left_feed", pl.lit("~"), "right_feed", pl.lit(" "),
        pl.when(pl.col("apart_ms") >= 0).then(pl.lit("+")).otherwise(pl.lit("")), seconds, pl.lit(" s"),
        pl.when(pl.col("state") == "judged").then(pl.lit(", judged")).otherwise(pl.lit("")),
    )  # fmt: skip
    joined = pairs.filter(pl.col("state") != AMBIGUOUS)
    return joined.group_by("event").agg(said.unique().sort().alias("joined"))
