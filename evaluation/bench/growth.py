"""How detection grows: on one made city, on two side by side, and so on, to more than ten million edges.

The cities are the worlds of a study under its settings in turn. Their people share towns and the places of masts, and
no number or name. Each size runs in a process of its own: `python -m evaluation.bench.growth FOLDER PEOPLE SHOPS N`.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

import polars as pl

from core.errors import IzderError
from core.tables import SCHEMAS, Tables
from evaluation.bench.machine import peak_mb
from evaluation.figures import table
from evaluation.study.plan import Plan
from evaluation.study.running import worlds
from graph.networks.detect import detect

PEOPLE, SHOPS, CITIES = 100_000, 12, 4
NAMES = frozenset({
    "id", "src", "dst", "account", "holder", "phone", "person", "card", "cell", "imei", "imsi", "arrest", "item",
    "a", "b",
})  # fmt: skip
Size = Mapping[str, float]


def measure(folder: Path, people: int = PEOPLE, shops: int = SHOPS, cities: int = CITIES) -> dict[str, Any]:
    """Make the cities, then detect on one, two and more of them.

    Raises:
        IzderError: a size failed; its own words are on stderr.
    """
    _cities(folder, people, shops, cities)
    sizes = [_apart(folder, people, shops, count) for count in range(1, cities + 1)]
    return {"people": people, "shops": shops, "sizes": sizes}


def _cities(folder: Path, people: int, shops: int, count: int) -> list[Tables]:
    plan = Plan(folder, people=people, shops=shops)
    return [found.tables for _, found in islice(worlds(plan), count)]


def _apart(folder: Path, people: int, shops: int, count: int) -> Size:
    told = [str(value) for value in (folder, people, shops, count)]
    command = [sys.executable, "-m", "evaluation.bench.growth", *told]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  our own module
    if done.returncode:
        raise IzderError(f"Detection on {count} cities failed; what it said is above.")
    found: Size = json.loads(done.stdout)
    return found


def side_by_side(cities: Sequence[Tables]) -> Tables:
    """All cities in one: what has a number bears its city's, so that no two are one."""
    return Tables.build({name: pl.concat([_of(getattr(city, name), n) for n, city in enumerate(cities)])
                         for name in SCHEMAS})  # fmt: skip


def _of(held: pl.DataFrame, city: int) -> pl.DataFrame:
    names = [column for column in held.columns if column in NAMES]
    return held.with_columns(pl.col(names) + f"#{city}") if names else held


def alone(folder: Path, people: int, shops: int, count: int) -> Size:
    """Detect on so many cities; to be run in a fresh process."""
    tables = side_by_side(_cities(folder, people, shops, count))
    began = time.perf_counter()
    run = detect(tables)
    return {
        "edges": tables.transfers.height + tables.calls.height, "persons": tables.persons.height,
        "seconds": time.perf_counter() - began, "peak_mb": peak_mb(), "networks": len(run.networks),
    }


def describe(figures: Mapping[str, Any]) -> str:
    """One line per size, beside n log n through the first, and both as a plot."""
    sizes: Sequence[Size] = figures["sizes"]
    lines = [_n_log_n(size["edges"]) / _n_log_n(sizes[0]["edges"]) * sizes[0]["seconds"] for size in sizes]
    rows = [
        [f"{size['edges']:,.0f}", f"{size['seconds']:.0f}", f"{line:.0f}", f"{size['seconds'] / line:.2f}",
         f"{size['peak_mb']:,.0f}", int(size["networks"])]
        for size, line in zip(sizes, lines, strict=True)
    ]  # fmt: skip
    header = ["edges", "seconds", "n log n through the first", "ratio", "peak memory, MB", "networks"]
    return (
        f"Made cities of {figures['people']:,} people over 60 days with {figures['shops']} shops, side by side under "
        "the settings of the study in turn; calls and transfers are edges, stability in 100 runs is included, reading "
        f"the tables is not.\n\n{table(header, rows)}\n\n{_plot(sizes, lines)}"
    )


def _n_log_n(edges: float) -> float:
    return edges * log(edges)


def _plot(sizes: Sequence[Size], lines: Sequence[float]) -> str:
    told = [", ".join(f"{value:.1f}" for value in values) for values in (
        [size["edges"] / 1e6 for size in sizes], [size["seconds"] for size in sizes], lines,
    )]  # fmt: skip
    return "\n".join([
        "```mermaid", "xychart-beta", '    title "Seconds of detection by million edges; the second line is n log n"',
        f"    x-axis [{told[0]}]", '    y-axis "seconds"', f"    line [{told[1]}]", f"    line [{told[2]}]", "```",
    ])  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(alone(Path(sys.argv[1]), *map(int, sys.argv[2:5]))))
