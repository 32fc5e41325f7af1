"""A feed before it is written: its cells as text, what each row really is, and the file's dialect."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is laid out. `separator` None: a spreadsheet."""

    separator: str | None = ","
    encoding: str = "utf-8"
    newline: str = "\n"
    before: tuple[str, ...] = ()  # lines above the header
    footer: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """`cells`: text columns in the file's order; `marks`: tag, shop, either, outside, a line per row of cells."""

    name: str
    dialect: Dialect
    cells: pl.DataFrame
    marks: pl.DataFrame

    @property
    def header_lines(self) -> int:
        """Lines before the first data row."""
        return len(self.dialect.before) + 1


def plain_marks(count: int) -> pl.DataFrame:
    """Marks of rows that are nothing special."""
    empty = [pl.lit("").alias(name) for name in ("tag", "shop", "either")]
    return pl.select(pl.repeat(False, count).alias("outside")).select(*empty, "outside")


def grouped(whole: pl.Expr) -> pl.Expr:
    """Whole numbers in groups of three with no-break spaces."""
    groups = [(whole // 1000**n % 1000).cast(pl.String).str.zfill(3) for n in (3, 2, 1, 0)]
    return pl.concat_str(groups, separator="\u00a0").str.replace("^[0\u00a0]+", "").replace("", "0")
