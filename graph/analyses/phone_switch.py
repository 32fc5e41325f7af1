"""The next phone of whoever used one that fell silent: candidates with their evidence, over several replacements."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from graph.analyses.found import Found, Said
from graph.analyses.reading import Reads
from graph.analyses.switches.contacts import shared_contacts
from graph.analyses.switches.evidence import KINDS
from graph.analyses.switches.hops import Hop, hops_of
from graph.analyses.switches.rows import rows_of

CANDIDATES = 5
WORTH = 0.02  # share below which a candidate is not worth a look


def phone_switch(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Candidates for the phone that replaced `phone`, hop by hop, one line for each piece of evidence."""
    hops = list(hops_of(reads, given["phone"]))
    rows = [row for at, hop in enumerate(hops, start=1) for row in _rows(at, hop)]
    return Found(rows, (*_said(given["phone"], hops), *reads.said()))


def _rows(at: int, hop: Hop) -> Iterator[dict[str, Any]]:
    worth = hop.found.filter(pl.col("share") >= WORTH).head(CANDIDATES)
    for rank, pair in enumerate(worth.iter_rows(named=True), start=1):
        shared = _shared(hop, pair["new"])
        told = {"hop": at, "rank": rank, "old": hop.chain[-1], "candidate": pair["new"], "share": pair["share"],
                "total": pair["total"], "first": pair["first_ms"]}  # fmt: skip
        for kind in sorted((*KINDS, "chance"), key=lambda kind: -pair[kind]):
            if pair[kind]:
                what = shared.get("contacts" if kind == "ranks" else kind, [])
                rows = rows_of(hop.calls, kind, hop.chain, pair, what)
                yield {**told, "evidence": kind, "nats": pair[kind], "shared": what, "sources": rows}


def _shared(hop: Hop, new: str) -> dict[str, list[str]]:
    """Contacts and handsets that the new line has in common with the old ones."""
    pair = pl.DataFrame({"old": [hop.chain[0]], "new": [new]})
    used = hop.lines.handsets
    mine, theirs = (set(used.filter(pl.col("user") == line)["imei"]) for line in (hop.chain[0], new))
    contacts = shared_contacts(hop.lines, pair, hop.population)["other"].to_list()
    moved = [line for line, old in hop.moved.items() if old in contacts]
    return {"contacts": [*contacts, *moved], "handset": sorted(mine & theirs)}


def _said(phone: str, hops: Sequence[Hop]) -> Iterator[Said]:
    """That the phone is still in use, that nobody came, or that none of those who came is likely."""
    line = phone.partition(":")[2]
    if not hops:
        yield "analyses.no_calls", {"line": line}
        return
    life = hops[0].lines.lives.row(by_predicate=pl.col("user") == phone, named=True)
    if hops[0].still_used(phone):
        yield "analyses.not_silent", {"line": line, "last": life["last_ms"]}
    if life["strays_after"]:
        yield "analyses.strays", {"line": line, "last": life["last_ms"], "strays": life["strays_after"]}
    last = hops[-1]
    if last.moved:
        pairs = (f"{old.partition(':')[2]} → {new.partition(':')[2]}" for new, old in sorted(last.moved.items()))
        yield "analyses.moved", {"line": last.chain[-1].partition(":")[2], "pairs": ", ".join(pairs)}
    if last.next is None:
        yield "analyses.no_successor", {"line": last.chain[-1].partition(":")[2], "compared": len(last.compared)}
