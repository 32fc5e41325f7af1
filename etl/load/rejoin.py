"""The graph in line with today's rules and verdicts: what they say otherwise than before is written anew."""

from collections.abc import Iterator

import polars as pl

from etl.joins.applied import Applied
from etl.joins.events import Events
from etl.joins.joins import Joins
from etl.load.joined import Joined
from etl.load.summaries import summaries_of, write_summaries


def rejoin(joins: Joins, joined: Joined) -> None:
    """Write anew what other rules, or verdicts on some rows, make of clusters; then note under what it was made.

    Raises:
        StoreUnavailable: Neo4j was lost; doing it again completes it.
    """
    before, today = Applied.read(joins.given.home), Applied.today(joins)
    if before == today:
        return
    wide = before.widened(joins)
    for record, parts in _stale(wide, before, today):
        for part in parts:
            joined.replace(wide, record, part)
            write_summaries(joined.writer, summaries_of(wide, record, part.rows))
    today.write(joins.given.home)


def _stale(joins: Joins, before: Applied, today: Applied) -> Iterator[tuple[str, Iterator[Events]]]:
    if before.rules != today.rules:
        rows = pl.concat([before.rows(), today.rows()]).unique()
        for record in joins.rules:
            yield record, joins.everywhere(record, rows)
        return
    rows = before.changed(today)
    for record in joins.rules:
        sources = [delivery.source for delivery in joins.kin(record).deliveries]
        own = rows.filter(rows.str.split(":").list.first().is_in(sources))
        if own.len():
            yield record, joins.of_rows(record, own)
