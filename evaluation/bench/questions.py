"""How fast questions are answered on a made city, beside plain DuckDB over the same records in the same run.

The city is made and loaded once and found again the next time.
"""

import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from casework.access import Purpose
from casework.bootstrap import bootstrap
from core.errors import StoreUnavailable
from core.settings import Settings
from evaluation.figures import table
from evaluation.world import make_world
from graph.ask import ask
from graph.server import connect
from graph.store import GraphStore

PEOPLE = int(os.environ.get("IZDER_BENCH_PEOPLE", "100_000"))  # about a million calls and transfers
DAYS, SHOPS, SEED, ROUNDS = 30, 12, 5, 30
PURPOSE = Purpose("bench", "measures speed on an invented city")
PATIENT_S = 600.0
FASTER = 3.0  # so many times: then the records answer instead of the graph (ADR 19)

Given = dict[str, str]
# from two phones and two accounts; the first word is the question
QUESTIONS: Mapping[str, Callable[[Sequence[str], Sequence[str]], Given]] = {
    "neighbours": lambda phones, _: {"entity": phones[0]},
    "top_contacts": lambda phones, _: {"who": phones[0]},
    "common_contacts": lambda phones, _: {"entities": ",".join(phones)},
    "paths": lambda phones, _: {"a": phones[0], "b": phones[1]},
    "shortest_path": lambda phones, _: {"a": phones[0], "b": phones[1]},
    "co_location": lambda phones, _: {"phones": ",".join(phones)},
    "phone_switch": lambda phones, _: {"phone": phones[0]},
    "top_counterparties": lambda _, accounts: {"who": accounts[0]},
    "money_trace": lambda _, accounts: {"who": accounts[0], "hops": "5"},
    "money_trace proportional": lambda _, accounts: {"who": accounts[0], "hops": "5", "method": "proportional"},
    "call_rhythm": lambda phones, _: {"who": phones[0]},
    "usual_places": lambda phones, _: {"who": phones[0]},
    "relay_calls": lambda phones, _: {"who": phones[0]},
    "structuring": lambda _, accounts: {"who": accounts[0], "threshold": "500000"},
    "passed_on": lambda _, accounts: {"who": accounts[0]},
    "explore": lambda phones, _: {"entities": phones[0], "steps": "calls; calls"},
}
SQL: Mapping[str, str] = {  # the same in DuckDB, where the records alone can answer it
    "neighbours": """SELECT other, out, count(*) AS n, min(time_ms), max(time_ms) FROM
        (SELECT to_phone AS other, true AS out, time_ms FROM calls WHERE from_phone = $a
         UNION ALL SELECT from_phone, false, time_ms FROM calls WHERE to_phone = $a)
        GROUP BY other, out ORDER BY n DESC LIMIT 100""",
    # how many calls apart, at most six; the paths themselves, and other kinds of ties, would come on top
    "shortest_path": """WITH RECURSIVE ties AS MATERIALIZED (SELECT DISTINCT from_phone AS x, to_phone AS y FROM calls
         UNION SELECT to_phone, from_phone FROM calls),
        walk(p, hops) AS (SELECT $a, 0 UNION
         SELECT y, hops + 1 FROM walk JOIN ties ON x = p WHERE hops < 6 AND NOT EXISTS (FROM walk WHERE p = $b))
        SELECT min(hops) FROM walk WHERE p = $b""",
    # whom the money can have reached in five hops, and when first; the sums, in turn or by shares, would come on top
    "money_trace": """WITH RECURSIVE flow(account, t, hop) AS (
        SELECT to_account, min(time_ms), 1 FROM transfers WHERE from_account = $x GROUP BY to_account UNION ALL
        SELECT to_account, min(time_ms), min(hop) + 1 FROM flow JOIN transfers ON from_account = account
         WHERE time_ms >= t AND hop < 5 GROUP BY to_account)
        SELECT account, min(t), min(hop) FROM flow GROUP BY account ORDER BY 3, 2""",
    "top_contacts": """SELECT other, count(*) AS n, min(time_ms), max(time_ms) FROM
        (SELECT to_phone AS other, time_ms FROM calls WHERE from_phone = $a
         UNION ALL SELECT from_phone, time_ms FROM calls WHERE to_phone = $a)
        GROUP BY other ORDER BY n DESC LIMIT 100""",
    "common_contacts": """SELECT other, count(DISTINCT mine) FROM
        (SELECT from_phone AS mine, to_phone AS other FROM calls WHERE from_phone IN ($a, $b)
         UNION ALL SELECT to_phone, from_phone FROM calls WHERE to_phone IN ($a, $b))
        GROUP BY other HAVING count(DISTINCT mine) > 1 LIMIT 100""",
    "co_location": """SELECT a.cell, count(*) FROM calls a ASOF JOIN
        (SELECT * FROM calls WHERE from_phone = $b AND cell IS NOT NULL) b ON a.time_ms >= b.time_ms
        WHERE a.from_phone = $a AND a.cell = b.cell AND a.time_ms - b.time_ms <= 1800000 GROUP BY a.cell""",
    "top_counterparties": """SELECT other, sum(came), sum(went), count(*) FROM
        (SELECT to_account AS other, 0 AS came, amount_tiyn AS went FROM transfers WHERE from_account = $x
         UNION ALL SELECT from_account, amount_tiyn, 0 FROM transfers WHERE to_account = $x)
        GROUP BY other ORDER BY sum(came) + sum(went) DESC LIMIT 100""",
    "call_rhythm": """SELECT isodow(moment), hour(moment), count(*) FROM
        (SELECT epoch_ms(time_ms + 18000000) AS moment FROM calls WHERE from_phone = $a OR to_phone = $a)
        GROUP BY ALL""",
    "usual_places": """SELECT cell, count(DISTINCT time_ms // 86400000), count(*) FROM calls
        WHERE from_phone = $a AND cell IS NOT NULL GROUP BY cell ORDER BY 2 DESC LIMIT 100""",
    "relay_calls": """SELECT i.from_phone, o.to_phone, count(DISTINCT i.time_ms) FROM calls i JOIN calls o
        ON i.to_phone = $a AND o.from_phone = $a AND o.to_phone <> i.from_phone
        AND o.time_ms > i.time_ms AND o.time_ms <= i.time_ms + 600000 GROUP BY ALL""",
    "structuring": """SELECT time_ms // 86400000, count(*), sum(amount_tiyn) FROM transfers
        WHERE (from_account = $x OR to_account = $x) AND amount_tiyn BETWEEN 35000000 AND 49999999
        GROUP BY 1 HAVING count(*) >= 3""",
    "passed_on": """SELECT i.time_ms, sum(o.amount_tiyn) FROM transfers i JOIN transfers o
        ON i.to_account = $x AND o.from_account = $x AND o.time_ms BETWEEN i.time_ms AND i.time_ms + 86400000
        GROUP BY i.time_ms""",
    "explore": """WITH near AS (SELECT to_phone AS p FROM calls WHERE from_phone = $a
         UNION SELECT from_phone FROM calls WHERE to_phone = $a)
        SELECT other, count(*) AS n FROM
        (SELECT to_phone AS other FROM calls WHERE from_phone IN (FROM near)
         UNION ALL SELECT from_phone FROM calls WHERE to_phone IN (FROM near))
        WHERE other <> $a AND other NOT IN (FROM near) GROUP BY other ORDER BY n DESC LIMIT 100""",
}


def measure(folder: Path, people: int = PEOPLE, days: int = DAYS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds of each question for `rounds` random entities, after one to warm up, and for as many others after them,
    when Neo4j has its code compiled; and of all phones at once.
    """
    made = folder / f"city-{people}-{days}-{SHOPS}-{SEED}"
    if not (made / "truth" / "params.json").is_file():
        make_world(made, people=people, days=days, shops=SHOPS, seed=SEED)
    settings = replace(Settings.from_environment(), home=made / "home", neo4j_uri=None, casework_url=None)
    with bootstrap(settings) as izder:
        izder.load([made / "feeds"], purpose=PURPOSE)
    with connect(settings) as store, duckdb.connect() as db:
        phones, accounts = _records(db, made / "home" / "records")
        counts = store.counts()
        figures = {name: _asked(store, name, given, phones, accounts, rounds) for name, given in QUESTIONS.items()}
        beside = {name: _percentiles(_in_sql(db, sql, phones, accounts, rounds)) for name, sql in SQL.items()}
        every = _timed(lambda: ask(store, "phone_switches", {}, timeout_s=PATIENT_S))
    edges = counts["CALLED"] + counts["TRANSFERRED"]
    return {
        "people": people,
        "days": days,
        "load": os.getloadavg()[2],
        "edges": edges,
        "rounds": rounds,
        "questions": figures,
        "duckdb": beside,
        "every_s": every,
    }


def _asked(
    store: GraphStore, name: str, given: Callable[[Sequence[str], Sequence[str]], Given],
    phones: Sequence[str], accounts: Sequence[str], rounds: int,
) -> dict[str, float]:  # fmt: skip
    """Seconds of one question for random entities, and how many of them were refused for memory or time."""
    dice = random.Random(SEED)  # noqa: S311  an invented city
    asked = [given(dice.sample(phones, 2), dice.sample(accounts, 2)) for _ in range(2 * rounds + 1)]
    answered = [_answered_in(store, name.partition(" ")[0], each) for each in asked][1:]
    first, later = ([each for each in part if each is not None] for part in (answered[:rounds], answered[rounds:]))
    refused = len(answered) - len(first) - len(later)
    return {**_percentiles(first), "later": _percentiles(later)["p95"], "refused": refused}


def _answered_in(store: GraphStore, question: str, given: Given) -> float | None:
    try:
        return _timed(partial(ask, store, question, given, timeout_s=PATIENT_S))
    except StoreUnavailable:
        return None


def _records(db: duckdb.DuckDBPyConnection, records: Path) -> tuple[list[str], list[str]]:
    """Views over the records; some phones and accounts in them, as people type them."""
    for name, kind in (("calls", "call"), ("transfers", "transfer")):
        files = f"{records}/*/{kind}.parquet"
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}', union_by_name=true)")  # noqa: S608
    phones = db.execute("SELECT DISTINCT from_phone FROM calls WHERE from_phone LIKE '+7%' ORDER BY 1").fetchall()
    accounts = db.execute("SELECT DISTINCT from_account FROM transfers ORDER BY 1").fetchall()
    return [row[0] for row in phones], [row[0] for row in accounts]


def _in_sql(
    db: duckdb.DuckDBPyConnection, sql: str, phones: Sequence[str], accounts: Sequence[str], rounds: int
) -> list[float]:
    dice = random.Random(SEED)  # noqa: S311  an invented city
    drawn = [(*dice.sample(list(phones), 2), *dice.sample(list(accounts), 2)) for _ in range(rounds + 1)]
    named = [{name: value for name, value in zip("abx", each, strict=False) if f"${name}" in sql} for each in drawn]
    return [_timed(partial(_answered, db, sql, given)) for given in named][1:]


def _answered(db: duckdb.DuckDBPyConnection, sql: str, given: Given) -> list[tuple[Any, ...]]:
    return db.execute(sql, given).fetchall()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [PATIENT_S]
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(0.95 * (len(ordered) - 1))]}


def describe(figures: Mapping[str, Any]) -> str:
    """One line per question."""
    beside = figures["duckdb"]
    rows = [
        [name, found["p50"], found["p95"], found["later"], beside.get(name, {}).get("p95", "")]
        for name, found in figures["questions"].items()
    ]
    refused = sum(int(found.get("refused", 0)) for found in figures["questions"].values())
    slower, first = (
        [name for name, found in beside.items() if figures["questions"][name][part] > FASTER * found["p95"]]
        for part in ("later", "p95")
    )
    return (
        f"A made city of {figures['people']:,} people over {figures['days']} days: {figures['edges']:,} calls and "
        f"transfers; {figures['rounds']} "
        f"random entities for each question, after one to warm up, and as many others after them. "
        f"All phones that fell silent (`phone_switches`): {figures['every_s']:.1f} s. "
        f"More than {FASTER:.0f} times faster in DuckDB: {', '.join(slower) or 'none'}; "
        f"of the first {figures['rounds']}: {', '.join(first) or 'none'}. "
        f"Refused for memory or time: {refused or 'none'}. "
        f"Load of the machine in the last quarter of an hour: {figures['load']:.1f}.\n\n"
        + table(["question", "median, s", "p95, s", "p95 of those after, s", "p95 in DuckDB over the records, s"], rows)
    )
