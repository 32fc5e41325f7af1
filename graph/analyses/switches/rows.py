"""The rows behind each piece of evidence that one line followed another."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from graph.analyses.switches.pairs import PAIR

KEPT = 20
ROWS = pl.List(pl.String())


def rows_of(
    calls: pl.DataFrame, kind: str, old: Sequence[str], pair: Mapping[str, Any], shared: Sequence[str]
) -> list[str]:
    """Rows behind one kind of evidence: `old` are the lines before, `shared` what both have in common."""
    a, b, new = pl.col("src"), pl.col("dst"), pair["new"]
    theirs = [*old, new]
    of_kind = {
        "contacts": (a.is_in(theirs) & b.is_in(shared)) | (b.is_in(theirs) & a.is_in(shared)),
        "handset": a.is_in(theirs) & pl.col("imei").str.strip_prefix("imei:").is_in(shared),
        "places": a.is_in(theirs) & (pl.col("cell").fill_null("") != ""),
        "talk": (a.is_in(list(old)) & (b == new)) | ((a == new) & b.is_in(list(old))),
    }
    if kind == "gap":
        return _around(calls, old, pair)
    found = calls.filter(of_kind.get("contacts" if kind == "ranks" else kind, pl.lit(value=False))).sort("time_ms")
    return found["sources"].list.first().drop_nulls().head(KEPT).to_list()


def _around(calls: pl.DataFrame, old: Sequence[str], pair: Mapping[str, Any]) -> list[str]:
    """The last call of the old line and the first of the new one, strays apart."""
    at = pl.col("time_ms")
    ends = [calls.filter(_of(list(old)) & (at <= pair["last_ms"])).sort("time_ms").tail(1),
            calls.filter(_of([pair["new"]]) & (at >= pair["first_ms"])).sort("time_ms").head(1)]  # fmt: skip
    return pl.concat(ends)["sources"].list.first().drop_nulls().to_list()


def _of(lines: list[str]) -> pl.Expr:
    return pl.col("src").is_in(lines) | pl.col("dst").is_in(lines)


def rows_of_links(calls: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """`links` with `sources`: for each, the calls of both lines with contacts in common, else their last and first."""
    both = pl.concat([calls.select("sources", "time_ms", line="src", other="dst"),
                      calls.select("sources", "time_ms", line="dst", other="src")])  # fmt: skip
    sides = [links.select(*PAIR, line=PAIR[0], at="last_ms"), links.select(*PAIR, line=PAIR[1], at="first_ms")]
    rows = pl.concat(sides).join(both, on="line").with_columns(end=pl.col("time_ms") == pl.col("at"))
    rows = rows.with_columns(known_to=pl.col("line").n_unique().over(*PAIR, "other"))
    rows = rows.filter((pl.col("known_to") == 2) | pl.col("end")).sort("end", "time_ms", descending=[True, False])
    first = pl.col("sources").list.first().unique(maintain_order=True).head(KEPT)
    found = rows.group_by(PAIR, maintain_order=True).agg(sources=first)
    return links.join(found, on=PAIR, how="left", maintain_order="left")
