"""The moments at which phones were together, one by one."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl

from graph.analyses.co_location import KEPT, PHONES, located_of
from graph.analyses.found import Found, Said
from graph.analyses.meetings import meetings
from graph.analyses.reading import Reads


def meeting_list(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Each moment that speaks for two of the phones having been together, in order of time."""
    phones = given["phones"][:PHONES]
    located, shares = located_of(reads, given)
    pairs = [(a, b, meetings(located, shares, a, b, given["minutes"])) for a, b in combinations(phones, 2)]
    found = [met.filter(pl.col("nats") > 0).with_columns(a=pl.lit(a), b=pl.lit(b)) for a, b, met in pairs]
    rows = pl.concat(found) if found else None
    said: list[Said] = [("analyses.first_phones", {"phones": PHONES})] if len(given["phones"]) > PHONES else []
    if rows is None:
        return Found([], (*said, *reads.said()))
    told = rows.select(
        "time", "a", "b", "chance", "nats", place="cell", distance=pl.col("metres").round().cast(pl.Int64),
        sources=pl.col("sources").list.drop_nulls().list.head(KEPT),
    )  # fmt: skip
    return Found.of(told.sort("time", "a", "b"), given["limit"], (*said, *reads.said()))
