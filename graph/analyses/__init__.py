"""Analyses: questions that no single Cypher answers, each a pure function over tables that the catalogue reads."""

from graph.analyses.found import Found
from graph.analyses.reading import Reads
from graph.analyses.registry import ANALYSES

__all__ = ["ANALYSES", "Found", "Reads"]
