"""Clusters: rows of feeds that report the same events, so near each other that some may be one event.

A cluster holds all rows between the same two ends from one pause to the next, a pause being longer than any rule
allows. Whatever is decided about a row is decided within its cluster, so that each is worked out by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from core.clock import DAY_MS
from core.identity import edge_ids
from etl.delivery import Delivery
from etl.entities import entity_id
from etl.in_force import InForce
from etl.joins.rules import Rule, Rules

_PART_ROWS = 4_000_000  # rows looked at together; more, and they are divided by their ends
_MARGIN_MS = DAY_MS  # how far around a delivery's time we look at first
_TURN = "\x1fturn"  # a column name that no field can have
REF = pl.concat_str("source", pl.lit(":"), "row").alias("ref")


@dataclass(frozen=True)
class Kin:
    """All rows of the feeds that a record kind's rules name. `whole`: refs whose ends make one cluster, pauses or not.

    Tables have columns source, row, feed, the fields of the event, cluster, and natural: the id of the edge that
    the row would be by itself.
    """

    given: InForce
    rules: Rules
    deliveries: Sequence[Delivery]
    whole: pl.Series

    @property
    def parts(self) -> int:
        """Into how many parts the rows are divided, so that memory holds each."""
        return 1 + sum(delivery.loaded for delivery in self.deliveries) // _PART_ROWS

    def around(self, delivery: Delivery) -> Iterator[pl.DataFrame]:
        """Clusters with rows of this delivery in which more than one feed speaks."""
        touched = self._scan([delivery])
        groups = touched.select(self.rules.ends).unique().collect()
        span = touched.select(pl.col(self._time).min().alias("a"), pl.col(self._time).max().alias("z")).collect()
        if groups.height:
            for part in self._parts():
                yield self._near(part, groups, (span["a"][0] - _MARGIN_MS, span["z"][0] + _MARGIN_MS), delivery.source)

    def between(self, groups: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Clusters between these ends in which more than one feed speaks."""
        for part in self._parts():
            rows = self._rows(part).join(groups.lazy(), on=list(self.rules.ends), how="semi").collect()
            yield self._named(self._clustered(rows).filter(_several()))

    def everywhere(self, asked: pl.Series) -> Iterator[pl.DataFrame]:
        """All clusters in which more than one feed speaks, or which hold one of the rows that are asked for."""
        for part in self._parts():
            yield self._asked(self._rows(part).collect(engine="streaming"), asked)

    def of_rows(self, asked: pl.Series) -> Iterator[pl.DataFrame]:
        """Clusters that hold one of these rows, however many feeds speak in them."""
        groups = self.ends_of(asked)
        for part in self._parts():
            rows = self._rows(part).join(groups.lazy(), on=list(self.rules.ends), how="semi").collect()
            found = self._clustered(rows)
            yield self._named(found.filter(_holds(REF.is_in(asked.implode()))))

    def told(self, rule: Rule) -> Iterator[pl.DataFrame]:
        """Reports of a rule's two feeds: columns report, feed, at and what the rule compares."""
        fields = [*rule.same, *(["duration_s"] if rule.duration_s is not None else [])]
        every = list(dict.fromkeys([*self.rules.ends, *self.rules.edge.identity]))
        for part in self._parts():
            rows = self._rows(part).filter(pl.col("feed").is_in([rule.left, rule.right]))
            once = rows.select("feed", *every).unique().sort("feed", *every).with_row_index("report")
            yield once.select("report", "feed", pl.col(self._time).alias("at"), *fields).collect(engine="streaming")

    def ends_of(self, refs: pl.Series) -> pl.DataFrame:
        """The ends of these rows."""
        sources = set(refs.str.split(":").list.first())
        named = self._scan([delivery for delivery in self.deliveries if delivery.source in sources])
        return named.filter(REF.is_in(refs.implode())).select(self.rules.ends).unique().collect()

    @cached_property
    def _whole_ends(self) -> pl.DataFrame:
        return self.ends_of(self.whole)

    @property
    def _time(self) -> str:
        return str(self.rules.kind.own_date)

    def _near(self, part: pl.Expr, groups: pl.DataFrame, span: tuple[int, int], source: str) -> pl.DataFrame:
        """Looks around the delivery's time; at everything, where a cluster may reach beyond that."""
        ends, time = list(self.rules.ends), pl.col(self._time)
        rows = self._rows(part).join(groups.lazy(), on=ends, how="semi")
        if not self._whole_ends.join(groups, on=ends, how="semi").height:
            bounded = rows.filter(time.is_between(*span)).collect(engine="streaming")
            found = self._clustered(bounded).filter(_holds(pl.col("source") == source))
            cut = (time - span[0] <= self.rules.reach_ms) | (span[1] - time <= self.rules.reach_ms)
            if not found.select(cut.any()).item():
                return self._named(found.filter(_several()))
        found = self._clustered(rows.collect(engine="streaming"))
        return self._named(found.filter(_holds(pl.col("source") == source)).filter(_several()))

    def _asked(self, rows: pl.DataFrame, asked: pl.Series) -> pl.DataFrame:
        return self._named(self._clustered(rows).filter(_several() | _holds(REF.is_in(asked.implode()))))

    def _scan(self, deliveries: Sequence[Delivery]) -> pl.LazyFrame:
        fields = list(dict.fromkeys([*self.rules.ends, *self.rules.edge.identity]))
        scans = [
            self.given.scan(of).select(
                pl.lit(of.source).alias("source"), "row", pl.lit(of.template).alias("feed"), *fields
            )
            for of in deliveries
        ]
        if scans:
            return pl.concat(scans)
        return pl.LazyFrame(schema={name: pl.String() for name in ("source", "row", "feed", *fields)}).with_columns(
            pl.col(self._time).cast(pl.Int64)
        )

    def _rows(self, part: pl.Expr) -> pl.LazyFrame:
        return self._scan(self.deliveries).filter(part)

    def _parts(self) -> Iterator[pl.Expr]:
        for part in range(self.parts):
            yield pl.struct(self.rules.ends).hash(0) % self.parts == part if self.parts > 1 else pl.lit(True)

    def _clustered(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows in order of ends and time, each with its cluster; the order of loading does not show."""
        ends = list(self.rules.ends)
        ordered = rows.sort(*ends, self._time, "source", "row")
        other = pl.any_horizontal(pl.col(end).ne_missing(pl.col(end).shift()) for end in ends)
        pause = pl.col(self._time) - pl.col(self._time).shift() > self.rules.reach_ms
        if self._whole_ends.height:
            whole = self._whole_ends.with_columns(pl.lit(True).alias(_TURN))
            ordered = ordered.join(whole, on=ends, how="left", maintain_order="left")
            pause &= pl.col(_TURN).is_null()
        cluster = (other | pause).fill_null(True).cum_sum().alias("cluster")
        return ordered.select("source", "row", "feed", *self._fields(rows), cluster)

    def _fields(self, rows: pl.DataFrame) -> list[str]:
        return [name for name in rows.columns if name not in ("source", "row", "feed")]

    def _named(self, rows: pl.DataFrame) -> pl.DataFrame:
        """With `natural`, the edge's id by the row's own words."""
        kind, edge = self.rules.kind, self.rules.edge
        src, dst = (entity_id(kind, end) for end in self.rules.ends)
        table = rows.with_columns(src.alias("\x1fsrc"), dst.alias("\x1fdst"))
        ids = edge_ids(edge.type, table, ["\x1fsrc", "\x1fdst", *edge.identity])
        return rows.with_columns(ids.alias("natural"))


def _several() -> pl.Expr:
    """Clusters in which more than one feed speaks."""
    return (pl.col("feed").min() != pl.col("feed").max()).over("cluster")


def _holds(which: pl.Expr) -> pl.Expr:
    """Clusters with at least one such row."""
    return which.any().over("cluster")
