"""A first large load from records to graph, beside Neo4j's import tool alone on the very files it was given."""

import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from core.errors import IzderError
from core.home import Home
from core.protocols import Progress, silent
from core.settings import Settings
from etl.load import load_paths
from evaluation.bench.cdr import PHONES, write_calls, write_register
from evaluation.figures import table
from graph.bulk import FirstLoad
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.server.fetch import ensure_jars
from graph.server.java import find_java
from graph.server.offline import import_full
from graph.store import GraphStore

CALLS = int(os.environ.get("IZDER_BENCH_CALLS", "1_000_000"))


class Nowhere:
    """A graph that keeps nothing: what a load takes without one."""

    def ensure_schema(self) -> None:
        """There is none."""

    def upsert_nodes(self, label: str, rows: pl.DataFrame) -> None:
        """Forgotten."""

    upsert_edges = upsert_nodes

    def delete_edges(self, kind: str, ids: pl.Series) -> None:
        """There are none."""

    def complete_sources(self) -> set[str]:
        """None."""
        return set()

    def mark_complete(self, source: str) -> None:
        """Forgotten."""

    def identified(self, ids: Sequence[str]) -> pl.DataFrame:
        """Nobody."""
        return pl.DataFrame(schema={"id": pl.String, "checked": pl.Boolean})

    def replace_same_as(self, edges: pl.DataFrame, canonical: pl.DataFrame) -> None:
        """Forgotten."""

    def flush(self) -> None:
        """Nothing waits."""


@dataclass
class Witness:
    """A server that notes when the import is called, and keeps the files it was called with."""

    server: LocalServer
    folder: Path
    options: list[str] = field(default_factory=list)
    called: float = 0.0
    done: float = 0.0

    def alone(self) -> bool:
        """As the server says."""
        return self.server.alone()

    def replace_data(self, options: Sequence[str], progress: Progress = silent) -> bool:
        """As the server does."""
        self.called = time.perf_counter()
        self.options = [self._kept(option) for option in options]
        made = self.server.replace_data(options, progress)
        self.done = time.perf_counter()
        return made

    def _kept(self, option: str) -> str:
        what, _, path = option.rpartition("=")
        if not path.endswith(".csv"):
            return option
        file = self.folder / Path(path).name
        file.hardlink_to(path)
        return f"{what}={file}"


def measure(folder: Path, calls: int = CALLS) -> dict[str, Any]:
    """Seconds of the records alone, of the graph from the records, and of the tool alone.

    Raises:
        IzderError: the load did not go through the import.
    """
    shutil.rmtree(folder)
    sheets, feeds = folder / "sheets", folder / "feeds"
    for made in (sheets, feeds):
        made.mkdir(parents=True)
    write_register(feeds / "authority.csv", phones := min(PHONES, calls // 5))
    write_calls(feeds / "cdr.csv", calls, phones)
    settings = replace(Settings.from_environment(), home=folder / "home", neo4j_uri=None)
    try:
        return {"calls": calls, **_measured(settings, feeds, sheets, folder / "bare")}
    finally:
        shutil.rmtree(folder)
        folder.mkdir()


def _measured(settings: Settings, feeds: Path, sheets: Path, bare: Path) -> dict[str, Any]:
    home = Home(settings.home).ensure()
    nowhere = _timed(lambda: load_paths([feeds], home=home, writer=Nowhere(), settings=settings))
    server = LocalServer(home, settings).start()
    witness = Witness(server, sheets)
    try:
        with GraphStore.open(server.uri or "", USER, server.password) as store:
            store.ensure_schema()
            writer = FirstLoad(store, witness, home.neo4j / "bulk", 0)  # type: ignore[arg-type]  # stands for the server
            began = time.perf_counter()
            load_paths([feeds], home=home, writer=writer, settings=settings)
            whole = time.perf_counter() - began
            rows = sum(store.counts().values())
    finally:
        server.stop()
    if not witness.done:
        raise IzderError("The load did not go through the import.")
    java, jars = find_java(), ensure_jars(settings.cache, settings.neo4j_jars)
    bare.mkdir()
    return {
        "rows": rows, "bytes": sum(file.stat().st_size for file in sheets.iterdir()), "records_s": nowhere,
        "collected_s": witness.called - began, "import_s": witness.done - witness.called,
        "index_s": began + whole - witness.done, "graph_s": whole,
        "bare_s": _timed(lambda: import_full(bare, java, jars, witness.options)),
    }  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def describe(figures: Mapping[str, Any]) -> str:
    """Each step, and how it stands to the tool alone."""
    steps = {
        "collect: edges and nodes of the records, met, written as CSV": "collected_s",
        "import: the server stopped, the tool, the server started": "import_s",
        "constraints and indexes": "index_s",
        "all of it": "graph_s",
        "the import tool alone, on the same files": "bare_s",
    }
    rows = [[what, figures[name], f"{figures[name] / figures['bare_s']:.2f}"] for what, name in steps.items()]
    return (
        f"{figures['calls']:,} call records already in the home, into an empty graph: {figures['rows']:,} nodes and "
        f"edges with their provenance, {figures['bytes'] / 1e9:.2g} GB of CSV. Before that, the same load with a graph "
        f"that keeps nothing, records stage included, took {figures['records_s']:.0f} s.\n\n"
        + table(["step", "seconds", "step : tool alone"], rows)
    )
