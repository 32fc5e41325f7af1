"""What people decided about pairs of rows, as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from core.judgements import JudgementBook

COLUMNS = {"left": pl.String(), "right": pl.String(), "verdict": pl.String()}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Pairs of «source:row» that somebody called the same or different, in both directions."""

    table: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COLUMNS))

    @staticmethod
    def of(book: JudgementBook) -> "Verdicts":
        """The standing ones of a book; who is unsure has decided nothing."""
        standing = [j for j in book.standing("row") if j.verdict in ("same", "different")]
        return Verdicts.pairs([(j.left, j.right, j.verdict) for j in standing])

    @staticmethod
    def pairs(pairs: Iterable[tuple[str, str, str]]) -> "Verdicts":
        """From left, right and verdict."""
        listed = list(pairs)
        both = [*listed, *((right, left, verdict) for left, right, verdict in listed)]
        return Verdicts(pl.DataFrame(both, schema=COLUMNS, orient="row").unique().sort("left", "right", "verdict"))

    def rows(self, verdict: str) -> pl.Series:
        """Every row of a pair with this verdict."""
        return self.table.filter(pl.col("verdict") == verdict)["left"].unique()

    def among(self, told: pl.DataFrame, verdict: str) -> pl.DataFrame:
        """Columns left, right: pairs of reports with this verdict, by `told` (columns report, ref)."""
        lefts = told.select(pl.col("ref").alias("left"), pl.col("report").alias("one"))
        rights = told.select(pl.col("ref").alias("right"), pl.col("report").alias("other"))
        met = self.table.filter(pl.col("verdict") == verdict).join(lefts, on="left").join(rights, on="right")
        return met.filter(pl.col("one") < pl.col("other")).select(left="one", right="other").unique()
