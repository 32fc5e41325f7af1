"""The first large load: rows are collected on disk, meet there, and go through Neo4j's offline import."""

from graph.bulk.first_load import FirstLoad

__all__ = ["FirstLoad"]
