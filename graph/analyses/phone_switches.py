"""All phones that fell silent and the phones that replaced them, as chains of one user's successive lines."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.found import Found
from graph.analyses.reading import Reads
from graph.analyses.switches.decide import chains
from graph.analyses.switches.evidence import KINDS
from graph.analyses.switches.rows import rows_of_links
from graph.indicators.facts import DAY_MS

CALLED = ("time_ms", "duration_s", "kind", "imei", "cell", "sources")


def phone_switches(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Chains of successive phones, those first whose links are surest; links that ended in the period asked for."""
    calls, cells = reads.edges("CALLED", CALLED), reads.nodes("Cell", ("lat", "lon", "city"))
    links, _ = chains(calls, cells)
    if not links.height:
        return Found([], (("analyses.no_successors", {}),))
    hop = pl.int_range(1, pl.len() + 1).over("chain", order_by="first_ms")
    shown = (
        _within(links.with_columns(hop=hop), given).sort("total", "old", descending=[True, False]).head(given["limit"])
    )
    table = rows_of_links(calls, shown).select(
        "chain", "hop", "old", "total", "share", *KINDS, "chance", "sources",
        candidate="new", last="last_ms", first="first_ms",
    )  # fmt: skip
    return Found.of(table, given["limit"], () if table.height else (("analyses.no_successors", {}),))


def _within(links: pl.DataFrame, given: Mapping[str, Any]) -> pl.DataFrame:
    since, until = given.get("since"), given.get("until")
    ended = pl.col("last_ms")
    return links.filter(
        (ended >= since if since is not None else pl.lit(value=True))
        & (ended < until + DAY_MS if until is not None else pl.lit(value=True))
    )
