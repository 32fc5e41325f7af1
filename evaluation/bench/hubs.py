"""Every question about whoever has a million neighbours: a number, an account, a mast, a handset, a firm's numbers."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from core.errors import StoreUnavailable
from core.home import Home
from core.protocols import GraphWriter
from core.settings import Settings
from evaluation.figures import table
from graph.ask import ask
from graph.bulk import FirstLoad
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.store import GraphStore
from queries import Question, catalogue
from queries.question import MOST_EDGES

NEIGHBOURS = int(os.environ.get("IZDER_BENCH_NEIGHBOURS", "1_000_000"))
PATIENT_S, MOST_S = 60.0, 2.0
START, MINUTE_MS, HOUR_MS = 1_760_000_000_000, 60_000, 3_600_000
HUB, ONE = "phone:+77010000000", "phone:+77020000001"
BANK, CARD = "account:KZ000000000000000000", "account:KZ000000000000000001"
FIRM, CELL, HANDSET = "person:firm", "cell:HUB-1", "imei:351756051523993"
ARREST, SANCTION, SOURCE = "arrest:247510031/000001", "sanction:P-00001", "aaaaaaaaaaaa"
PAIRS: Mapping[str, tuple[str, str]] = {  # what a question is asked about, and the other where it takes two
    "a number": (HUB, ONE), "an account": (BANK, CARD), "a firm": (FIRM, ONE),
}  # fmt: skip
EVERYBODY = frozenset({"phone_switches"})  # asked of the whole city at once, never of one
OF: Mapping[str, str] = {"Arrest": ARREST, "Device": HANDSET, "Cell": CELL, "Sanction": SANCTION}
TYPED: Mapping[str, str] = {
    "integer": "60", "date": "2025-10-09", "time": "2025-10-09 15:00", "money": "1000", "text": "x",
    "steps": "any; any",
}  # fmt: skip


def make(writer: GraphWriter, neighbours: int) -> None:
    """One number that everybody calls or is called by, an account, a mast, a handset, a firm with all the numbers."""
    phones = pl.Series([f"phone:+7702{n:07}" for n in range(neighbours)])
    accounts = pl.Series([f"account:KZ{n:018}" for n in range(1, neighbours + 1)])
    nodes = {"Person": [FIRM], "Cell": [CELL], "Device": [HANDSET], "Sanction": [SANCTION]}
    for label, ids in {**nodes, "Phone": [HUB, *phones], "Account": [BANK, *accounts]}.items():
        writer.upsert_nodes(label, pl.DataFrame({"id": ids}))
    writer.upsert_nodes("Cell", pl.DataFrame({"id": [CELL], "cell": ["HUB-1"], "lat": [43.2], "lon": [76.9]}))
    writer.upsert_nodes("Device", pl.DataFrame({"id": [HANDSET], "imei": ["351756051523993"]}))
    caught = START + neighbours // 2 * MINUTE_MS
    writer.upsert_nodes("Arrest", pl.DataFrame({"id": [ARREST], "time_ms": [caught], "article": ["297"]}))
    writer.upsert_nodes("Source", pl.DataFrame({"id": [f"source:{SOURCE}"], "name": ["hub.csv"]}))
    at = pl.int_range(neighbours, eager=True) * MINUTE_MS + START
    one, nothing = (pl.repeat(value, neighbours, eager=True) for value in (1, 0))
    seen: dict[str, pl.Series | str | int] = {"first_ms": at, "last_ms": at + HOUR_MS, "count": one}
    call: dict[str, pl.Series | str | int] = {
        "time_ms": at, "duration_s": nothing, "kind": "voice", "cell": "HUB-1", "imei": "351756051523993",
        "imsi": "401010000000001",
    }  # fmt: skip
    _put(writer, "CALLED", phones, HUB, call, both_ways=True)
    paid: dict[str, pl.Series | str | int] = {"time_ms": at, "amount_tiyn": one * 90_000}
    _put(writer, "TRANSFERRED", accounts, BANK, paid, both_ways=True)
    _put(writer, "SEEN_AT", phones, CELL, seen)
    _put(writer, "USED_IN", phones, HANDSET, seen)
    everyone = pl.Series([FIRM]).new_from_index(0, neighbours)
    _put(writer, "SUBSCRIBES", pl.concat([everyone, everyone[:1]]), pl.concat([phones, pl.Series([HUB])]))
    for label, src, dst in (("HOLDS", FIRM, BANK), ("ARRESTED_IN", FIRM, ARREST), ("SEIZED_PHONE", ARREST, HUB)):
        _put(writer, label, pl.Series([src]), dst)
    _put(writer, "COVERS", pl.Series([SANCTION]), HUB, {"from_ms": START, "to_ms": START + HOUR_MS})


def _put(
    writer: GraphWriter, label: str, src: pl.Series, dst: pl.Series | str,
    about: Mapping[str, pl.Series | str | int] | None = None, *, both_ways: bool = False,
) -> None:  # fmt: skip
    """Edges of a type; where both ways, every second one from `dst`."""
    told = (about or {}).items()
    columns = {name: value if isinstance(value, pl.Series) else pl.lit(value) for name, value in told}
    rows = pl.DataFrame({"src": src}).with_columns(
        dst=pl.lit(dst) if isinstance(dst, str) else dst, sources=pl.concat_list(pl.lit(f"{SOURCE}:2")),
        id=pl.format(f"{label}{{}}", pl.int_range(pl.len())), **columns,
    )  # fmt: skip
    if both_ways:
        odd = pl.int_range(pl.len()) % 2 == 1
        turned = {"src": pl.when(odd).then("dst").otherwise("src"), "dst": pl.when(odd).then("src").otherwise("dst")}
        rows = rows.with_columns(**turned)
    writer.upsert_edges(label, rows)


def asked() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every question about each hub: what it is about, its name, what it is told; once where that is the same."""
    questions = [each for each in catalogue().values() if each.listed and each.name not in EVERYBODY]
    told: set[tuple[str, ...]] = set()
    for what, (entity, other) in PAIRS.items():
        for question in questions:
            given = _given(question, entity, other)
            if (key := (question.name, *given.values())) not in told:
                told.add(key)
                yield what, question.name, given


def _given(question: Question, entity: str, other: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for each in question.parameters:
        if each.required or each.type in ("entity", "entities"):
            about = {"entity": other if each.name == "b" else entity, "entities": f"{entity},{other}"}
            value = about.get(each.type) or TYPED.get(each.type, "")
            told[each.name] = OF.get(each.of or "") or (*each.options, value)[0]
    return told


def measure(folder: Path, neighbours: int = NEIGHBOURS) -> dict[str, Any]:
    """Seconds of each question about each hub, the second time that it is asked; made once and found again."""
    settings = replace(Settings.from_environment(), home=folder / f"home-{neighbours}", neo4j_uri=None)
    home = Home(settings.home).ensure()
    server = LocalServer(home, settings).start()
    try:
        with GraphStore.open(server.uri or "", USER, server.password) as store:
            if not store.counts()["COVERS"]:
                writer = FirstLoad(store, server, home.neo4j / "bulk", 0)
                writer.ensure_schema()
                make(writer, neighbours)
                writer.flush()
            seconds = _timed_all(store)
    finally:
        server.stop()
    return {"neighbours": neighbours, "most_edges": MOST_EDGES, "seconds": seconds}


def _timed_all(store: GraphStore) -> dict[str, dict[str, float | None]]:
    seconds: dict[str, dict[str, float | None]] = {what: {} for what in PAIRS}
    for what, name, given in asked():
        seconds[what][name] = _timed(store, name, given)
    return seconds


def _timed(store: GraphStore, name: str, given: Mapping[str, str]) -> float | None:
    """Seconds of the second answer, the first plans the question; None where Neo4j refused it for memory or time."""
    try:
        ask(store, name, given, timeout_s=PATIENT_S)
        began = time.perf_counter()
        ask(store, name, given, timeout_s=PATIENT_S)
    except StoreUnavailable:
        return None
    return time.perf_counter() - began


def describe(figures: Mapping[str, Any]) -> str:
    """How many questions keep the limit, and the slowest ten of them."""
    asked_all = [(s, name, what) for what, of in figures["seconds"].items() for name, s in of.items()]
    every = [each for each in asked_all if each[0] is not None]
    refused = sorted(f"{name} ({what})" for s, name, what in asked_all if s is None)
    late = sorted(name for s, name, _ in every if s > MOST_S)
    rows = [[name, what, s] for s, name, what in sorted(every, reverse=True)[:10]]
    return (
        f"A number, an account, a mast, a handset and a firm of {figures['neighbours']:,} neighbours each; "
        f"{len(asked_all)} answers, every question asked of each, the second time. An answer looks at "
        f"{figures['most_edges']:,} edges and says so. Slower than {MOST_S:.0f} s: {', '.join(late) or 'none'}; "
        f"refused for memory or time: {', '.join(refused) or 'none'}. "
        "The slowest ten:\n\n" + table(["question", "about", "seconds"], rows)
    )
