"""The evidence of a phone switch, figured again by hand and by DuckDB on random calls."""

import math

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analyses.switches.contacts import contacts, shared_contacts
from graph.analyses.switches.decide import judged, silent
from graph.analyses.switches.lines import CALLS, CELLS, lines_of
from graph.analyses.switches.pairs import pairs_of
from graph.analyses.switches.population import population_of
from graph.analyses.switches.spans import main_lives
from graph.analyses.switches.weights import figures

DAY = 86_400_000
NOWHERE = pl.DataFrame(schema=CELLS)


def number(n: int) -> str:
    return f"phone:+7701{n:07}"


def table(rows: list[tuple[int, int, int]]) -> pl.DataFrame:
    """Calls from (who, whom, day)."""
    return pl.DataFrame(
        {
            "src": [number(a) for a, _, _ in rows], "dst": [number(b) for _, b, _ in rows],
            "time_ms": [day * DAY + n for n, (_, _, day) in enumerate(rows)], "duration_s": [30] * len(rows),
            "kind": ["voice"] * len(rows), "imei": [None] * len(rows), "cell": [None] * len(rows),
            "sources": [[f"s:{n}"] for n in range(len(rows))],
        },
        schema=CALLS,
    )  # fmt: skip


@st.composite
def talks(draw: st.DrawFn) -> pl.DataFrame:
    """Calls of a dozen lines, some of which end early or begin late."""
    rows = draw(
        st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(0, 59)), min_size=1, max_size=80)
    )
    ends = {n: (0, 20) if n % 3 == 0 else (20, 60) if n % 3 == 1 else (0, 60) for n in range(12)}
    kept = [(a, b, d) for a, b, d in rows if all(ends[n][0] <= d < ends[n][1] for n in (a, b))]
    return table(kept)


SQL = """
WITH life AS (SELECT "user" AS line, first_ms AS first, last_ms AS last FROM lives),
     ends AS (SELECT line, other FROM (SELECT src AS line, dst AS other, time_ms FROM calls WHERE src <> dst
                                       UNION ALL SELECT dst, src, time_ms FROM calls WHERE src <> dst)
              JOIN life USING (line) WHERE time_ms BETWEEN first AND last)
SELECT DISTINCT o.line, n.line FROM ends o JOIN ends n ON o.other = n.other AND o.line <> n.line
JOIN life a ON a.line = o.line JOIN life b ON b.line = n.line
WHERE b.first >= a.last - 3 * 86400000 AND b.first > a.first
"""


@settings(max_examples=60)
@given(calls=talks())
def test_the_pairs_that_are_compared_are_those_that_sql_finds(calls: pl.DataFrame) -> None:
    lines = lines_of(calls, NOWHERE)
    found = pairs_of(lines, lines.lives["user"], population_of(lines))
    with duckdb.connect() as db:
        db.register("calls", calls.drop("sources").to_arrow())
        db.register("lives", lines.lives.to_arrow())
        assert set(found.select("old", "new").iter_rows()) == set(db.sql(SQL).fetchall())


def by_hand(calls: pl.DataFrame, old: str, new: str, kept: float) -> float:
    """The likelihood ratio of the new line's contacts, in plain loops."""
    lives = {
        line: (first, last) for line, first, last in main_lives(calls).select("line", "first_ms", "last_ms").iter_rows()
    }
    sides = [
        each for a, b, at in calls.select("src", "dst", "time_ms").iter_rows() for each in ((a, b, at), (b, a, at))
    ]
    ends = [(a, b) for a, b, at in sides if a != b and lives[a][0] <= at <= lives[a][1]]
    known = {x: {b for a, b in ends if a == x} for x, _ in ends}
    mean = sum(map(len, known.values())) / len(known)
    everybody = len({line for pair in calls.select("src", "dst").iter_rows() for line in pair})
    mean = sum(map(len, known.values())) / everybody
    nats = 0.0
    for other in known[new]:
        if other not in known[old]:
            nats += math.log(1 - kept)
            continue
        events = sum(1 for a, b in ends if (a, b) == (old, other))
        share = (events / sum(1 for a, _ in ends if a == old) + 1 / len(known[old])) / 2
        usual = min(1.0, len(known[other]) / (everybody * mean))
        nats += math.log(kept * share / usual + 1 - kept)
    return nats


@settings(max_examples=60)
@given(calls=talks())
def test_contacts_weigh_what_they_weigh_by_hand(calls: pl.DataFrame) -> None:
    lines = lines_of(calls, NOWHERE)
    population = population_of(lines)
    pairs = pairs_of(lines, lines.lives["user"], population)
    for old, new, same, circle in contacts(lines, pairs, population).iter_rows():
        kept, left = by_hand(calls, old, new, figures()["kept_contacts"]), figures()["left_contacts"]
        assert same == pytest.approx(math.log((1 - left) * math.exp(kept) + left))
        assert circle == pytest.approx(by_hand(calls, old, new, figures()["circle_contacts"]))


@settings(max_examples=40)
@given(calls=talks())
def test_the_sum_is_what_is_shown_and_shares_leave_room_for_nobody(calls: pl.DataFrame) -> None:
    lines = lines_of(calls, NOWHERE)
    found = judged(lines, lines.lives["user"], population_of(lines))
    kinds = ["contacts", "places", "handset", "talk", "ranks", "gap", "chance"]
    assert found.select(pl.sum_horizontal(kinds).sub("total").abs().max()).item() in (
        None,
        pytest.approx(0.0, abs=1e-9),
    )
    assert all(total < 1.0 for total in found.group_by("old").agg(pl.col("share").sum())["share"])


def test_a_contact_that_few_know_weighs_more() -> None:
    crowd = [(n, 50, 1) for n in range(100, 130)]
    rows = [(1, 50, 2), (1, 51, 3), (2, 50, 30), (3, 51, 30), *crowd]
    lines = lines_of(table(rows), NOWHERE)
    shared = shared_contacts(
        lines, pl.DataFrame({"old": [number(1)] * 2, "new": [number(2), number(3)]}), population_of(lines)
    )
    assert shared.filter(pl.col("new") == number(3))["usual"][0] < shared.filter(pl.col("new") == number(2))["usual"][0]


def test_a_number_that_others_still_dial_has_fallen_silent() -> None:
    rows = [(1, 2, day) for day in range(20)] + [(2, 3, day) for day in range(60)]
    calls = table(rows)
    dialled = table([(2, 1, 50)]).with_columns(pl.lit(0, pl.Int64).alias("duration_s"))
    lines = lines_of(pl.concat([calls, dialled]), NOWHERE)
    assert number(1) in silent(lines.lives, 60 * DAY)["user"]
