"""The moments at which phones were together, one by one."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.co_location import KEPT, pairs_met
from graph.analyses.found import Found
from graph.analyses.reading import Reads


def meeting_list(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Each moment that speaks for two of the phones having been together, in order of time."""
    found = [
        met.filter(pl.col("nats") > 0).with_columns(a=pl.lit(a), b=pl.lit(b)) for a, b, met in pairs_met(reads, given)
    ]
    told = pl.concat(found).select(
        "time", "a", "b", "chance", "nats", place="cell", distance=pl.col("metres").round().cast(pl.Int64),
        sources=pl.col("sources").list.drop_nulls().list.head(KEPT),
    )  # fmt: skip
    return Found.of(told.sort("time", "a", "b"), given["limit"], reads.said())
