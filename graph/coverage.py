"""Says what an answer could not see: the court's windows of the phones and accounts that a question is about, and what
has so many edges that an answer looks at a part of them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

import polars as pl

from core.clock import now_ms
from core.phrases import Phrases
from queries import catalogue
from queries.question import MOST_EDGES

MOST_NOTES = 6
MOST_LINES = 50
MOST_KINDS = 1000  # kinds of edges of crowded entities
CROWDED = {"entity": pl.String(), "kind": pl.String(), "edges": pl.Int64()}


class Store(Protocol):
    """What coverage reads."""

    def read(self, cypher: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows by column name."""


def coverage(store: Store, entities: Sequence[str], language: str) -> list[str]:
    """One sentence for each phone or account of `entities`: its windows, or that no sanction opens it."""
    if not entities:
        return []
    asked = catalogue()["windows"]
    told = {"entities": list(entities), "limit": MOST_LINES, "most": MOST_EDGES}
    rows = store.read(asked.cypher, told)
    notes = list(_sentences(rows, language))
    more = len(notes) - MOST_NOTES
    if more <= 0:
        return notes
    return [*notes[:MOST_NOTES], Phrases.load().text("queries.more_lines", language, more=more)]


def crowded(
    store: Store, entities: Sequence[str], looked_at: Collection[str], begun_at: Collection[str], language: str
) -> list[str]:
    """One sentence for each of `entities`, or of their lines and accounts, with more edges than an answer looks at: of
    the kinds `looked_at` MOST_EDGES, of those `begun_at` a tenth of that.
    """
    if not entities or not (looked_at or begun_at):
        return []
    told = {"entities": list(entities), "limit": MOST_KINDS, "most": MOST_EDGES}
    found = pl.DataFrame(store.read(catalogue()["crowded"].cypher, told), schema=CROWDED)
    bounds = (("queries.crowded", looked_at, MOST_EDGES), ("queries.crowded_lines", begun_at, MOST_EDGES // 10))
    say = Phrases.load().text
    return [
        say(key, language, line=entity.partition(":")[2], edges=edges, most=most)
        for key, kinds, most in bounds for entity, edges in _beyond(found, kinds, most)
    ][:MOST_NOTES]  # fmt: skip


def _beyond(found: pl.DataFrame, kinds: Collection[str], most: int) -> list[tuple[str, int]]:
    """Entities with more than `most` edges of the kinds, the most crowded first."""
    of = found.filter(pl.col("kind").is_in(list(kinds))).group_by("entity").agg(pl.col("edges").sum())
    return of.filter(pl.col("edges") > most).sort("edges", "entity", descending=[True, False]).rows()


def _sentences(rows: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    say = Phrases.load().text
    for line, windows in groupby(rows, key=lambda row: str(row["entity"])):
        known = [row for row in windows if row["valid_from"] is not None]
        key = line.partition(":")[2]
        if not known:
            yield say("queries.no_sanction", language, line=key)
        ends = _ends(known)
        for row in known:
            if row["sanction"] in ends:
                yield say("queries.ended", language, line=key, sanction=row["sanction"], day=ends[row["sanction"]])
                continue
            window = {"sanction": row["sanction"], "first": row["valid_from"], "last": row["valid_to"]}
            yield say("queries.window", language, line=key, **window)


def _ends(windows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Last day of each sanction on one line whose time is over; of several days the latest counts."""
    last: dict[str, int] = {}
    for row in windows:
        if row["usable_until"] is not None:
            last[row["sanction"]] = max(last.get(row["sanction"], 0), int(row["usable_until"]))
    return {sanction: day for sanction, day in last.items() if day < now_ms()}
