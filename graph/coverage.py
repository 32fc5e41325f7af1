"""Says what an answer could not see: the court's windows of the phones and accounts that a question is about, and what
has so many edges that an answer looks at a part of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Protocol

from core.clock import now_ms
from core.phrases import Phrases
from queries import catalogue
from queries.question import MOST_EDGES

MOST_NOTES = 6
MOST_LINES = 50


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


def crowded(store: Store, entities: Sequence[str], language: str) -> list[str]:
    """One sentence for each of `entities`, or of their lines and accounts, with more edges than an answer looks at."""
    if not entities:
        return []
    told = {"entities": list(entities), "limit": MOST_NOTES, "most": MOST_EDGES}
    rows = store.read(catalogue()["crowded"].cypher, told)
    say = Phrases.load().text
    return [
        say("queries.crowded", language, line=row["entity"].partition(":")[2], edges=row["edges"], most=MOST_EDGES)
        for row in rows
    ]


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
