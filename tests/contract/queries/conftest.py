"""A town small enough to be checked by hand: four persons, a few lines, accounts, arrests and sanctions."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl
import pytest

from core.clock import to_ms
from core.identity import edge_id
from core.networks import Member, Network, Reason, RowRef, Run
from graph.networks.keep import save_run

CALLS, MONEY, REGISTER = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
A, B, C, D, E = (f"phone:+7701001230{n}" for n in (1, 2, 3, 4, 5))
KA, KB, KC, SINK = (f"account:KZ{n}{30100000000000000 + n}" for n in (11, 22, 33, 99))
ANA, BEK, COL, KID = "person:ana", "person:bek", "person:col", "person:kid"
FIRST, SECOND, NEAR = "arrest:247510031/000001", "arrest:247510031/000002", "arrest:247510031/000003"
PHONE = "imei:351756051523993"


def at(text: str) -> int:
    return to_ms(datetime.fromisoformat(text))


def call(row: int, src: str, dst: str, when: str, seconds: int = 60, **more: str) -> dict[str, object]:
    return {"src": src, "dst": dst, "time_ms": at(when), "duration_s": seconds, "kind": "voice", "imei": None,
            "imsi": None, "cell": "XALA0001-1", "sources": [f"{CALLS}:{row}"], "authority": ["P-00001"]} | more


def transfer(row: int, src: str, dst: str, when: str, tenge: int) -> dict[str, object]:
    return {"src": src, "dst": dst, "time_ms": at(when), "amount_tiyn": tenge * 100, "currency": "KZT",
            "channel": "P2P", "purpose": "за кофе", "sources": [f"{MONEY}:{row}"], "authority": ["P-00002"]}


def register(row: int, src: str, dst: str, **more: object) -> dict[str, object]:
    return {"src": src, "dst": dst, "sources": [f"{REGISTER}:{row}"]} | more


def arrest(key: str, when: str, lat: float, lon: float) -> dict[str, object]:
    return {"id": key, "number": key.partition(":")[2], "time_ms": at(when), "article": "297 ч.3", "city": "Алматы",
            "place": "двор", "lat": lat, "lon": lon}


def phone(key: str, kind: str = "mobile") -> dict[str, object]:
    return {"id": key, "number": key.partition(":")[2], "kind": kind}


NODES: Mapping[str, list[dict[str, object]]] = {
    "Person": [{"id": ANA, "name": "Ана Иванова"}, {"id": BEK, "name": "Бек Ермеков"}, {"id": COL, "name": "Кол Т."},
               {"id": KID, "name": "Кид К."}],
    "Identifier": [{"id": "iin:900329397139", "value": "900329397139"},
                   {"id": "iin:120304500011", "value": "120304500011"}],
    "Phone": [*map(phone, (A, B, C, D, E)), phone("phone:109", "short")],
    "Account": [{"id": key, "iban": key.partition(":")[2], "bank": "301"} for key in (KA, KB, KC, SINK)],
    "Device": [{"id": PHONE, "imei": "351756051523993"}],
    "Sim": [{"id": "imsi:401010000000001", "imsi": "401010000000001"}],
    "Arrest": [
        arrest(FIRST, "2025-10-05 12:00", 43.2400, 76.9000),
        arrest(SECOND, "2025-10-06 12:00", 43.3000, 76.9000),
        arrest(NEAR, "2025-01-01 12:00", 43.2410, 76.9000),
    ],
    "Sanction": [{"id": "sanction:P-00001", "number": "P-00001", "court": "суд"}],
    "Source": [{"id": f"source:{CALLS}", "name": "calls.csv"}, {"id": f"source:{MONEY}", "name": "bank.csv"},
               {"id": f"source:{REGISTER}", "name": "register.csv"}],
}

EDGES: Mapping[str, list[dict[str, object]]] = {
    "IDENTIFIED_BY": [register(2, ANA, "iin:900329397139", judgement="equal valid IIN"),
                      register(20, KID, "iin:120304500011", judgement="equal valid IIN")],
    "SUBSCRIBES": [
        register(3, ANA, A, from_ms=None, to_ms=None), register(4, BEK, B, to_ms=at("2025-10-01 00:00")),
        register(5, COL, C), register(21, KID, E, from_ms=at("2025-03-05 00:00"), died_ms=at("2025-02-01 23:59")),
        register(22, BEK, E, from_ms=at("2025-06-01 00:00")),
    ],
    "HOLDS": [register(6, ANA, KA), register(7, BEK, KB), register(8, COL, KC, to_ms=at("2025-10-03 23:59"))],
    "CALLED": [
        call(2, A, B, "2025-10-03 10:00", imei="351756051523993", imsi="401010000000001"),
        call(3, B, A, "2025-10-03 11:00"),
        call(4, A, B, "2025-10-05 11:30", 0, imei="351756051523993", imsi="401010000000001"),
        call(5, A, C, "2025-10-05 12:10"),
        call(6, D, B, "2025-10-04 09:00", imei="351756051523993", imsi="401010000000004"),
        call(7, D, C, "2025-10-04 09:05"),
        call(8, A, "phone:109", "2025-10-03 10:05"),
        call(9, C, "phone:109", "2025-10-03 10:06"),
    ],
    "TRANSFERRED": [
        transfer(2, KA, SINK, "2025-10-03 12:00", 1000),
        transfer(3, KB, SINK, "2025-10-03 13:00", 2000),
        transfer(4, KB, KA, "2025-10-03 11:00", 5000),
        transfer(5, KA, KC, "2025-10-04 10:00", 3000),
    ],
    "USED_IN": [
        register(9, A, PHONE, first_ms=at("2025-10-03 10:00"), last_ms=at("2025-10-05 11:30"), count=2),
        register(10, D, PHONE, first_ms=at("2025-10-04 09:00"), last_ms=at("2025-10-04 09:00"), count=1),
    ],
    "HAS_SIM": [register(23, A, "imsi:401010000000001", count=2)],
    "ARRESTED_IN": [
        register(11, ANA, FIRST, status="detained", category="suspected"),
        register(12, BEK, FIRST, status="released", category="witness"),
        register(13, COL, SECOND, status="detained", category="suspected"),
        register(14, COL, NEAR, status="detained", category="suspected"),
    ],
    "LINKED_TO": [register(15, FIRST, SECOND)],
    "SEIZED_PHONE": [register(16, FIRST, A), register(17, SECOND, A)],
    "COVERS": [register(18, "sanction:P-00001", A, from_ms=at("2025-10-01 00:00"), to_ms=at("2025-10-31 00:00"))],
}


def found(name: str, started: int, *cores: tuple[str, ...]) -> Run:
    """A run that found networks of these cores; the ground of each member is a call."""
    row = RowRef(source=CALLS, file="calls.csv", row=2)
    why = Reason(indicator="calls_ring", family="contact", llr=1.0, key="reasons.calls_ring", rows=(row,))
    networks = tuple(
        Network(id=f"network:{name}-{rank:02}", rank=rank, score=5.0, kind="drug_shop", members=tuple(
            Member(id=each, iin=None, name=None, role="courier", core=True, score=5.0, reasons=(why,)) for each in core
        )) for rank, core in enumerate(cores, start=1)
    )  # fmt: skip
    return Run(
        id=f"run:{name}", as_of=None, started_ms=started, seconds=1.0, parameters={"seed": 0}, code_version="1",
        data_hash="d", networks=networks,
    )  # fmt: skip


RUNS = (found("one", 1, (ANA, BEK), (COL,)), found("two", 2, (ANA, BEK, D), (COL,)))


def frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def edges(kind: str) -> pl.DataFrame:
    rows = [{"id": edge_id(kind, n, str(row["src"]), str(row["dst"]))} | row for n, row in enumerate(EDGES[kind])]
    return frame(rows)


@pytest.fixture
def divided(town):
    """The town with each person written as two, judged to be one: accounts, arrests and IINs are the twin's."""
    people = [str(each["id"]) for each in NODES["Person"]]
    twins = [{"id": twin(key), "name": each["name"]} for key, each in zip(people, NODES["Person"], strict=True)]
    town.upsert_nodes("Person", frame(twins))
    for kind in ("HOLDS", "ARRESTED_IN", "IDENTIFIED_BY"):
        theirs = edges(kind)
        town.delete_edges(kind, theirs["id"])
        town.upsert_edges(kind, theirs.with_columns(src=pl.col("src") + "2"))
    pairs = pl.DataFrame({"id": [f"same:{key}" for key in people], "src": people, "dst": list(map(twin, people))})
    canonical = pl.DataFrame({"id": [*people, *map(twin, people)], "canonical": [*people, *people]})
    town.replace_same_as(pairs, canonical)
    return town


def twin(key: str) -> str:
    return f"{key}2"


@pytest.fixture
def town(store):
    """The store with the town in it."""
    store.ensure_schema()
    for label, rows in NODES.items():
        store.upsert_nodes(label, frame(rows))
    for kind in EDGES:
        store.upsert_edges(kind, edges(kind))
    for run in RUNS:
        save_run(store, run)
    return store
