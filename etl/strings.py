"""Strings by which a delivered file would be known anywhere: values and lines of it that no other delivery holds.

A sample in bounded memory: of all distinct values those whose hashes are smallest, whatever the file's size.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl
import pyarrow.parquet as pq

from core.home import Home
from etl.blocks import Layout, blocks
from etl.delivery import Delivery, vault_file
from etl.in_force import files
from etl.needles import Needles
from etl.recognise import Recognised
from etl.templates import Template

MOST = 3000
_VALUE = pl.col("text").str.len_chars().is_between(8, 120) & pl.col("text").str.contains(r"\p{L}|\d{5}")
_LINE = pl.col("text").str.len_chars().is_between(24, 4000)


@dataclass(slots=True)
class Sample:
    """The distinct texts with the smallest hashes of all that went by."""

    most: int
    kept: pl.DataFrame

    @staticmethod
    def of(most: int) -> "Sample":
        """An empty one."""
        return Sample(most, pl.DataFrame(schema={"text": pl.String()}))

    def add(self, texts: pl.DataFrame) -> None:
        """Look at more texts."""
        both = pl.concat([self.kept, texts.select("text").drop_nulls()]).unique("text")
        self.kept = both.sort(pl.col("text").hash(7), "text").head(self.most)


def strings_of(home: Home, delivery: Delivery, template: Template) -> list[str]:
    """Values and lines of the file as it was delivered, and values of its records in canonical form."""
    values, lines = Sample.of(MOST), Sample.of(MOST // 6)
    for block in blocks(vault_file(home, delivery), _layout(delivery, template)):
        cells = [pl.col(name) for name in block.columns if name.startswith("c") and name[1:].isdigit()]
        for cell in cells:
            values.add(block.select(cell.str.strip_chars().alias("text")).filter(_VALUE))
        lines.add(block.select(pl.col("raw").alias("text")).filter(_LINE))
    for table in _records(home, delivery):
        for name, kind in table.schema.items():
            if kind == pl.List(pl.String()):
                values.add(table.select(pl.col(name).explode().alias("text")).filter(_VALUE))
            elif kind == pl.String() and name != "handling":
                values.add(table.select(pl.col(name).alias("text")).filter(_VALUE))
    return sorted({*values.kept["text"], *lines.kept["text"]})


def own_alone(
    strings: Iterable[str], encoding: str | None, elsewhere: Iterable[Iterable[bytes | pl.Series]]
) -> Needles:
    """Needles for those strings that occur in none of the other places."""
    needles = Needles.of(strings, encoding)
    found: set[str] = set()
    for place in elsewhere:
        for part in place:
            found |= needles.found(part)
    return needles.without(found)


def encoding_of(delivery: Delivery) -> str | None:
    """In which encoding the file was delivered; None where it is no text."""
    return getattr(delivery.layout, "encoding", None)


def _layout(delivery: Delivery, template: Template) -> Layout:
    sheet = getattr(delivery.layout, "sheet", None)
    return Layout.of(Recognised(template, delivery.header_row, delivery.header, sheet))


def _records(home: Home, delivery: Delivery) -> Iterator[pl.DataFrame]:
    for record in delivery.records:
        for path in files(home, delivery, record):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=50_000):
                    yield pl.DataFrame(pl.from_arrow(batch)).drop("authority", strict=False)
