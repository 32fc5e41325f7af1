"""Records as they may be used today: all layers of a delivery, without the rows that no sanction opens any more.

Whoever makes the graph, or anything else that people look at, reads records here and nowhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from core import records
from core.grades import GRADES
from core.home import Home
from etl.delivery import Delivery, layers
from etl.scope import is_governed
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

    def scan(self, delivery: Delivery, record: str | None = None) -> pl.LazyFrame:
        """A delivery's records of one kind (its first where none is named), to be asked set-wise."""
        kind = records.load()[record or delivery.record]
        rows = _scan(self.home, delivery, kind.kind)
        if self._may_lock(delivery):
            rows = rows.join(self.locked(delivery).lazy(), on="row", how="anti", maintain_order="left")
        return self.standing.rests(rows, kind)

    def batches(self, delivery: Delivery, rows: int, record: str | None = None) -> Iterator[pl.DataFrame]:
        """A delivery's records of one kind, so many at a time, in the order of their files."""
        kind = records.load()[record or delivery.record]
        locked = self.locked(delivery) if self._may_lock(delivery) else None
        for path in files(self.home, delivery, kind.kind):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=rows):
                    table = pl.DataFrame(pl.from_arrow(batch)).with_columns(_lacking(kind, batch.schema.names))
                    if locked is not None:
                        table = table.join(locked, on="row", how="anti", maintain_order="left")
                    yield self.standing.rests(table.lazy(), kind).collect()

    def fills(self, delivery: Delivery, record: str, field: str) -> bool:
        """False where no record of a delivery has anything in this field, as the files say of themselves."""
        return any(_fills(path, field) for path in files(self.home, delivery, record))

    def locked(self, delivery: Delivery) -> pl.DataFrame:
        """Column `row`: rows of which a record rests on nothing that stands; they are shut whole, whatever they are."""
        found = [pl.DataFrame(schema={"row": pl.Int64()})]
        for record in filter(is_governed, delivery.records if self.standing.shut.height else ()):
            rests = self.standing.rests(_scan(self.home, delivery, record), records.load()[record])
            found.append(rests.filter(pl.col("authority").is_null()).select("row").collect(engine="streaming"))
        return pl.concat(found).unique()

    def _may_lock(self, delivery: Delivery) -> bool:
        return self.standing.shut.height > 0 and any(map(is_governed, delivery.records))


def files(home: Home, delivery: Delivery, record: str | None = None) -> list[Path]:
    """The Parquet files of a delivery and a kind, one of each layer; what stands on a day does not show in them."""
    paths = (folder / f"{record or delivery.record}.parquet" for folder in layers(home, delivery.sha256))
    return [path for path in paths if path.is_file()]


def _fills(path: Path, field: str) -> bool:
    said = pq.read_metadata(path)
    names = said.schema.to_arrow_schema().names
    if field not in names:
        return False
    leaf = next(place for place in range(said.num_columns) if said.schema.column(place).path.split(".")[0] == field)
    told = [said.row_group(group).column(leaf).statistics for group in range(said.num_row_groups)]
    return any(one is None or one.num_values is None or one.num_values > 0 for one in told)


def _scan(home: Home, delivery: Delivery, record: str) -> pl.LazyFrame:
    """All layers, with the columns that came to the kind since they were read."""
    kind, paths = records.load()[record], files(home, delivery, record)
    found = [pl.scan_parquet(path).with_columns(_lacking(kind, pl.read_parquet_schema(path))) for path in paths]
    return pl.concat(found, how="diagonal")


def _lacking(kind: records.RecordKind, there: Iterable[str]) -> list[pl.Expr]:
    types = {name: records.storage(field.type, many=field.many) for name, field in kind.fields.items()}
    types |= dict.fromkeys(GRADES, pl.String())
    return [pl.lit(None, dtype=types[name]).alias(name) for name in types.keys() - set(there)]
