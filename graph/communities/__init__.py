"""Communities: a registry of methods over one graph type, the CPM pool, and the stability of what is found."""

from graph.communities.community import Community
from graph.communities.cpm import partition, quality
from graph.communities.csr import Graph, flatten
from graph.communities.pool import deduplicate, pool
from graph.communities.refresh import refresh
from graph.communities.registry import Method, find, methods
from graph.communities.stability import stability

__all__ = [
    "Community", "Graph", "Method", "deduplicate", "find", "flatten", "methods", "partition", "pool", "quality",
    "refresh", "stability",
]
