"""`python -m evaluation.puzzle CALLS.csv`: the phone switch on a puzzle made by others, whose answer is published.

The file is in the form of the VAST Challenge 2008, mini challenge 3 (cell phone calls): From, To, DateTime, Duration
(seconds), Tower. It is not ours to pass on, so it is not in the tree. Phones get made-up numbers and each tower a place
of its own, for the places of towers are published as a drawing; all else goes through the questions as they are.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from core.clock import LOCAL
from core.errors import IzderError
from core.identity import edge_id
from core.settings import Settings
from graph.analyses.switches.decide import LIKELY
from graph.ask import ask
from graph.server import connect
from graph.store import GraphStore

PUBLISHED = "1=309,5=306,2=397,3=360,200=300"  # the answer of the makers of the challenge: the phones of one circle
FILE = "source:aaaaaaaaaaaa"
PATIENT_S = 60.0


@dataclass(frozen=True, slots=True)
class Solved:
    """What the questions say: for each line asked about the next one or None, and all links of the batch."""

    asked: Mapping[int, int | None]
    batch: Mapping[int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0, or 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.puzzle", description=__doc__)
    parser.add_argument("calls", type=Path, help="CSV with the columns From, To, DateTime, Duration, Tower")
    parser.add_argument("--answer", default=PUBLISHED, help="old=new,…: whom to ask about, and what is right")
    told = parser.parse_args(arguments)
    truth = {int(old): int(new) for old, new in (pair.split("=") for pair in told.answer.split(","))}
    try:
        with tempfile.TemporaryDirectory() as home:
            settings = replace(Settings.from_environment(), home=Path(home), neo4j_uri=None, casework_url=None)
            with connect(settings) as store:
                sys.stdout.write(report(solve(store, calls_of(told.calls), list(truth)), truth))
    except (IzderError, OSError, pl.exceptions.PolarsError) as error:
        sys.stderr.write(f"{told.calls}: {error}\n")
        return 1
    return 0


def calls_of(path: Path) -> pl.DataFrame:
    """The calls of the file as edges of the graph, each with its row."""
    raw = pl.read_csv(path, try_parse_dates=True).with_row_index("row", offset=2)
    local = pl.col("DateTime").dt.replace_time_zone(LOCAL, ambiguous="earliest", non_existent="null")
    calls = raw.select(
        src=_number("From"), dst=_number("To"), time_ms=local.dt.epoch("ms"),
        duration_s=pl.col("Duration").cast(pl.Int64).clip(lower_bound=0), kind=pl.lit("voice"),
        cell=pl.col("Tower").cast(pl.String), imei=pl.lit(None, pl.String), imsi=pl.lit(None, pl.String),
        sources=pl.concat_list(pl.format(f"{FILE.partition(':')[2]}:{{}}", "row")),
    )  # fmt: skip
    ids = [edge_id("CALLED", n, src, dst) for n, (src, dst) in enumerate(calls.select("src", "dst").iter_rows())]
    return calls.with_columns(id=pl.Series(ids, dtype=pl.String))


def solve(store: GraphStore, calls: pl.DataFrame, lines: Sequence[int]) -> Solved:
    """Load the calls into an empty graph and ask: for each of `lines` alone, and for all phones at once."""
    _load(store, calls)
    asked = {line: _next_of(store, line) for line in lines}
    every = ask(store, "phone_switches", {}, language="en", timeout_s=PATIENT_S)
    old, new = every.columns.index("old"), every.columns.index("candidate")
    return Solved(asked, {_plain(row[old]): _plain(row[new]) for row in every.rows})


def report(solved: Solved, truth: Mapping[int, int]) -> str:
    """The answers beside what is right, in lines of text."""
    right = sum(solved.asked.get(old) == new for old, new in truth.items())
    silent = sum(solved.asked.get(old) is None for old in truth)
    links = solved.batch.items()
    told = [
        f"{old} → {solved.asked.get(old) or 'no candidate'} (right: {new}; all at once: {solved.batch.get(old) or '–'})"
        for old, new in truth.items()
    ]
    told.append(f"Asked one by one: {right} right, {silent} without a candidate, {len(truth) - right - silent} wrong.")
    wrong = sum(truth[old] != new for old, new in links if old in truth)
    others = ", ".join(f"{old} → {new}" for old, new in links if old not in truth)
    told.append(
        f"All phones at once: {sum(truth.get(old) == new for old, new in links)} right, {wrong} wrong, "
        f"{sum(old not in truth for old, _ in links)} links besides{': ' if others else ''}{others}."
    )
    return "\n".join(told) + "\n"


def _load(store: GraphStore, calls: pl.DataFrame) -> None:
    store.ensure_schema()
    towers = calls["cell"].cast(pl.Int64).unique().sort()
    store.upsert_nodes("Phone", pl.DataFrame({"id": pl.concat([calls["src"], calls["dst"]]).unique().sort()}))
    store.upsert_nodes("Source", pl.DataFrame({"id": [FILE], "name": ["calls.csv"]}))
    store.upsert_nodes("Cell", pl.DataFrame({"tower": towers}).select(
        id=pl.format("cell:{}", "tower"), lat=51 + 0.05 * pl.col("tower"), lon=pl.lit(71.0), city=pl.lit("–"),
    ))  # fmt: skip
    store.upsert_edges("CALLED", calls)
    seen = calls.group_by("src", dst=pl.format("cell:{}", "cell")).agg(
        first_ms=pl.col("time_ms").min(), last_ms=pl.col("time_ms").max(), count=pl.len().cast(pl.Int64)
    )
    store.upsert_edges("SEEN_AT", seen.with_columns(id=pl.format("SEEN_AT{}{}", "src", "dst")))


def _next_of(store: GraphStore, line: int) -> int | None:
    """The line that is likelier than all others and none together, as the answer has it."""
    answer = ask(store, "phone_switch", {"phone": f"phone:+7701{line:07}"}, language="en", timeout_s=PATIENT_S)
    at = {name: answer.columns.index(name) for name in ("hop", "share", "candidate")}
    likely = [row[at["candidate"]] for row in answer.rows if row[at["hop"]] == 1 and row[at["share"]] > LIKELY]
    return _plain(likely[0]) if likely else None


def _number(column: str) -> pl.Expr:
    return pl.format("phone:+7701{}", pl.col(column).cast(pl.String).str.zfill(7))


def _plain(phone: str) -> int:
    return int(phone.removeprefix("phone:+7701"))


if __name__ == "__main__":
    sys.exit(main())
