"""A question that people build themselves: a start, some steps, and how the end is gathered and sorted."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.found import Found
from graph.analyses.reading import Reads

FRONT = 2000  # entities that a step sets out from


def explore(reads: Reads, given: Mapping[str, Any]) -> Found:
    """What lies at the end of `steps` from `entities`, gathered by entity, day or kind of edge.

    Each step is one read: the graph sums up what it finds and leaves out who was reached before.
    """
    *steps, last = given["steps"]
    start = reads.table("start_of", entities=given["entities"])
    front, reached = start["goes_by"].to_list(), _with_theirs(start, "goes_by")
    for step in steps:
        ends = reads.table("step_ends", FRONT, entities=front, reached=reached, **step)
        front, reached = ends["end"].to_list(), [*reached, *_with_theirs(ends, "end")]
    how = {name: given[name] for name in ("gather", "sort")}
    found = reads.answer("step_found", given["limit"], entities=front, reached=reached, **last, **how)
    return Found.of(found, given["limit"], reads.said())


def _with_theirs(table: pl.DataFrame, column: str) -> list[str]:
    """Those of the column, their numbers and accounts."""
    return [*table[column], *table["lines"].list.explode().drop_nulls()]
