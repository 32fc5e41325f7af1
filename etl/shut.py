"""Rows that nobody may look at any more: those whose sanction is over, and unread ones that name only such objects.

A row that was loaded is shut by its records. One in quarantine, or a repeat, has no records of its own: it is shut
where it names a phone or account whose windows are all over, and none that a window still opens.
"""

import polars as pl

from core.errors import AuthorityExpired
from core.home import Home
from etl.checks.canonical import Canonical
from etl.delivery import Delivery
from etl.in_force import InForce, files
from etl.scope import is_governed
from etl.standing import Standing

_BETWEEN = r"[,;|\t\"'{}\[\]:\n]+"


def is_concerned(delivery: Delivery, standing: Standing) -> bool:
    """True where rows of the delivery may be shut."""
    return standing.shut.height > 0 and any(map(is_governed, delivery.records))


def shut_lines(lines: pl.DataFrame, standing: Standing) -> pl.DataFrame:
    """Column `row`: of `lines` (row, raw) those that name objects of ended sanctions only."""
    words = lines.select("row", pl.col("raw").str.replace_all(_BETWEEN, "\t").str.split("\t").alias("word"))
    words = words.explode("word").with_columns(pl.col("word").str.strip_chars())
    words = words.filter(pl.col("word").str.len_chars().is_between(5, 60) & pl.col("word").str.contains(r"\d"))
    named = words.with_columns(Canonical().column(words["word"], "item").alias("object")).drop_nulls("object")
    over = named.join(standing.shut.select("object").unique(), on="object", how="semi").select("row").unique()
    still = named.join(standing.open.select("object").unique(), on="object", how="semi").select("row")
    return over.join(still, on="row", how="anti")


def refuse_shut(home: Home, delivery: Delivery, row: int, raw: str, now_ms: int | None = None) -> None:
    """Nothing where a row may be looked at.

    Raises:
        AuthorityExpired: the sanctions that it came under are over.
    """
    given = InForce.of(home, now_ms)
    if not is_concerned(delivery, given.standing):
        return
    known = any(
        pl.scan_parquet(file).filter(pl.col("row") == row).select("row").collect().height
        for record in filter(is_governed, delivery.records)
        for file in files(home, delivery, record)
    )
    if known:
        shut = given.locked(delivery).filter(pl.col("row") == row)
    else:
        shut = shut_lines(pl.DataFrame({"row": [row], "raw": [raw]}), given.standing)
    if shut.height:
        raise AuthorityExpired(
            f"Row {row} of «{delivery.file}» came under a court's sanction that has ended, so it is not shown; "
            "where the sanction is renewed, load its register. izder authority lists what has ended.",
            key="row_shut", file=delivery.file, row=row,
        )  # fmt: skip
