"""The moments at which phones were together, one by one."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from graph.analyses.co_location import KEPT, located_of
from graph.analyses.found import Found
from graph.analyses.meetings import meetings
from graph.analyses.reading import Reads


def meeting_list(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Each moment that speaks for two of the phones having been together, in order of time."""
    located, shares = located_of(reads, given)
    pairs = [(a, b, meetings(located, shares, a, b, given["minutes"])) for a, b in combinations(given["phones"], 2)]
    found = [met.filter(pl.col("nats") > 0).with_columns(a=pl.lit(a), b=pl.lit(b)) for a, b, met in pairs]
    told = pl.concat(found).select(
        "time", "a", "b", "chance", "nats", place="cell", distance=pl.col("metres").round().cast(pl.Int64),
        sources=pl.col("sources").list.drop_nulls().list.head(KEPT),
    )  # fmt: skip
    return Found.of(told.sort("time", "a", "b"), given["limit"], reads.said())
