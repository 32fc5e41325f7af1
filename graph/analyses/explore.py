"""A question that people build themselves: a start, some steps, and how the end is gathered and sorted."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from graph.analyses.connections.ties import one_of_each
from graph.analyses.found import Found, Said
from graph.analyses.reading import Reads

FRONT = 2000  # entities that a step sets out from
KEPT = 20
BY: Mapping[str, str] = {"ends": "end", "days": "day", "kinds": "kind"}
DESCENDING: Mapping[str, bool] = {"count": True, "amount": True, "first": False, "last": True}


def explore(reads: Reads, given: Mapping[str, Any]) -> Found:
    """What lies at the end of `steps` from `entities`, gathered by entity, day or kind of edge."""
    front = one_of_each(reads, given["entities"])
    reached, said, steps = set(front), list[Said](), given["steps"]
    for step in steps[:-1]:
        ends = _edges(reads, front, step, reached).group_by("end").agg(pl.col("count").sum())
        ordered = ends.sort("count", "end", descending=[True, False])["end"].to_list()
        if len(ordered) > FRONT:
            said.append(("analyses.front_cut", {"reached": len(ordered), "followed": FRONT}))
        front = ordered[:FRONT]
        reached |= set(front)
    table = _edges(reads, front, steps[-1], reached, by_day="yes" if given["gather"] == "days" else "no")
    return Found.of(gathered(table, BY[given["gather"]], given["sort"]), given["limit"], (*said, *reads.said()))


def _edges(
    reads: Reads, front: list[str], step: Mapping[str, Any], reached: set[str], by_day: str = "no"
) -> pl.DataFrame:
    """The edges of one step that lead to whom was not reached before; whoever was is with all that is theirs."""
    reached.update(reads.table("lines_of", entities=front)["line"])
    table = reads.table("one_step", entities=front, by_day=by_day, **step)
    return table.filter(~pl.col("end").is_in(sorted(reached)))


def gathered(table: pl.DataFrame, by: str, sort: str) -> pl.DataFrame:
    """Edges summed up by one of their columns; the other columns that could have been are empty."""
    names = {"end": pl.lit(None, pl.String), "day": pl.lit(None, pl.String), "kind": pl.lit(None, pl.String)}
    amount = pl.when(pl.col("amount").count() > 0).then(pl.col("amount").sum())
    summed = table.filter(pl.col(by).is_not_null()).group_by(by).agg(
        through=pl.col("from").n_unique().cast(pl.Int64), count=pl.col("count").sum(), amount=amount,
        first=pl.col("first").min(), last=pl.col("last").max(),
        sources=pl.col("sources").list.explode().drop_nulls().head(KEPT),
    )  # fmt: skip
    told = summed.with_columns(**{name: empty for name, empty in names.items() if name != by})
    columns = ["end", "day", "kind", "through", "count", "amount", "first", "last", "sources"]
    return told.sort(sort, by, descending=[DESCENDING[sort], False], nulls_last=True).select(columns)
