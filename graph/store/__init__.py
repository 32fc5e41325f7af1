"""The graph store: few narrow verbs over the official driver; nothing above sees a session or a driver's record."""

from graph.store.store import NAMES_INDEX, GraphStore

__all__ = ["NAMES_INDEX", "GraphStore"]
