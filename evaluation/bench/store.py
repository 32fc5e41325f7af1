"""Rows a second into Neo4j: the store, with provenance, merge words and checks, beside a bare UNWIND loader."""

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from core.home import Home
from core.settings import Settings
from evaluation.figures import table
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.store import GraphStore
from graph.store.bare import load_edges

ACCOUNTS, TRANSFERS, HUBS, ROUNDS = 20_000, 100_000, 20, 3
PROVENANCE = ("sources", "agency", "handling", "source_grade", "info_grade", "known_ms", "authority")
WAYS = {
    "store": "GraphStore: checks, merge words, provenance",
    "MERGE": "bare UNWIND … MERGE, no provenance",
    "CREATE": "bare UNWIND … CREATE, no provenance, not repeatable",
}


def measure(folder: Path, transfers: int = TRANSFERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds of each way for the same number of transfers, in turns, each round on accounts of its own."""
    home = Home(folder / "home").ensure()
    server = LocalServer(home, replace(Settings.from_environment(), home=home.root)).start()
    try:
        seconds = _rounds(server.uri or "", server.password, transfers, rounds)
    finally:
        server.release()
        shutil.rmtree(home.root)
    return {"transfers": transfers, "rounds": rounds, "rows_per_second": _rates(seconds, transfers)}


def _rates(seconds: Mapping[str, list[float]], transfers: int) -> dict[str, float]:
    return {way: transfers / min(times) for way, times in seconds.items()}


def _rounds(uri: str, password: str, transfers: int, rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    with GraphStore.open(uri, USER, password) as store:
        store.ensure_schema()
        for at in range(rounds + 1):
            for way in WAYS:
                made = _transfers(f"{way}{at}", transfers, seed=at)
                store.upsert_nodes("Account", made.select(id=pl.concat([made["src"], made["dst"]]).unique()))
                took = _timed(_loader(way, store, (uri, password)), made)
                if at:  # the first round warms Neo4j up
                    seconds[way].append(took)
    return seconds


def _loader(way: str, store: GraphStore, at: tuple[str, str]) -> Callable[[pl.DataFrame], None]:
    uri, password = at
    if way == "store":
        return lambda rows: store.upsert_edges("TRANSFERRED", rows)
    return lambda rows: load_edges(uri, (USER, password), "TRANSFERRED", rows.drop(PROVENANCE), way)


def _timed(load: Callable[[pl.DataFrame], None], rows: pl.DataFrame) -> float:
    began = time.perf_counter()
    load(rows)
    return time.perf_counter() - began


def _transfers(mark: str, count: int, seed: int) -> pl.DataFrame:
    """Transfers as banks report them; every fifth goes to one of a few accounts that everybody pays."""
    random = np.random.default_rng(seed)
    to = np.where(random.random(count) < 0.2, random.integers(0, HUBS, count), random.integers(0, ACCOUNTS, count))
    number = pl.Series(range(count))
    return pl.DataFrame({"n": number, "a": random.integers(0, ACCOUNTS, count), "b": to}).select(
        id=pl.format("{}:{}", pl.lit(mark), "n"),
        src=pl.format("account:{}KZ{}", pl.lit(mark), "a"),
        dst=pl.format("account:{}KZ{}", pl.lit(mark), "b"),
        time_ms=1_760_000_000_000 + pl.col("n") * 1000,
        amount_tiyn=(pl.col("n") * 7919) % 10_000_000,
        currency=pl.lit("KZT"),
        channel=pl.lit("p2p"),
        purpose=pl.when(pl.col("n") % 3 == 0).then(pl.lit("Перевод собственных средств")),
        document=pl.format("{}", "n"),
        from_name=pl.lit("ИВАНОВ И."),
        to_name=pl.lit("ПЕТРОВ П."),
        sources=pl.concat_list(pl.format("a1b2c3d4e5f6:{}", "n")),
        agency=pl.lit(["demo"], pl.List(pl.String)),
        handling=pl.lit("open"),
        source_grade=pl.lit("B"),
        info_grade=pl.lit("2"),
        known_ms=pl.lit(1_760_000_000_000),
        authority=pl.lit(["2025-S-00012"], pl.List(pl.String)),
    )


def describe(figures: Mapping[str, Any]) -> str:
    """One line per way, and how far the store is from the bare ones."""
    rates = figures["rows_per_second"]
    lines = [[WAYS[way], rate, f"{rates['store'] / rate:.2f}"] for way, rate in rates.items()]
    return (
        f"{figures['transfers']:,} transfers between {ACCOUNTS:,} accounts, a fifth of them to {HUBS} hubs, in batches "
        f"of 10,000; the best of {figures['rounds']} rounds in turns on one server, after one round to warm it up.\n\n"
        + table(["way", "rows a second", "store : this"], lines)
    )
