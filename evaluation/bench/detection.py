"""Detection on a made city: seconds of each stage, and the most memory its process held.

The city is made and loaded once and found again the next time. What is measured runs in a process of its own, so that
its memory is its own: `python -m evaluation.bench.detection HOME`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from casework.access import Purpose
from casework.bootstrap import bootstrap
from core.errors import IzderError
from core.settings import Settings
from core.tables import Tables
from evaluation.bench.machine import peak_mb
from evaluation.figures import table
from evaluation.world import make_world
from graph.networks.detect import detect
from graph.projection import project
from graph.server import connect

PEOPLE, DAYS, SHOPS, SEED = 100_000, 30, 12, 5  # about 0.35 calls and transfers a person and day: a million
PURPOSE = Purpose("bench", "measures speed on an invented city")


def measure(folder: Path, people: int = PEOPLE, days: int = DAYS, shops: int = SHOPS) -> dict[str, Any]:
    """Make the city, load it, detect in a process of its own.

    Raises:
        IzderError: a stage failed; its own words are on stderr.
    """
    made = folder / f"city-{people}-{days}-{shops}-{SEED}"
    seconds = {"made_s": _timed(lambda: _make(made, people, days, shops))}
    with bootstrap(_settings(made / "home")) as izder:
        seconds["loaded_s"] = _timed(lambda: izder.load([made / "feeds"], purpose=PURPOSE))
        return {"people": people, "days": days, "shops": shops, **seconds, **_apart(made / "home")}


def _make(folder: Path, people: int, days: int, shops: int) -> None:
    if not (folder / "truth" / "params.json").is_file():
        make_world(folder, people=people, days=days, shops=shops, seed=SEED)


def _apart(home: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "evaluation.bench.detection", str(home)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  our own module
    if done.returncode:
        raise IzderError("Detection on the made city failed; what it said is above.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _settings(home: Path) -> Settings:
    return replace(Settings.from_environment(), home=home, neo4j_uri=None, casework_url=None)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def alone(home: Path) -> dict[str, Any]:
    """Project and detect on a loaded home; to be run in a fresh process."""
    began = time.perf_counter()
    with connect(_settings(home)) as store:
        tables = project(store)
    projected, before = time.perf_counter(), peak_mb()
    run = detect(tables)
    return {
        "edges": _edges(tables), "persons": tables.persons.height,
        "projected_s": projected - began, "projected_mb": before,
        "detected_s": time.perf_counter() - projected, "peak_mb": peak_mb(), "networks": len(run.networks),
    }


def _edges(tables: Tables) -> int:
    return tables.transfers.height + tables.calls.height


def describe(figures: Mapping[str, Any]) -> str:
    """One line per stage."""
    rows = [
        ["store to column tables", figures["projected_s"], figures["projected_mb"]],
        ["detection, stability in 100 runs included", figures["detected_s"], figures["peak_mb"]],
    ]
    return (
        f"A made city (`evaluation.world`) of {figures['people']:,} people over {figures['days']} days with "
        f"{figures['shops']} shops: {figures['edges']:,} calls and transfers. Peak memory is of the process, "
        f"without Neo4j; that of detection includes the tables. {figures['networks']} networks came out.\n\n"
        + table(["stage", "seconds", "peak memory so far, MB"], rows)
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(alone(Path(sys.argv[1]))))
