"""The benches, by name. Each is a module with one contract; it is imported only when it is run.

    measure(folder: Path) -> dict[str, object]      does the work in `folder`, which is its own; returns its figures
    describe(figures: Mapping[str, Any]) -> str      the figures as Markdown for docs/performance.md

What a bench keeps in its folder (a made world, a loaded home) it may find there again the next time.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast


class Bench(Protocol):
    """What a bench module offers."""

    def measure(self, folder: Path) -> dict[str, Any]:
        """Do the work in a folder of its own; return the figures."""

    def describe(self, figures: Mapping[str, Any]) -> str:
        """The figures as Markdown."""


BENCHES: Mapping[str, str] = {
    "communities": "evaluation.bench.communities",
    "etl": "evaluation.bench.etl",
    "store": "evaluation.bench.store",
    "import": "evaluation.bench.offline",
    "resolution": "evaluation.bench.resolution",
    "detection": "evaluation.bench.detection",
    "growth": "evaluation.bench.growth",
    "questions": "evaluation.bench.questions",
    "questions_large": "evaluation.bench.questions_large",
    "hubs": "evaluation.bench.hubs",
    "paint": "evaluation.bench.paint",
}
ONLY_BY_NAME = {"questions_large"}  # an hour


def bench(name: str) -> Bench:
    """The bench of that name."""
    return cast("Bench", import_module(BENCHES[name]))
