"""A small graph with one network in it, behind the gate: two core members, a dropper, a line nobody is known to use."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine

from casework.access import Access, Purpose
from casework.audit import Audit
from casework.bootstrap import Izder, bootstrap
from casework.cases import Cases
from casework.database import open_database
from casework.judgements import Judgements
from casework.proposals import Proposals
from casework.review import Review
from casework.saved import Saved
from core.clock import to_ms
from core.home import Home
from core.identity import edge_id
from core.names import search_key
from core.networks import Member, Network, PersonScore, Reason, RowRef, Run
from core.settings import Settings
from graph.networks.keep import save_run
from graph.store import GraphStore

IIN, OTHER_IIN = "900329397139", "850101300015"
CALLS, MONEY, REGISTER = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
ORGANISER, COURIER, DROPPER = "person:organiser", "person:courier", "person:dropper"
P1, P2, BURNER = "phone:+77010012301", "phone:+77010012302", "phone:+77010012309"
K1, K2 = "account:KZ86301A000000000001", "account:KZ59301A000000000002"
HANDSET, ARREST = "imei:351756051523993", "arrest:247510031/000001"
NETWORK = "network:one"


def at(text: str) -> int:
    return to_ms(datetime.fromisoformat(text))


def row(number: int, source: str, src: str, dst: str, **more: object) -> dict[str, object]:
    known = more.get("time_ms") or at("2025-10-01")
    return {"src": src, "dst": dst, "sources": [f"{source}:{number}"], "known_ms": known, "handling": "open"} | more


def call(number: int, src: str, dst: str, when: str, **more: object) -> dict[str, object]:
    return row(number, CALLS, src, dst, time_ms=at(when), duration_s=60, kind="voice") | more


def transfer(number: int, src: str, dst: str, when: str, tenge: int) -> dict[str, object]:
    return row(number, MONEY, src, dst, time_ms=at(when), amount_tiyn=tenge * 100, purpose=f"долг ИИН {IIN}")


NODES: dict[str, list[dict[str, object]]] = {
    "Person": [
        {"id": person, "name": name, "name_keys": [search_key(name)]}
        for person, name in (
            (ORGANISER, "Сейтова Айгуль"), (COURIER, f"Ким Сергей {OTHER_IIN}"), (DROPPER, "Әбенов Ғалымжан"),
        )
    ],
    "Identifier": [{"id": f"iin:{number}", "value": number} for number in (IIN, OTHER_IIN)],
    "Phone": [{"id": phone, "number": phone.partition(":")[2], "kind": "mobile"} for phone in (P1, P2, BURNER)],
    "Account": [{"id": account, "iban": account.partition(":")[2], "bank": "301"} for account in (K1, K2)],
    "Device": [{"id": HANDSET, "imei": HANDSET.partition(":")[2]}],
    "Arrest": [
        {"id": ARREST, "number": "247510031/000001", "time_ms": at("2025-10-20 12:00"), "article": "297 ч. 3",
         "city": "Алматы", "place": f"двор, свидетель {OTHER_IIN}", "substance": "мефедрон", "mass_g": 12.5}
    ],
    "Source": [{"id": f"source:{source}", "name": name, "complete": True}
               for source, name in ((CALLS, "calls.csv"), (MONEY, f"statement_{IIN}.csv"), (REGISTER, "register.csv"))],
}  # fmt: skip
EDGES: dict[str, list[dict[str, object]]] = {
    "IDENTIFIED_BY": [row(2, REGISTER, ORGANISER, f"iin:{IIN}"), row(3, REGISTER, COURIER, f"iin:{OTHER_IIN}")],
    "SUBSCRIBES": [row(4, REGISTER, ORGANISER, P1), row(5, REGISTER, COURIER, P2)],
    "HOLDS": [row(6, REGISTER, ORGANISER, K1), row(7, REGISTER, DROPPER, K2)],
    "CALLED": [
        call(2, P1, P2, "2025-10-03 10:00"), call(3, P2, P1, "2025-10-04 11:00"),
        call(4, BURNER, P2, "2025-10-05 09:00", handling="restricted"), call(5, P1, P2, "2025-11-20 10:00"),
    ],
    "TRANSFERRED": [transfer(2, K2, K1, "2025-10-03 12:00", 5000), transfer(3, K2, K1, "2025-11-21 12:00", 7000)],
    "USED_IN": [
        row(8, CALLS, phone, HANDSET, first_ms=at("2025-10-03"), last_ms=at("2025-10-05"), count=2)
        for phone in (P2, BURNER)
    ],
    "ARRESTED_IN": [row(9, REGISTER, COURIER, ARREST, status="detained")],
    "SEIZED_PHONE": [row(10, REGISTER, ARREST, BURNER)],
}  # fmt: skip


def frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def edges(kind: str) -> pl.DataFrame:
    rows = [{"id": edge_id(kind, n, str(each["src"]), str(each["dst"]))} | each for n, each in enumerate(EDGES[kind])]
    return frame([{**each, "agency": ["tc"]} for each in rows])


def member(entity: str, role: str, core: bool, iin: str | None, name: str | None, *things: str) -> Member:
    reason = Reason(
        indicator="made_up", family="flow", llr=2.0, key="brief.members.likely_user", parameters={"name": f"X {IIN}"},
        rows=(RowRef(source=MONEY, file=f"statement_{IIN}.csv", row=2),), rows_total=1,
    )  # fmt: skip
    keys = [(thing.partition(":")[0], thing.partition(":")[2]) for thing in things]
    return Member(
        id=entity, iin=iin, name=name, role=role, core=core, score=3.0 if core else 1.0, stability=0.9,
        phones=tuple(key for kind, key in keys if kind == "phone"),
        ibans=tuple(key for kind, key in keys if kind == "account"), reasons=(reason,),
    )  # fmt: skip


def detected(as_of: str | None = None) -> Run:
    members = (
        member(ORGANISER, "organiser", True, IIN, "Сейтова Айгуль", P1, K1),
        member(COURIER, "courier", True, OTHER_IIN, f"Ким Сергей {OTHER_IIN}", P2),
        member(BURNER, "operator", True, None, None, BURNER).model_copy(update={"likely_user": DROPPER}),
        member(DROPPER, "dropper", False, None, "Әбенов Ғалымжан", K2),
    )
    network = Network(
        id=NETWORK, rank=1, score=7.0, kind="drug_shop", city="Алматы", members=members, proposed_by=("cpm",),
        first_ms=at("2025-10-03"), last_ms=at("2025-11-21"),
    )  # fmt: skip
    return Run(
        id="run:one", as_of=as_of, started_ms=at("2025-12-02 09:00"), seconds=1.0, parameters={"seed": 0},
        code_version="0.1.0+test", data_hash="9f" * 32, networks=(network,),
        persons=(PersonScore(id=ORGANISER, iin=IIN, score=3.0, role="organiser"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def graph(_open_store: GraphStore) -> GraphStore:
    """The store with the small graph and its one network in it, written once: reading changes nothing."""
    store = _open_store
    store.wipe()
    for label, rows in NODES.items():
        store.upsert_nodes(label, frame(rows))
    for kind in EDGES:
        store.upsert_edges(kind, edges(kind))
    save_run(store, detected())
    return store


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").ensure()


@pytest.fixture
def database(home: Home) -> Iterator[Engine]:
    engine = open_database(home)
    yield engine
    engine.dispose()


@pytest.fixture
def audit(database: Engine) -> Audit:
    return Audit(database, "tc-almaty")


@pytest.fixture
def review(database: Engine) -> Review:
    return Review(Judgements(database, "tc-almaty"), Proposals(database, "tc-almaty"))


@pytest.fixture
def access(home: Home, audit: Audit, database: Engine, review: Review, graph: GraphStore) -> Access:
    return Access(home, audit, Cases(database, "tc-almaty"), review, graph, saved=Saved(database, "tc-almaty"))


@pytest.fixture
def analyst() -> Purpose:
    return Purpose("a.seitova", "case 25-114")


Read = Callable[[Access, Purpose], object]
READS: dict[str, Read] = {
    "run": lambda access, purpose: access.run(purpose),
    "networks": lambda access, purpose: access.networks(purpose),
    "network": lambda access, purpose: access.network(purpose, NETWORK),
    "picture": lambda access, purpose: access.picture(purpose, NETWORK, "ru"),
    "expand": lambda access, purpose: access.expand(purpose, ORGANISER, language="ru"),
    "expand by IIN": lambda access, purpose: access.expand(purpose, IIN, language="ru"),
    "entity": lambda access, purpose: access.entity(purpose, COURIER, "kk"),
    "account": lambda access, purpose: access.entity(purpose, K1, "en"),
    "arrest": lambda access, purpose: access.entity(purpose, ARREST, "ru"),
    "activity": lambda access, purpose: access.activity(purpose, [P1, K1]),
    "search": lambda access, purpose: access.search(purpose, "Сейтова", language="ru"),
    "search by IIN": lambda access, purpose: access.search(purpose, IIN, language="ru"),
    "search by part": lambda access, purpose: access.search(purpose, IIN[:7], language="ru"),
    "ask": lambda access, purpose: access.ask(purpose, "neighbours", {"entity": ORGANISER}, language="ru"),
    "ask of money": lambda access, purpose: access.ask(purpose, "transfers_between", {"a": K2, "b": K1}, language="en"),
    "deliveries": lambda access, purpose: access.deliveries(purpose),
    "quarantine": lambda access, purpose: access.quarantine(purpose),
    "why": lambda access, purpose: access.reckoning.why(purpose, NETWORK),
    "holds": lambda access, purpose: access.reckoning.holds(purpose, NETWORK),
    "comparison": lambda access, purpose: access.reckoning.compare(purpose, "run:one", "run:one"),
    "categories": lambda access, purpose: access.categories(purpose, NETWORK),
    "review queue": lambda access, purpose: access.pairs.queue(purpose),
    "merges": lambda access, purpose: access.pairs.merged(purpose, NETWORK),
    "what rests on merges": lambda access, purpose: access.pairs.rests(purpose, NETWORK, "kk"),
    "review pair": lambda access, purpose: access.pairs.facing(purpose, ORGANISER, COURIER, "ru"),
    "brief": lambda access, purpose: access.brief(purpose, NETWORK, "en"),
}


@pytest.fixture
def reads() -> dict[str, Read]:
    """Every way to look through the gate."""
    return READS


@pytest.fixture
def seen_by_october(graph: GraphStore) -> Iterator[None]:
    """The last run found the same network, as of the end of October."""
    later = {"id": "run:october", "started_ms": at("2025-12-03 09:00")}
    save_run(graph, detected("2025-10-31").model_copy(update=later))
    yield
    graph.delete_run("run:october")
    save_run(graph, detected())


@pytest.fixture
def registered(settings: Settings, tmp_path: Path) -> Callable[[str], AbstractContextManager[Izder]]:
    """Loads one register of subscribers, given as text; the application is open within the block."""

    @contextmanager
    def load(text: str) -> Iterator[Izder]:
        register = tmp_path / "subscribers.csv"
        register.write_text(text, "utf-8")
        with bootstrap(settings) as izder:
            izder.load([register])
            yield izder

    return load
