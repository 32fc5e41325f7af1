"""Records as they may be used today: all layers of a delivery, without the rows that no sanction opens any more.

Whoever makes the graph, or anything else that people look at, reads records here and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from core import records
from core.home import Home
from etl.delivery import Delivery, layers
from etl.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class InForce:
    """The records of a home under what stands on a day."""

    home: Home
    standing: Standing

    @staticmethod
    def of(home: Home, now_ms: int | None = None) -> "InForce":
        """Under what stands at `now_ms`, the present where it is not given."""
        return InForce(home, standing(home, now_ms))

    def scan(self, delivery: Delivery) -> pl.LazyFrame:
        """The records of a delivery, to be asked set-wise."""
        rows = pl.concat([pl.scan_parquet(file) for file in files(self.home, delivery)], how="diagonal")
        return self.standing.admit(rows, records.load()[delivery.record])

    def batches(self, delivery: Delivery, rows: int) -> Iterator[pl.DataFrame]:
        """The records of a delivery, so many at a time, in the order of their files."""
        kind = records.load()[delivery.record]
        for path in files(self.home, delivery):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=rows):
                    table = pl.DataFrame(pl.from_arrow(batch))
                    yield self.standing.admit(table.lazy(), kind).collect()


def files(home: Home, delivery: Delivery) -> list[Path]:
    """The Parquet files of a delivery, one of each layer; what stands on a day does not show in them."""
    return [folder / f"{delivery.record}.parquet" for folder in layers(home, delivery.sha256)]
