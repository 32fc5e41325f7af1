"""Questions in Cypher beside SQL: random calls and transfers, answered by Neo4j and by DuckDB over the same rows."""

import random
from collections.abc import Iterator

import duckdb
import polars as pl
import pytest

from core.clock import LOCAL, iana
from graph.ask import ask

MINUTE, DAY, START = 60_000, 86_400_000, 1_760_000_000_000
PATIENT_S = 60.0  # a busy machine plans each question for the first time
PHONES = [f"phone:+7701000000{n}" for n in range(8)]
ACCOUNTS = [f"account:KZ{n:018}" for n in range(6)]
SAID = {
    "relay_calls": (
        {"who": PHONES[0], "minutes": "60"},
        ("from", "to", "relays"),
        """SELECT a.src, c.dst, count(DISTINCT a.id) FROM calls a JOIN calls c
           ON a.dst = $who AND c.src = $who AND c.dst <> a.src
           AND c.time_ms > a.time_ms AND c.time_ms <= a.time_ms + 60 * 60000 GROUP BY ALL""",
    ),
    "missed_calls": (
        {"who": PHONES[1]},
        ("contact", "missed", "calls"),
        """SELECT * FROM (SELECT CASE WHEN src = $who THEN dst ELSE src END AS contact,
           count(*) FILTER (duration_s = 0) AS missed, count(*) AS calls FROM calls
           WHERE kind = 'voice' AND $who IN (src, dst) GROUP BY 1) WHERE missed > 0""",
    ),
    "call_rhythm": (
        {"who": PHONES[2]},
        ("weekday", "hour", "calls"),
        """SELECT isodow(local), hour(local), count(*) FROM calls WHERE $who IN (src, dst) GROUP BY ALL""",
    ),
    "usual_places": (
        {"who": PHONES[3]},
        ("place", "days", "calls", "night"),
        """SELECT 'cell:' || cell, count(DISTINCT local::DATE), count(*),
           count(*) FILTER (hour(local) >= 22 OR hour(local) < 6) FROM calls WHERE src = $who GROUP BY ALL""",
    ),
    "explore": (
        {"entities": PHONES[7], "steps": "calls out until=2025-10-10; calls in since=2025-10-11 until=2025-10-11"},
        ("end", "through", "count", "first"),
        """WITH near AS (SELECT DISTINCT dst FROM calls WHERE src = $who AND local < TIMESTAMP '2025-10-11')
           SELECT src, count(DISTINCT dst), count(*), min(time_ms) FROM calls
           WHERE dst IN (FROM near) AND src NOT IN (FROM near) AND src <> $who
             AND local >= TIMESTAMP '2025-10-11' AND local < TIMESTAMP '2025-10-12' GROUP BY src""",
    ),
    "cells_by_hour": (
        {"who": PHONES[4]},
        ("hour", "place", "days", "calls"),
        """SELECT hour(local), 'cell:' || cell, count(DISTINCT local::DATE), count(*) FROM calls WHERE src = $who
           GROUP BY ALL""",
    ),
    "travel_legs": (
        {"who": PHONES[5]},
        ("time", "from", "to"),
        """SELECT time_ms, 'cell:' || cell, 'cell:' || later FROM (
             SELECT *, lead(cell) OVER (ORDER BY time_ms, id) AS later FROM calls WHERE src = $who)
           WHERE later <> cell""",
    ),
    "used_after_closing": (
        {"who": PHONES[6]},
        ("phone", "calls", "first", "last"),
        """SELECT src, count(*), min(time_ms), max(time_ms) FROM calls
           WHERE src = $who AND time_ms > (SELECT max(to_ms) FROM registered WHERE dst = $who
                                           HAVING count(*) = count(to_ms) AND count(*) > 0)
           GROUP BY src""",
    ),
    "same_sum": (
        {"who": ACCOUNTS[0], "hours": "48", "percent": "10"},
        ("time", "from", "to", "amount_in", "amount_out"),
        """SELECT a.time_ms, a.src, b.dst, a.amount_tiyn, b.amount_tiyn FROM transfers a JOIN transfers b
           ON a.dst = $who AND b.src = $who AND b.time_ms BETWEEN a.time_ms AND a.time_ms + 48 * 3600000
           AND b.amount_tiyn <= a.amount_tiyn AND b.amount_tiyn * 100 >= a.amount_tiyn * 90""",
    ),
    "passed_on": (
        {"who": ACCOUNTS[3], "hours": "24", "until": "2025-10-11"},
        ("time", "from", "amount_in", "amount_out", "receivers", "last"),
        """SELECT a.time_ms, a.src, a.amount_tiyn, sum(b.amount_tiyn)::BIGINT, count(DISTINCT b.dst), max(b.time_ms)
           FROM transfers a JOIN transfers b ON a.dst = $who AND b.src = $who
           AND b.time_ms BETWEEN a.time_ms AND a.time_ms + 24 * 3600000 AND a.local < TIMESTAMP '2025-10-12'
           GROUP BY a.id, a.time_ms, a.src, a.amount_tiyn""",
    ),
    "structuring": (
        {"who": ACCOUNTS[1], "threshold": "1000", "percent": "50", "least": "2"},
        ("day", "direction", "transfers", "amount"),
        """SELECT * FROM (SELECT strftime(local, '%Y-%m-%d'), CASE WHEN src = $who THEN '→' ELSE '←' END,
           count(*) AS n, sum(amount_tiyn)::BIGINT AS tiyn FROM transfers
           WHERE $who IN (src, dst) AND amount_tiyn < 100000 AND amount_tiyn >= 50000 GROUP BY ALL)
           WHERE n >= 2 AND tiyn > 100000""",
    ),
    "new_counterparties": (
        {"who": ACCOUNTS[2], "since": "2025-10-10"},
        ("account", "transfers", "amount_in", "amount_out"),
        """SELECT other, count(*), coalesce(sum(tiyn) FILTER (came), 0)::BIGINT,
           coalesce(sum(tiyn) FILTER (NOT came), 0)::BIGINT FROM (
             SELECT CASE WHEN src = $who THEN dst ELSE src END AS other, dst = $who AS came, amount_tiyn AS tiyn,
             time_ms FROM transfers WHERE $who IN (src, dst))
           GROUP BY other HAVING min(time_ms) >= epoch_ms(TIMESTAMP '2025-10-09 19:00:00')""",
    ),
}


def world(seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Some calls and transfers over four days."""
    dice = random.Random(seed)  # noqa: S311 (a made world)
    calls, transfers = [], []
    for n in range(160):
        src, dst = dice.sample(PHONES, 2)
        calls.append({
            "id": f"c{n}", "src": src, "dst": dst, "time_ms": START + dice.randrange(4 * 1440) * MINUTE,
            "duration_s": dice.choice([0, 30]), "kind": dice.choice(["voice", "voice", "sms"]),
            "cell": f"C{dice.randrange(3)}", "sources": [f"aaaaaaaaaaaa:{n}"],
        })  # fmt: skip
    for n in range(80):
        src, dst = dice.sample(ACCOUNTS, 2)
        transfers.append({
            "id": f"t{n}", "src": src, "dst": dst, "time_ms": START + dice.randrange(4 * 1440) * MINUTE,
            "amount_tiyn": dice.randrange(400, 1300) * 100, "sources": [f"bbbbbbbbbbbb:{n}"],
        })  # fmt: skip
    return pl.DataFrame(calls), pl.DataFrame(transfers)


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


@pytest.fixture(params=[1, 2])
def asked(store, request) -> Iterator[tuple[object, duckdb.DuckDBPyConnection]]:
    calls, transfers = world(request.param)
    store.upsert_nodes("Phone", pl.DataFrame({"id": PHONES}))
    store.upsert_nodes("Account", pl.DataFrame({"id": ACCOUNTS}))
    places = {"lat": [43.0, 43.1, 43.3], "lon": [76.9, 76.9, 77.2]}
    store.upsert_nodes("Cell", pl.DataFrame({"id": ["cell:C0", "cell:C1", "cell:C2"], **places}))
    people, registered, _ = registers(request.param)
    store.upsert_nodes("Person", pl.DataFrame({"id": people}))
    store.upsert_edges("SUBSCRIBES", registered)
    store.upsert_edges("CALLED", calls)
    store.upsert_edges("TRANSFERRED", transfers)
    local = pl.from_epoch("time_ms", "ms").dt.convert_time_zone(iana(LOCAL)).dt.replace_time_zone(None)
    with duckdb.connect() as db:
        db.register("calls", calls.drop("sources").with_columns(local=local).to_arrow())
        db.register("registered", registered.drop("sources").to_arrow())
        db.register("transfers", transfers.drop("sources").with_columns(local=local).to_arrow())
        yield store, db


def test_neo4j_and_duckdb_say_the_same(asked) -> None:
    """One test for all, because a world is loaded once a test."""
    store, db = asked
    for name, (given, columns, sql) in SAID.items():
        answer = ask(store, name, given, 10_000, timeout_s=PATIENT_S)
        at = [answer.columns.index(column) for column in columns]
        found = sorted(tuple(row[i] for i in at) for row in answer.rows)
        assert found == sorted(db.execute(sql, {"who": next(iter(given.values()))}).fetchall()), name
        assert found, f"{name}: a world in which nothing is found tells nothing"


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
