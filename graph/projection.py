"""From the store to column tables: the graph as it was known at the end of a day.

A row is seen as of a moment when what it tells had happened by then, and had been delivered by then. What an
edge merged from several deliveries cannot be taken apart again: it is seen from its first delivery on, with the
rows delivered by then; a longer name that came later shows earlier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from core.tables import Tables
from graph.same_as import canonical

EDGES: Mapping[str, tuple[str, ...]] = {  # what is read of each kind, beside when it was known and its rows
    "TRANSFERRED": ("time_ms", "amount_tiyn", "channel", "purpose"),
    "CALLED": ("time_ms", "duration_s", "kind", "imei", "imsi", "cell"),
    "HOLDS": ("from_ms",),
    "SUBSCRIBES": ("from_ms", "to_ms"),
    "CONTACT_PHONE": (),
    "IDENTIFIED_BY": (),
    "HAS_CARD": (),
    "ARRESTED_IN": ("status", "category"),
    "SEIZED_PHONE": (),
    "SEIZED_DEVICE": (),
    "SEIZED_ACCOUNT": (),
    "SEIZED_CARD": (),
    "LINKED_TO": (),
    "SAME_AS": (),
}
NODES: Mapping[str, tuple[str, ...]] = {
    "Person": ("name",),
    "Organisation": ("name",),
    "Identifier": ("value",),
    "Account": ("bank",),
    "Cell": ("lat", "lon", "city", "sources"),
    "Arrest": ("time_ms", "article", "city", "lat", "lon", "substance", "mass_g", "cash_tiyn"),
}
SEIZED = {"SEIZED_PHONE": "phone", "SEIZED_DEVICE": "device", "SEIZED_ACCOUNT": "account", "SEIZED_CARD": "card"}
BY_PERSONS = ("HOLDS", "SUBSCRIBES", "CONTACT_PHONE", "IDENTIFIED_BY", "ARRESTED_IN")


class Scans(Protocol):
    """What can be read kind by kind. Implemented by graph.store.GraphStore."""

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All nodes of one label: `id` and the named properties, in order of id."""

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of one type: `id`, `src`, `dst` and the named properties, in order of id."""


def project(store: Scans, as_of_ms: int | None = None) -> Tables:
    """Column tables of everything known at `as_of_ms` (the last millisecond of a day; None: everything).

    Raises:
        StoreUnavailable: Neo4j was lost.
    """
    view = _one_person_once(_undated(_view(store, as_of_ms)))
    return Tables.build(
        {
            "transfers": view.edges["TRANSFERRED"].drop("known_ms"),
            "calls": view.edges["CALLED"].drop("known_ms"),
            "holders": view.registrations("HOLDS", "account", "holder"),
            "subscribers": _until(view.registrations("SUBSCRIBES", "phone", "holder"), as_of_ms),
            "contact_phones": view.pairs("CONTACT_PHONE", "person", "phone"),
            "persons": _persons(view),
            "accounts": _accounts(view),
            "cards": view.pairs("HAS_CARD", "account", "card"),
            "cells": view.nodes["Cell"].drop("sources"),
            "arrests": _arrests(view),
            "seizures": _seizures(view),
            "arrest_links": view.pairs("LINKED_TO", "a", "b"),
        }
    )


@dataclass(frozen=True, slots=True)
class _View:
    """Edges and nodes as they are seen."""

    edges: Mapping[str, pl.DataFrame]
    nodes: Mapping[str, pl.DataFrame]

    def pairs(self, kind: str, src: str, dst: str) -> pl.DataFrame:
        """Edges of a kind with their ends named."""
        return self.edges[kind].drop("id", "known_ms").rename({"src": src, "dst": dst})

    def registrations(self, kind: str, what: str, holder: str) -> pl.DataFrame:
        """Who holds what, with the holder's kind and name."""
        return self.pairs(kind, holder, what).join(self.parties(), on=holder, how="left")

    def parties(self) -> pl.DataFrame:
        """Every person and organisation: holder, holder_kind, name. Unnamed: nobody was identified."""
        named = self.edges["IDENTIFIED_BY"]["src"]
        parties = pl.concat([self.nodes["Person"], self.nodes["Organisation"]]).rename({"id": "holder"})
        is_person, is_named = pl.col("holder").str.starts_with("person:"), pl.col("holder").is_in(named.implode())
        kind = pl.when(~is_person).then(pl.lit("organisation")).when(is_named).then(pl.lit("person"))
        return parties.with_columns(holder_kind=kind.otherwise(pl.lit("unnamed")))


def _view(store: Scans, as_of_ms: int | None) -> _View:
    edges = {kind: store.scan_edges(kind, [*names, "known_ms", "sources"]) for kind, names in EDGES.items()}
    nodes = {label: store.scan_nodes(label, list(names)) for label, names in NODES.items()}
    if as_of_ms is None:
        return _View(edges, nodes)
    later = _delivered_later(store, as_of_ms)
    seen = {kind: _rows_by_then(_happened(table, as_of_ms), later) for kind, table in edges.items()}
    nodes["Arrest"] = _happened(nodes["Arrest"], as_of_ms)
    nodes["Cell"] = _delivered(nodes["Cell"], later)
    return _without_later_arrests(_View(seen, nodes))


def _undated(view: _View) -> _View:
    """Who holds an account, without since when: the tables do not say it, and it was only to be seen that it was so."""
    return _View({**view.edges, "HOLDS": view.edges["HOLDS"].drop("from_ms")}, view.nodes)


def _happened(table: pl.DataFrame, as_of_ms: int) -> pl.DataFrame:
    """Rows whose every date lies before the end of the day; what bears no date is seen."""
    dates = [name for name in ("time_ms", "from_ms", "known_ms") if name in table.columns]
    return table.filter(pl.all_horizontal(pl.col(dates).fill_null(as_of_ms) <= as_of_ms))


def _delivered_later(store: Scans, as_of_ms: int) -> pl.Series:
    sources = store.scan_nodes("Source", ["received_ms"]).filter(pl.col("received_ms") > as_of_ms)
    return sources["id"].str.strip_prefix("source:")


def _rows_by_then(table: pl.DataFrame, later: pl.Series) -> pl.DataFrame:
    """The table whose `sources` name only rows of files that had been delivered; null where none is left."""
    if not later.len() or not table.height:
        return table
    rows = pl.col("sources").list
    kept = rows.filter(~pl.element().str.split(":").list.first().is_in(later.implode()))
    return table.with_columns(sources=pl.when(kept.list.len() > 0).then(kept))


def _delivered(table: pl.DataFrame, later: pl.Series) -> pl.DataFrame:
    """Rows of which at least one source had been delivered; what names no source is seen."""
    by_then = _rows_by_then(table, later)
    return by_then.filter(table["sources"].is_null() | by_then["sources"].is_not_null())


def _without_later_arrests(view: _View) -> _View:
    """What hangs on an arrest that had not happened is not seen either."""
    ids = view.nodes["Arrest"]["id"].implode()
    ends = {"ARRESTED_IN": ["dst"], "LINKED_TO": ["src", "dst"]} | {kind: ["src"] for kind in SEIZED}
    kept = {kind: view.edges[kind].filter(pl.all_horizontal(pl.col(e).is_in(ids))) for kind, e in ends.items()}
    return _View({**view.edges, **kept}, view.nodes)


def _one_person_once(view: _View) -> _View:
    """Everything said of a party that was judged to be one with others is said of the id by which they all go."""
    names = canonical(view.edges["SAME_AS"], set(view.edges["IDENTIFIED_BY"]["src"]))
    if not names:
        return view
    edges = {kind: _renamed(view.edges[kind], names) for kind in BY_PERSONS}
    parties = {
        label: view.nodes[label].filter(~pl.col("id").is_in(_gone(names))) for label in ("Person", "Organisation")
    }
    return _View({**view.edges, **edges}, {**view.nodes, **parties})


def _gone(names: Mapping[str, str]) -> list[str]:
    return [party for party, name in names.items() if party != name]


def _renamed(table: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """Edges from parties; where two say the same now, one with the rows of both."""
    moved = table.with_columns(pl.col("src").replace(names))
    same = [name for name in table.columns if name not in ("id", "known_ms", "sources")]
    rest = [pl.col("id").min(), pl.col("known_ms").min(), pl.col("sources").explode().drop_nulls().unique().sort()]
    return moved.group_by(same, maintain_order=True).agg(rest).select(table.columns)


def _until(subscribers: pl.DataFrame, as_of_ms: int | None) -> pl.DataFrame:
    """An end that lay in the future was not known."""
    if as_of_ms is None:
        return subscribers
    return subscribers.with_columns(to_ms=pl.when(pl.col("to_ms") <= as_of_ms).then(pl.col("to_ms")))


def _persons(view: _View) -> pl.DataFrame:
    """Persons that anything seen speaks of, with the IIN that was judged to be theirs (of several, the first)."""
    spoken_of = pl.concat([view.edges[kind]["src"] for kind in BY_PERSONS]).unique()
    numbers = view.nodes["Identifier"].select(dst="id", iin="value")
    iins = view.edges["IDENTIFIED_BY"].join(numbers, on="dst").group_by("src").agg(pl.col("iin").min())
    persons = view.nodes["Person"].filter(pl.col("id").is_in(spoken_of.implode()))
    return persons.join(iins, left_on="id", right_on="src", how="left")


def _accounts(view: _View) -> pl.DataFrame:
    """Accounts that anything seen speaks of."""
    ends = [
        *(view.edges["TRANSFERRED"][end] for end in ("src", "dst")),
        view.edges["HOLDS"]["dst"],
        view.edges["HAS_CARD"]["src"],
        view.edges["SEIZED_ACCOUNT"]["dst"],
    ]
    return view.nodes["Account"].filter(pl.col("id").is_in(pl.concat(ends).unique().implode()))


def _arrests(view: _View) -> pl.DataFrame:
    return view.pairs("ARRESTED_IN", "person", "arrest").join(
        view.nodes["Arrest"].rename({"id": "arrest"}), on="arrest", how="left"
    )


def _seizures(view: _View) -> pl.DataFrame:
    return pl.concat(
        [view.pairs(kind, "arrest", "item").with_columns(item_kind=pl.lit(item)) for kind, item in SEIZED.items()]
    )
