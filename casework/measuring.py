"""Measures of a graph that somebody brings along: nothing of ours is read, so nobody has to say why."""

from pathlib import Path
from typing import Any

from graph.foreign import read_graph
from graph.measuring import measure


def measure_file(path: Path) -> dict[str, Any]:
    """What `graph.measuring.measure` says of the graph in a file.

    Raises:
        InputError: the file is no graph that can be read.
        IzderError: an edge lacks an end or a positive weight.
    """
    return {"file": path.name, **measure(read_graph(path))}
