"""Column tables show what had happened and was known by the day, and nothing else."""

from typing import Any

import polars as pl
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from core import ontology
from core.tables import SCHEMAS
from graph.projection import project
from graph.store.columns import schema_of
from graph.store.statements import EDGE_KEYS

PHONES, ACCOUNTS = ["phone:1", "phone:2", "phone:3"], ["account:1", "account:2", "account:3"]
PERSONS, PARTIES = ["person:a", "person:b"], ["person:a", "person:b", "org:c"]
ARRESTS, FILES = ["arrest:1", "arrest:2"], ["aaa", "bbb"]
ENDS = {
    "TRANSFERRED": (ACCOUNTS, ACCOUNTS),
    "CALLED": (PHONES, PHONES),
    "HOLDS": (PARTIES, ACCOUNTS),
    "SUBSCRIBES": (PARTIES, PHONES),
    "CONTACT_PHONE": (PERSONS, PHONES),
    "IDENTIFIED_BY": (PARTIES, ["iin:7"]),
    "HAS_CARD": (ACCOUNTS, ["card:1"]),
    "ARRESTED_IN": (PERSONS, ARRESTS),
    "SEIZED_PHONE": (ARRESTS, PHONES),
    "SEIZED_DEVICE": (ARRESTS, ["imei:1"]),
    "LINKED_TO": (ARRESTS, ARRESTS),
}
WORDS: dict[str, st.SearchStrategy[Any]] = {
    "time_ms": st.integers(1, 9),
    "from_ms": st.none() | st.integers(1, 9),
    "to_ms": st.none() | st.integers(1, 9),
    "amount_tiyn": st.integers(1, 100),
    "purpose": st.none() | st.sampled_from(["долг", ""]),
    "duration_s": st.integers(0, 60),
    "cell": st.none() | st.just("cell:1"),
    "status": st.none() | st.just("detained"),
}
moment = st.none() | st.integers(1, 9)


@st.composite
def edges_of(draw, kind):
    known = ontology.load().edges[kind].properties
    row = {
        "src": st.sampled_from(ENDS[kind][0]),
        "dst": st.sampled_from(ENDS[kind][1]),
        "known_ms": moment,
        "sources": st.lists(st.sampled_from(["aaa:2", "aaa:3", "bbb:2"]), min_size=1, max_size=3, unique=True),
    } | {name: words for name, words in WORDS.items() if name in known}
    rows = draw(st.lists(st.fixed_dictionaries(row), max_size=4))
    return [{"id": f"{kind}{at}", **row, "sources": sorted(row["sources"])} for at, row in enumerate(rows)]


worlds = st.fixed_dictionaries(
    {
        "edges": st.fixed_dictionaries({kind: edges_of(kind) for kind in ENDS}),
        "arrested": st.fixed_dictionaries(dict.fromkeys(ARRESTS, moment)),
        "received": st.fixed_dictionaries(dict.fromkeys(FILES, moment)),
    }
)


def write(store, world):
    store.wipe()
    for label, ids in {"Phone": PHONES, "Account": ACCOUNTS, "Organisation": ["org:c"], "Device": ["imei:1"]}.items():
        store.upsert_nodes(label, pl.DataFrame({"id": ids}))
    store.upsert_nodes("Person", pl.DataFrame({"id": PERSONS, "name": ["A", "B"]}))
    store.upsert_nodes("Identifier", pl.DataFrame({"id": ["iin:7"], "value": ["7"]}))
    store.upsert_nodes("Card", pl.DataFrame({"id": ["card:1"]}))
    cells = {"id": ["cell:1"], "lat": [43.2], "sources": [["bbb:9"]]}
    store.upsert_nodes("Cell", pl.DataFrame(cells))
    arrested = {"id": ARRESTS, "time_ms": [world["arrested"][a] for a in ARRESTS]}
    store.upsert_nodes("Arrest", pl.DataFrame(arrested, schema_overrides={"time_ms": pl.Int64}))
    received = {"id": [f"source:{f}" for f in FILES], "received_ms": [world["received"][f] for f in FILES]}
    store.upsert_nodes("Source", pl.DataFrame(received, schema_overrides={"received_ms": pl.Int64}))
    for kind, rows in world["edges"].items():
        if rows:
            known = {n: p for n, p in ontology.load().edges[kind].properties.items() if n in rows[0]}
            store.upsert_edges(kind, pl.DataFrame(rows, schema=schema_of(EDGE_KEYS, known)))


class Oracle:
    """The same judgement a row at a time, in plain Python."""

    def __init__(self, world, day):
        self.world, self.day = world, day
        self.arrests = {a for a in ARRESTS if self.by_then(world["arrested"][a])}
        edges = world["edges"].items()
        self.seen = {kind: [self.cut(row) for row in rows if self.sees(kind, row)] for kind, rows in edges}

    def by_then(self, moment):
        return self.day is None or moment is None or moment <= self.day

    def sees(self, kind, row):
        dated = all(self.by_then(row.get(name)) for name in ("known_ms", "time_ms", "from_ms"))
        arrests = {row["src"], row["dst"]} & set(ARRESTS)
        return dated and arrests <= self.arrests

    def cut(self, row):
        rows = [s for s in row["sources"] if self.by_then(self.world["received"][s.split(":")[0]])]
        return row | {"sources": rows or None}

    def holders(self, kind, what, dated):
        identified = {row["src"] for row in self.seen["IDENTIFIED_BY"]}
        for row in self.seen[kind]:
            holder = row["src"]
            kinds = "organisation" if holder.startswith("org:") else "person" if holder in identified else "unnamed"
            name = {"person:a": "A", "person:b": "B"}.get(holder)
            found = {what: row["dst"], "holder": holder, "holder_kind": kinds, "name": name, "sources": row["sources"]}
            ends = row.get("to_ms") if self.by_then(row.get("to_ms")) else None
            yield found | ({"from_ms": row["from_ms"], "to_ms": ends} if dated else {})

    def tables(self):
        seen = self.seen
        spoken_of = {row["src"] for rows in seen.values() for row in rows}
        accounts = {row[end] for row in seen["TRANSFERRED"] for end in ("src", "dst")}
        accounts |= {row["dst"] for row in seen["HOLDS"]} | {row["src"] for row in seen["HAS_CARD"]}
        identified = {row["src"] for row in seen["IDENTIFIED_BY"]}
        return {
            "transfers": seen["TRANSFERRED"],
            "calls": seen["CALLED"],
            "holders": list(self.holders("HOLDS", "account", dated=False)),
            "subscribers": list(self.holders("SUBSCRIBES", "phone", dated=True)),
            "contact_phones": [
                {"person": r["src"], "phone": r["dst"], "sources": r["sources"]} for r in seen["CONTACT_PHONE"]
            ],
            "persons": [
                {"id": p, "iin": "7" if p in identified else None, "name": name}
                for p, name in zip(PERSONS, "AB", strict=True) if p in spoken_of
            ],
            "accounts": [{"id": a} for a in sorted(accounts)],
            "cards": [{"account": r["src"], "card": r["dst"], "sources": r["sources"]} for r in seen["HAS_CARD"]],
            "cells": [{"id": "cell:1", "lat": 43.2}] if self.by_then(self.world["received"]["bbb"]) else [],
            "arrests": [
                {"arrest": r["dst"], "person": r["src"], "time_ms": self.world["arrested"][r["dst"]],
                 "status": r["status"], "sources": r["sources"]}
                for r in seen["ARRESTED_IN"]
            ],
            "seizures": [
                {"arrest": r["src"], "item": r["dst"], "item_kind": item, "sources": r["sources"]}
                for kind, item in (("SEIZED_PHONE", "phone"), ("SEIZED_DEVICE", "device")) for r in seen[kind]
            ],
            "arrest_links": [{"a": r["src"], "b": r["dst"], "sources": r["sources"]} for r in seen["LINKED_TO"]],
        }  # fmt: skip


def in_order(name, rows):
    """Rows with exactly the columns of the table, in an order that both sides share."""
    return sorted(([row.get(column) for column in SCHEMAS[name]] for row in rows), key=repr)


@given(worlds, st.none() | st.integers(0, 9))
@effort(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_tables_of_a_day_are_what_a_reader_of_the_rows_would_say(store, world, day):
    write(store, world)
    expected = Oracle(world, day).tables()
    for name, table in project(store, day).items():
        assert in_order(name, table.to_dicts()) == in_order(name, expected[name]), name


def test_an_empty_graph_gives_empty_tables_with_all_their_columns(store):
    for name, table in project(store).items():
        assert table.is_empty()
        assert dict(table.schema) == dict(SCHEMAS[name])
