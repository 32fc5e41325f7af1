"""How two are connected: several paths, the cheapest first."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.analyses.connections.paths import STEPS, cheapest_paths, weakest
from graph.analyses.connections.ties import Around, Tie, one_of_each
from graph.analyses.found import Found, Said
from graph.analyses.reading import Reads

Path = list[Tie]


def paths(reads: Reads, given: Mapping[str, Any]) -> Found:
    """At most `paths` ways from `a` to `b`, step by step; the weakest link of each is marked."""
    around = Around(reads, given)
    start, *end = one_of_each(reads, (given["a"], given["b"]))
    found = _found(around, given, start, end[0] if end else start)
    rows = [row for at, path in enumerate(found, start=1) for row in _rows(at, start, path)]
    said: list[Said] = [] if found else [("analyses.no_path", {"steps": STEPS})]
    return Found(rows, (*said, *around.said(), *reads.said()))


def _found(around: Around, given: Mapping[str, Any], a: str, b: str) -> list[Path]:
    """Paths within what was read, which grows from both ends until there are enough or all within STEPS is read."""
    count, in_order = given["paths"], given["in_order"] == "yes"
    fronts, found = [{a}, {b}], list[Path]()
    for _ in range(STEPS // 2):
        fronts = [around.grow(front) for front in fronts]
        found = cheapest_paths(around.graph, a, b, count, in_order=in_order, tell=around.tell)
        if len(found) == count or around.full:
            break
    return found


def _rows(at: int, start: str, path: Path) -> Iterator[dict[str, Any]]:
    here, weak = start, weakest(path)
    for step, tie in enumerate(path, start=1):
        there = tie.dst if tie.src == here else tie.src
        yield {
            "path": at, "step": step, "from": here, "kind": tie.kind, "direction": "→" if tie.src == here else "←",
            "to": there, "count": tie.count, "first": tie.first_ms, "last": tie.last_ms,
            "link": "weakest" if tie is weak and len(path) > 1 else None, "sources": list(tie.sources),
        }  # fmt: skip
        here = there
