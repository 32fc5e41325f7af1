"""Questions in Cypher beside SQL: random worlds, answered by Neo4j and by DuckDB over the same rows."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import duckdb
import networkx as nx
import polars as pl
import pytest
import yaml

from core.clock import LOCAL, iana
from graph.ask import ask
from queries import catalogue

MINUTE, HOUR, DAY, START = 60_000, 3_600_000, 86_400_000, 1_760_000_000_000
PATIENT_S = 60.0  # a busy machine plans each question for the first time
PEOPLE = [f"person:{n}" for n in range(6)]  # the first two are judged to be one
ONE, TWIN, THIRD = PEOPLE[0], PEOPLE[1], PEOPLE[2]
PHONES = [f"phone:+7701000000{n}" for n in range(10)]
ACCOUNTS = [f"account:KZ{n:018}" for n in range(6)]
IMEIS = ["351756051523993", "490154203237518", "356938035643809"]
IMSIS = [f"40101000000000{n}" for n in range(4)]
PLACES = {"C0": (43.0, 76.9), "C1": (43.01, 76.9), "C2": (43.3, 77.2), "C3": (43.6, 77.6)}
ARRESTS = [f"arrest:{n}/1" for n in range(5)]
SANCTIONS = [f"sanction:S{n}" for n in range(2)]
RUNS, NETWORKS = ["run:r0", "run:r1"], [f"network:n{n}" for n in range(4)]
IINS = ["iin:150101500017", "iin:880101300018", "iin:120304500011"]  # born in 2015, 1988, 2012

HERE = Path(__file__).parent
SAID = yaml.safe_load((HERE / "oracles.yaml").read_text(encoding="utf-8"))
# what has its oracle elsewhere: where an analysis is compared with brute force, networkx or SQL on random input
HERE_TOO = "contract/queries/test_random_worlds.py"
ELSEWHERE = {
    "paths": "unit/graph/analyses/test_connections.py::test_the_cheapest_paths_are_those_of_brute_force",
    "joining_network": "unit/graph/analyses/test_connections.py::test_a_joining_network_joins_and_keeps_its_bound",
    "money_trace": "unit/graph/analyses/test_money.py::test_a_sum_is_followed_as_by_powers_of_a_matrix",
    "money_flows": f"{HERE_TOO}::test_flows_are_the_trace_summed_up_and_round_trips_come_back",
    "round_trips": f"{HERE_TOO}::test_flows_are_the_trace_summed_up_and_round_trips_come_back",
    "shortest_path": f"{HERE_TOO}::test_a_shortest_path_is_as_long_as_that_of_networkx",
    "identity_clashes": f"{HERE_TOO}::test_identity_clashes_are_those_of_brute_force",
    "who_bridges": "unit/graph/analyses/test_bridges.py::test_bridges_are_those_found_by_hand",
    "phone_switch": "contract/queries/test_phone_switch.py::test_the_phone_switch_in_the_graph",
    "phone_switches": "contract/queries/test_phone_switch.py::test_towns_of_other_seeds_are_told_right",
    "run_changes": "unit/graph/networks/test_reckon.py::test_a_member_who_left_and_a_network_that_came_are_told",
}
Rows = list[dict[str, Any]]


def rows_of(prefix: str, rows: Sequence[Mapping[str, Any]]) -> Rows:
    """Rows with an id and a source each; of equal ends and times the first alone."""
    return [{"id": f"{prefix}{n}", "sources": [f"{prefix * 12}:{n}"], **row} for n, row in enumerate(rows)]


def world(seed: int) -> dict[str, Rows]:
    """Edges of every kind the questions walk, over four days, by type."""
    dice = random.Random(seed)  # noqa: S311 (a made world)

    def ends(sources: Sequence[str], targets: Sequence[str], count: int, **more: Any) -> Rows:
        made, pairs = [], set[tuple[str, str]]()
        while len(made) < count:
            src, dst = dice.choice(sources), dice.choice(targets)
            if src != dst and (more or (src, dst) not in pairs):
                pairs.add((src, dst))
                made.append({"src": src, "dst": dst, **{name: draw() for name, draw in more.items()}})
        return made

    moment = lambda: START + dice.randrange(4 * DAY)  # noqa: E731
    day = lambda: START - dice.randrange(1, 60) * DAY  # noqa: E731
    last = lambda: dice.choice([None, START + dice.randrange(-9, 3) * DAY])  # noqa: E731
    called = ends(
        PHONES, PHONES, 240, time_ms=moment, duration_s=lambda: dice.choice([0, 30]),
        kind=lambda: dice.choice(["voice", "voice", "sms"]), cell=lambda: dice.choice([*PLACES]),
        imei=lambda: dice.choice([*IMEIS, None]), imsi=lambda: dice.choice([*IMSIS, None]),
        authority=lambda: [dice.choice(["S0", "S1"])],
    )  # fmt: skip
    called = [row for row in called if PHONES[8] not in (row["src"], row["dst"]) or row["time_ms"] < START + DAY]
    paid = ends(ACCOUNTS, ACCOUNTS, 90, time_ms=moment, amount_tiyn=lambda: dice.randrange(400, 1300) * 100,
                authority=lambda: [dice.choice(["S0", "S1"])])  # fmt: skip
    subscribed = ends(PEOPLE, PHONES[:6], 10, from_ms=day, to_ms=last)
    subscribed += [{"src": ONE, "dst": PHONES[0], "from_ms": day(), "to_ms": None},
                   {"src": TWIN, "dst": PHONES[1], "from_ms": day(), "to_ms": None},
                   {"src": THIRD, "dst": PHONES[2], "from_ms": day(), "to_ms": None},
                   {"src": ONE, "dst": PHONES[6], "from_ms": START - DAY, "to_ms": START + DAY},
                   {"src": TWIN, "dst": PHONES[6], "from_ms": START - 2 * DAY, "to_ms": None}]  # fmt: skip
    subscribed = [{**row, "died_ms": START + DAY if row["src"] == THIRD else None} for row in subscribed]
    whole = {"from_ms": START - 90 * DAY, "to_ms": None, "died_ms": None}
    held = [*ends(PEOPLE[3:], ACCOUNTS[3:], 3), {"src": TWIN, "dst": ACCOUNTS[0]}, {"src": ONE, "dst": ACCOUNTS[1]},
            {"src": THIRD, "dst": ACCOUNTS[2], "to_ms": START + DAY, "died_ms": START + 2 * DAY},
            # the same holding as it was told before it ended, and a holder that a statement names
            {"src": THIRD, "dst": ACCOUNTS[2]}, {"src": PEOPLE[3], "dst": ACCOUNTS[2], "from_ms": None}]  # fmt: skip
    held = [whole | row for row in held]
    status = lambda: dice.choice(["detained", "released"])  # noqa: E731
    arrested = [row | {"status": status()} for row in ends(PEOPLE[2:], ARRESTS, 7)]
    arrested += [
        {"src": ONE, "dst": ARRESTS[0], "status": "detained"}, {"src": TWIN, "dst": ARRESTS[4], "status": "released"},
        {"src": THIRD, "dst": ARRESTS[1], "status": "detained"},
    ]  # fmt: skip
    arrested = list({(row["src"], row["dst"]): row for row in arrested}.values())
    who = [ONE, TWIN, THIRD, PHONES[0], PHONES[9], ACCOUNTS[0]]
    inside = sorted({(row["src"], row["dst"]) for row in ends(who, NETWORKS, 12)} | {(ONE, NETWORKS[0])})
    members = [{"src": src, "dst": dst, "role": dice.choice(["courier", "handler"]), "core": dice.random() < 0.7}
               for src, dst in inside]  # fmt: skip
    return {
        "CALLED": called, "TRANSFERRED": paid, "SUBSCRIBES": subscribed, "HOLDS": held, "ARRESTED_IN": arrested,
        "MEMBER_OF": members,
        "FOUND_IN": [{"src": each, "dst": RUNS[n % 2]} for n, each in enumerate(NETWORKS)],
        "IDENTIFIED_BY": [{"src": src, "dst": dst} for src, dst in zip((ONE, THIRD, PEOPLE[4]), IINS, strict=True)],
        "DIED": [{"src": THIRD, "dst": IINS[1], "died_ms": START + 2 * DAY + HOUR}],
        "LINKED_TO": [{"src": ARRESTS[0], "dst": ARRESTS[1]}, {"src": ARRESTS[2], "dst": ARRESTS[3]}],
        "SEIZED_PHONE": [*ends(ARRESTS, PHONES, 4), {"src": ARRESTS[0], "dst": PHONES[7]}],
        "SEIZED_ACCOUNT": [{"src": ARRESTS[0], "dst": ACCOUNTS[4]}],
        "COVERS": [row | {"from_ms": day(), "to_ms": START + n * DAY} for n, row in enumerate(
            [*ends(SANCTIONS, PHONES, 5), *ends(SANCTIONS, ACCOUNTS, 4), {"src": SANCTIONS[0], "dst": PHONES[0]}])],
    }  # fmt: skip


def frame(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame(rows, infer_schema_length=None)


def seen(calls: pl.DataFrame, column: str, prefix: str) -> pl.DataFrame:
    """One edge for a pair of phone and what its calls name, as loading makes it."""
    named = calls.filter(pl.col(column).is_not_null()).with_columns(dst=pl.format(f"{prefix}:{{}}", column))
    made = named.group_by("src", "dst", maintain_order=True).agg(
        first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(), count=pl.len().cast(pl.Int64),
        sources=pl.col("sources").list.first().unique(),
    )  # fmt: skip
    return made.with_columns(id=pl.format("{}{}{}", pl.lit(prefix), "src", "dst"))


def nodes() -> dict[str, Rows]:
    arrests = [
        {"id": each, "time_ms": START + (n + 1) * 14 * HOUR, "article": ["296", "297"][n % 2], "lat": lat, "lon": 76.9}
        for n, (each, lat) in enumerate(zip(ARRESTS, (43.0, 43.05, 43.1, 43.6, 44.0), strict=True))
    ]  # fmt: skip
    return {
        "Person": [{"id": each, "name": each} for each in PEOPLE], "Phone": [{"id": each} for each in PHONES],
        "Account": [{"id": each} for each in ACCOUNTS],
        "Device": [{"id": f"imei:{each}", "imei": each} for each in IMEIS],
        "Sim": [{"id": f"imsi:{each}", "imsi": each} for each in IMSIS],
        "Cell": [{"id": f"cell:{each}", "cell": each, "lat": lat, "lon": lon} for each, (lat, lon) in PLACES.items()],
        "Arrest": arrests, "Sanction": [{"id": each, "number": each.partition(":")[2]} for each in SANCTIONS],
        "Identifier": [{"id": each, "value": each.partition(":")[2]} for each in IINS],
        "Run": [{"id": each, "started_ms": START + n} for n, each in enumerate(RUNS)],
        "Network": [{"id": each} for each in NETWORKS],
    }  # fmt: skip


@pytest.fixture(scope="module", params=[1, 2])
def asked(_open_store, request) -> Iterator[tuple[Any, duckdb.DuckDBPyConnection]]:
    """A world in both: the graph, and tables of the same rows; loaded once for all tests of the seed."""
    store = _open_store
    store.wipe()
    there, made = nodes(), world(request.param)
    for label, rows in there.items():
        store.upsert_nodes(label, frame(rows))
    kinds = {kind: frame(rows_of("abcdefghijklm"[n], rows)) for n, (kind, rows) in enumerate(made.items())}
    calls = kinds["CALLED"]
    kinds |= {"USED_IN": seen(calls, "imei", "imei"), "SEEN_AT": seen(calls, "cell", "cell")}
    kinds |= {"HAS_SIM": seen(calls, "imsi", "imsi").drop("first_ms", "last_ms")}
    for kind, rows in kinds.items():
        store.upsert_edges(kind, rows)
    same = pl.DataFrame({"id": ["same"], "src": [ONE], "dst": [TWIN]})
    store.replace_same_as(same, pl.DataFrame({"id": [ONE, TWIN], "canonical": [ONE, ONE]}))
    with duckdb.connect() as db:
        for name, table in tables(kinds, frame(there["Arrest"])).items():
            db.register(name, table.drop("sources", "authority", strict=False).to_arrow())
        db.execute((HERE / "macros.sql").read_text(encoding="utf-8"))
        yield store, db
    store.wipe()


def tables(kinds: Mapping[str, pl.DataFrame], arrests: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What the SQL reads."""
    local = pl.from_epoch("time_ms", "ms").dt.convert_time_zone(iana(LOCAL)).dt.replace_time_zone(None)
    told = {"local": local, "sanction": pl.col("authority").list.first()}
    networks = kinds["MEMBER_OF"].join(kinds["FOUND_IN"].select(dst="src", run="dst"), on="dst")
    turned = ({"x": "src", "other": "dst"}, {"x": "dst", "other": "src"})
    both = [rows.select(kind=pl.lit(kind), **ends) for kind, rows in kinds.items() for ends in turned]
    same = {"registered": "SUBSCRIBES", "held_accounts": "HOLDS", "arrested": "ARRESTED_IN", "linked": "LINKED_TO",
            "identified": "IDENTIFIED_BY", "used": "USED_IN", "covers": "COVERS", "died": "DIED"}  # fmt: skip
    return {name: kinds[kind] for name, kind in same.items()} | {
        "calls": kinds["CALLED"].with_columns(**told), "transfers": kinds["TRANSFERRED"].with_columns(**told),
        "arrests": arrests, "seized": pl.concat([kinds["SEIZED_PHONE"], kinds["SEIZED_ACCOUNT"]]),
        "ties": pl.concat(both), "members": networks.select("run", "role", "core", network="dst", member="src"),
        "goes": pl.DataFrame({"id": PEOPLE, "by": [ONE, ONE, *PEOPLE[2:]]}),
        "places": pl.DataFrame([{"cell_": cell, "lat": lat, "lon": lon} for cell, (lat, lon) in PLACES.items()]),
    }  # fmt: skip


def plain(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows to be compared: figures rounded, in one order."""
    rounded = (tuple(round(each, 9) if isinstance(each, float) else each for each in row) for row in rows)
    return sorted(rounded, key=repr)


def test_every_question_has_an_independent_oracle() -> None:
    """Here, or where ELSEWHERE says."""
    assert SAID.keys() | ELSEWHERE.keys() == {question.name for question in catalogue().values() if question.listed}
    for where in ELSEWHERE.values():
        file, _, test = where.partition("::")
        assert f"def {test}(" in (Path(__file__).parents[2] / file).read_text(encoding="utf-8"), where


def test_neo4j_and_duckdb_say_the_same(asked) -> None:
    store, db = asked
    differ, nothing = {}, set()
    for name, said in SAID.items():
        answer = ask(store, name, said["told"], 10_000, timeout_s=PATIENT_S)
        at = [answer.columns.index(column) for column in said["columns"].split()]
        found = plain([[row[i] for i in at] for row in answer.rows])
        expected = plain(db.execute(said["sql"]).fetchall())
        if found != expected:
            differ[name] = found, expected
        if not found:
            nothing.add(name)
    assert differ == {}
    assert nothing == set(), "a world in which nothing is found tells nothing"


def test_a_shortest_path_is_as_long_as_that_of_networkx(asked) -> None:
    store, db = asked
    walked = "SELECT x, other FROM ties WHERE kind NOT IN ('MEMBER_OF', 'FOUND_IN', 'COVERS', 'SEEN_AT')"
    ties = db.execute(walked).fetchall()
    graph = nx.Graph([*ties, (ONE, TWIN)])
    lengths = set()
    for a, b in combinations([*PEOPLE, ACCOUNTS[0], ARRESTS[2], PHONES[9]], 2):
        rows = ask(store, "shortest_path", {"a": a, "b": b}, timeout_s=PATIENT_S).rows
        walked = [rows[0][1], *(row[5] for row in rows)] if rows else []
        there = nx.has_path(graph, a, b) if {a, b} <= graph.nodes.keys() else False
        assert len(rows) == (nx.shortest_path_length(graph, a, b) if there else 0), (a, b)
        assert all(graph.has_edge(*step) for step in pairwise(walked))
        assert not walked or (walked[0], walked[-1]) == (a, b)
        lengths.add(len(rows))
    assert len(lengths) > 2


def test_flows_are_the_trace_summed_up_and_round_trips_come_back(asked) -> None:
    store, _ = asked

    def table(name: str, who: str) -> pl.DataFrame:
        found = ask(store, name, {"who": who, "hops": "4"}, 10_000, timeout_s=PATIENT_S)
        return pl.DataFrame(found.rows, schema=list(found.columns), orient="row")

    for who, account in ((ACCOUNTS[0], ACCOUNTS[0]), (THIRD, ACCOUNTS[2])):
        trace, flows, back = (table(name, who) for name in ("money_trace", "money_flows", "round_trips"))
        sums = [pl.col("traced", "went_on").sum(), pl.len().cast(pl.Int64).alias("transfers")]
        summed = trace.group_by("hop", "from", "to").agg(sums).sort("hop", "from", "to")
        assert flows.select(summed.columns).sort("hop", "from", "to").rows() == summed.rows()
        home = trace.filter((pl.col("to") == account) & (pl.col("from") != account) & (pl.col("hop") > 1))
        assert back.select("hop", "time", "traced").rows() == home.select("hop", "time", "traced").rows() != []


def registers(seed: int) -> tuple[list[str], pl.DataFrame, pl.DataFrame]:
    """Persons; who was registered for which number, from when to when; whom which IIN was given for."""
    dice = random.Random(seed)  # noqa: S311 (a made world)
    people = [f"person:{n}" for n in range(5)]
    subscribed, named = [], []
    for n in range(14):
        begin = START - dice.randrange(1, 60) * DAY
        end = dice.choice([None, begin + dice.randrange(1, 62) * DAY])
        ends = {"src": dice.choice(people), "dst": dice.choice(PHONES[:6])}
        subscribed.append({"id": f"s{n}", **ends, "from_ms": begin, "to_ms": end, "sources": [f"cccccccccccc:{n}"]})
    closed = {"from_ms": START - DAY, "to_ms": START + DAY, "sources": ["cccccccccccc:99"]}
    subscribed.append({"id": "s99", "src": people[0], "dst": PHONES[6], **closed})
    for n, (src, dst) in enumerate({(dice.choice(people), f"iin:{dice.randrange(3)}") for _ in range(5)}):
        named.append({"id": f"i{n}", "src": src, "dst": dst, "sources": [f"dddddddddddd:{n}"]})
    return people, pl.DataFrame(subscribed), pl.DataFrame(named)


@pytest.mark.parametrize("seed", [1, 2])
def test_identity_clashes_are_those_of_brute_force(store, seed: int) -> None:
    """Persons 0 and 1 are judged to be one."""
    people, registered, named = registers(seed)
    store.upsert_nodes("Person", pl.DataFrame({"id": people}))
    store.upsert_nodes("Phone", pl.DataFrame({"id": PHONES}))
    store.upsert_nodes("Identifier", pl.DataFrame({"id": named["dst"].unique()}))
    store.upsert_edges("SUBSCRIBES", registered)
    store.upsert_edges("IDENTIFIED_BY", named)
    same = pl.DataFrame({"id": ["same"], "src": people[:1], "dst": people[1:2]})
    store.replace_same_as(same, pl.DataFrame({"id": people[:2], "canonical": [people[0]] * 2}))
    goes_by = {person: people[0] if person == people[1] else person for person in people}
    subscribed, numbers = registered.to_dicts(), named.to_dicts()

    def clashes(who: str) -> set[tuple[str, str, str, str]]:
        found = set()
        for one in numbers:
            for two in numbers:
                mine, theirs = goes_by[one["src"]], goes_by[two["src"]]
                if mine == theirs == who and one["dst"] < two["dst"]:
                    found.add(("two_numbers", who, one["dst"], two["dst"]))
                if mine == who != theirs and one["dst"] == two["dst"]:
                    found.add(("shared_number", who, one["dst"], theirs))
        for one in subscribed:
            for two in subscribed:
                ends = [each["to_ms"] or 1 << 60 for each in (one, two)]
                if (goes_by[one["src"]] == who != goes_by[two["src"]] and one["dst"] == two["dst"]
                        and max(one["from_ms"], two["from_ms"]) < min(ends)):  # fmt: skip
                    found.add(("two_subscribers", who, one["dst"], goes_by[two["src"]]))
        return found

    for who in people:
        answer = ask(store, "identity_clashes", {"who": who}, 10_000, timeout_s=PATIENT_S)
        assert {tuple(row[:4]) for row in answer.rows} == clashes(goes_by[who]), who
    assert any(clashes(who) for who in people)
