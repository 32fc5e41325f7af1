"""What was wired without the graph says so, in one sentence, where the graph is needed."""

from typing import TypeVar

from core.errors import StoreUnavailable

Wired = TypeVar("Wired")


def needed(wired: Wired | None) -> Wired:
    """The graph, or what reads it.

    Raises:
        StoreUnavailable: this call was made without it.
    """
    if wired is None:
        raise StoreUnavailable("This call was made without the graph; start it with izder up.", key="no_graph")
    return wired
