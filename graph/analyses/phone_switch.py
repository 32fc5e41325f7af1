"""The next phone of whoever used one that fell silent: candidates with their evidence, over several replacements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from graph.analyses.found import Found, Said
from graph.analyses.reading import Reads
from graph.analyses.switches import sample
from graph.analyses.switches.contacts import shared_contacts
from graph.analyses.switches.decide import LIKELY, judged, silent
from graph.analyses.switches.evidence import KINDS
from graph.analyses.switches.lines import Lines, lines_of
from graph.analyses.switches.population import Population
from graph.analyses.switches.rows import rows_of
from graph.analyses.switches.weights import figures
from graph.indicators.facts import DAY_MS

HOPS, CANDIDATES = 5, 5
WORTH = 0.02  # share below which a candidate is not worth a look


@dataclass(frozen=True, slots=True)
class Hop:
    """One replacement: the lines so far, what was read of them and of those that came after, and who was compared."""

    chain: list[str]
    calls: pl.DataFrame
    lines: Lines
    compared: list[str]
    found: pl.DataFrame
    population: Population

    @property
    def next(self) -> str | None:
        """The line that is likelier the next one than all others and none together."""
        best = self.found.filter(pl.col("share") > LIKELY)["new"].to_list()
        return best[0] if best else None

    def still_used(self, line: str) -> bool:
        """True where the line cannot be told from one that is only quiet."""
        return not silent(self.lines.lives.filter(pl.col("user") == line), self.population.end_ms).height


def phone_switch(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Candidates for the phone that replaced `phone`, hop by hop, one line for each piece of evidence."""
    hops = list(_hops(reads, given["phone"]))
    rows = [row for at, hop in enumerate(hops, start=1) for row in _rows(at, hop)]
    return Found(rows, (*_said(given["phone"], hops), *reads.said()))


def _hops(reads: Reads, phone: str) -> Iterator[Hop]:
    population, chain = sample.population(reads), [phone]
    while len(chain) <= HOPS:
        hop = _hop(reads, chain, population)
        if hop is None:
            return
        yield hop
        if hop.next is None or hop.still_used(hop.next):
            return
        chain = [*chain, hop.next]


def _hop(reads: Reads, chain: list[str], population: Population) -> Hop | None:
    """What is known once the lines of `chain` have ended; None where no call of theirs is known."""
    users = dict.fromkeys(chain, chain[0])
    own = lines_of(sample.calls_of(reads, chain), sample.cells_of(reads, chain), users)
    lives = own.lives.filter(pl.col("user") == chain[0])
    if not lives.height:
        return None
    after = int(lives["last_ms"][0] - figures()["overlap_days"] * DAY_MS)
    compared = sample.came_after(reads, chain, after)
    calls, cells = sample.calls_of(reads, [*chain, *compared]), sample.cells_of(reads, [*chain, *compared])
    lines = _only(lines_of(calls, cells, users), [chain[0], *compared])
    known = replace(population, known=sample.degrees(reads, lines, [chain[0]]))
    found = judged(lines, pl.Series([chain[0]]), known)
    return Hop(chain, calls, lines, compared, found, known)


def _only(lines: Lines, users: Sequence[str]) -> Lines:
    """Of those whose every call was read; of their contacts a part alone is known."""
    of = pl.col("user").is_in(list(users))
    return Lines(lines.lives.filter(of), lines.ties.filter(of), lines.sites.filter(of), lines.handsets.filter(of))


def _rows(at: int, hop: Hop) -> Iterator[dict[str, Any]]:
    worth = hop.found.filter(pl.col("share") >= WORTH).head(CANDIDATES)
    for rank, pair in enumerate(worth.iter_rows(named=True), start=1):
        shared = _shared(hop, pair["new"])
        told = {"hop": at, "rank": rank, "old": hop.chain[-1], "candidate": pair["new"], "share": pair["share"],
                "total": pair["total"], "first": pair["first_ms"]}  # fmt: skip
        for kind in sorted((*KINDS, "chance"), key=lambda kind: -pair[kind]):
            if pair[kind]:
                what = shared.get("contacts" if kind == "ranks" else kind, [])
                rows = rows_of(hop.calls, kind, hop.chain, pair["new"], what)
                yield {**told, "evidence": kind, "nats": pair[kind], "shared": what, "sources": rows}


def _shared(hop: Hop, new: str) -> dict[str, list[str]]:
    """Contacts and handsets that the new line has in common with the old ones."""
    pair = pl.DataFrame({"old": [hop.chain[0]], "new": [new]})
    used = hop.lines.handsets
    mine, theirs = (set(used.filter(pl.col("user") == line)["imei"]) for line in (hop.chain[0], new))
    contacts = shared_contacts(hop.lines, pair, hop.population)["other"].to_list()
    return {"contacts": contacts, "handset": sorted(mine & theirs)}


def _said(phone: str, hops: Sequence[Hop]) -> Iterator[Said]:
    """That the phone is still in use, that nobody came, or that none of those who came is likely."""
    line = phone.partition(":")[2]
    if not hops:
        yield "analyses.no_calls", {"line": line}
        return
    if hops[0].still_used(phone):
        last_ms = hops[0].lines.lives.filter(pl.col("user") == phone)["last_ms"][0]
        yield "analyses.not_silent", {"line": line, "last": last_ms}
    last = hops[-1]
    if last.next is None:
        yield "analyses.no_successor", {"line": last.chain[-1].partition(":")[2], "compared": len(last.compared)}
