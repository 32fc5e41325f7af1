"""Summaries count an event once, however many reports tell of it."""

from collections.abc import Collection

import polars as pl

from core.records import RecordKind
from etl.delivery import Delivery
from etl.joins.clusters import REF
from etl.joins.joins import Joins

EVENT = "\x1fevent"  # a column name that no field can have
_AT = "\x1fat"


def told_by_several(rows: pl.LazyFrame, joins: Joins, kind: RecordKind) -> pl.DataFrame:
    """Pairs (src, dst) of which more than one feed speaks that a rule joins; rows bear `feed`."""
    feeds = joins.told_by(kind.kind)
    if len(feeds) < 2:
        return pl.DataFrame(schema={"src": pl.String(), "dst": pl.String()})
    named = rows.filter(pl.col("feed").is_in(feeds)).group_by("src", "dst")
    several = named.agg(pl.col("feed").min().alias("a"), pl.col("feed").max().alias("z"))
    return several.filter(pl.col("a") != pl.col("z")).select("src", "dst").collect(engine="streaming")


def with_events(rows: pl.LazyFrame, pairs: pl.DataFrame, joins: Joins, kind: RecordKind) -> pl.LazyFrame:
    """Rows with EVENT, and the event's own time where several reports tell of it; null where one tells for itself."""
    time = str(kind.own_date)
    if not pairs.height:
        return rows.with_columns(pl.lit(None, pl.String).alias(EVENT))
    ends = list(joins.rules[kind.kind].ends)
    groups = rows.join(pairs.lazy(), on=["src", "dst"], how="semi").select(ends).unique().collect()
    parts = [part.rows for part in joins.between(kind.kind, groups)]
    if not parts:
        return rows.with_columns(pl.lit(None, pl.String).alias(EVENT))
    lead = pl.col(time).sort_by("place").first().over("event").alias(_AT)
    known = pl.concat(parts).filter(pl.col("reports") > 1).with_columns(REF, lead)
    known = known.select(pl.col("ref").alias("sources"), *ends, time, pl.col("event").alias(EVENT), _AT).unique()
    met = rows.join(known.lazy(), on=["sources", *ends, time], how="left")
    return met.with_columns(pl.coalesce(_AT, time).alias(time)).drop(_AT)


def each_once(rows: pl.LazyFrame, kind: RecordKind, time: str) -> pl.LazyFrame:
    """Columns src, dst and the time: one line an event."""
    own = [pl.when(pl.col(EVENT).is_null()).then(pl.col(name)).alias(name) for name in kind.fields if name != time]
    return rows.select("src", "dst", EVENT, time, *own).unique()


def also_touched(joins: Joins, delivery: Delivery, record: str, there: Collection[str]) -> pl.DataFrame:
    """Column sources: rows of the deliveries `there` of which this one may have changed what is one event.

    What is not in the graph yet is summed up when it comes.
    """
    parts = joins.around(delivery) if record == delivery.record else ()
    refs = [part.rows.filter(pl.col("source").is_in(list(there))).select(REF.alias("sources")) for part in parts]
    return pl.concat([pl.DataFrame(schema={"sources": pl.String()}), *refs])
