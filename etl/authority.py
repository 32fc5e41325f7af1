"""What rests on what: each sanction, its windows, whether they stand, and the rows that came under it."""

from collections.abc import Iterator, Sequence

import polars as pl

from core.home import Home
from core.reports import Authority, RestingFile, Window
from etl import scope
from etl.delivery import Delivery, deliveries
from etl.in_force import InForce, files
from etl.standing import EXPIRY, registers, windows

_COURTS = {"number": pl.String(), "court": pl.String()}


def authorities(home: Home, now_ms: int, number: str | None = None) -> list[Authority]:
    """The sanctions in order of their numbers (of one: `number`), with the rows that rest on each, by file."""
    known = windows(home).with_columns((pl.col(EXPIRY).fill_null(2**62) < now_ms).alias("ended"))
    known = known if number is None else known.filter(pl.col("number") == number)
    courts = dict(_courts(home).iter_rows())
    resting = {key: part for (key,), part in _resting(home, now_ms).group_by("number", maintain_order=True)}
    return [
        _authority(str(key), courts.get(key), part, resting.get(key))
        for (key,), part in known.group_by("number", maintain_order=True)
    ]


def _authority(number: str, court: str | None, of: pl.DataFrame, resting: pl.DataFrame | None) -> Authority:
    found = [
        Window(
            object=row["object"], from_ms=row["from_ms"], to_ms=row["to_ms"], expires_ms=row[EXPIRY], ended=row["ended"]
        )
        for row in of.sort("object", "from_ms").iter_rows(named=True)
    ]
    by_file = [] if resting is None else [RestingFile(**row) for row in resting.drop("number").iter_rows(named=True)]
    return Authority(
        number=number, court=court, windows=found, files=by_file,
        rows=sum(file.rows for file in by_file), shut=sum(file.shut for file in by_file),
    )  # fmt: skip


def _courts(home: Home) -> pl.DataFrame:
    found = [pl.scan_parquet(folder / f"{scope.REGISTER}.parquet").select(*_COURTS) for folder in registers(home)]
    if not found:
        return pl.DataFrame(schema=_COURTS)
    return pl.concat(found).group_by("number").agg(pl.col("court").drop_nulls().max()).sort("number").collect()


def _resting(home: Home, now_ms: int) -> pl.DataFrame:
    """Per sanction and file: rows that came under it, and how many of them are shut now."""
    given = InForce.of(home, now_ms)
    found = [
        _of_file(given, delivery) for delivery in deliveries(home) if any(map(scope.is_governed, delivery.records))
    ]
    schema = {"number": pl.String(), "file": pl.String(), "source": pl.String(), "rows": pl.Int64(), "shut": pl.Int64()}
    return pl.concat([pl.DataFrame(schema=schema), *found]).sort("number", maintain_order=True)


def _of_file(given: InForce, delivery: Delivery) -> pl.DataFrame:
    rows = pl.concat(_under(given.home, delivery, filter(scope.is_governed, delivery.records))).unique()
    shut = given.locked(delivery).lazy().with_columns(pl.lit(1, pl.Int64).alias("shut"))
    counted = rows.join(shut, on="row", how="left").group_by("number")
    table = (
        counted.agg(pl.len().cast(pl.Int64).alias("rows"), pl.col("shut").sum())
        .sort("number")
        .collect(engine="streaming")
    )
    named = [pl.lit(delivery.file).alias("file"), pl.lit(delivery.source).alias("source")]
    return table.select("number", *named, "rows", "shut")


def _under(home: Home, delivery: Delivery, records: Iterator[str]) -> Sequence[pl.LazyFrame]:
    paths = [path for record in records for path in files(home, delivery, record)]
    return [
        pl.scan_parquet(path).select("row", pl.col("authority").alias("number")).explode("number").drop_nulls("number")
        for path in paths
    ]
