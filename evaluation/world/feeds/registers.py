"""The court's authority register."""

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.feeds.sheet import Dialect, Feed, plain_marks
from evaluation.world.observe import Windows
from evaluation.world.parameters import Parameters

_PER_SANCTION = 900  # objects that one sanction lists


def authority(world: Parameters, phones: pl.DataFrame, phone_windows: Windows, phone_city: pl.Series,
              accounts: pl.DataFrame, account_windows: Windows, account_city: pl.Series) -> Feed:  # fmt: skip
    """Objects with their windows, under sanctions by city and kind of object."""
    rows = pl.concat(
        [
            _objects(world, "phone", phones["number"], phone_windows, phone_city),
            _objects(world, "account", accounts["iban"], account_windows, account_city),
        ]
    ).sort("city", "object_kind", "n")
    group = pl.col("n").rank("ordinal").over("city", "object_kind") // _PER_SANCTION
    number = pl.struct("city", "object_kind", group).rank("dense")
    courts = {place: f"Следственный суд г. {city.name}" for place, city in enumerate(data.cities())}
    cells = rows.select(
        sanction_no=pl.lit("P-") + number.cast(pl.String).str.zfill(5),
        court=pl.col("city").replace_strict(courts, return_dtype=pl.String),
        object_kind="object_kind", object_id="object_id",
        valid_from=_day(world, "from_day"), valid_to=_day(world, "to_day"),
    )  # fmt: skip
    return Feed("authority.csv", Dialect(), cells, plain_marks(cells.height))


def _objects(world: Parameters, kind: str, ids: pl.Series, windows: Windows, city: pl.Series) -> pl.DataFrame:
    """One line per window: objects without one have none, those with a split have two."""
    whole = pl.DataFrame(
        {"object_id": ids, "city": city, "from_day": windows.from_day, "to_day": windows.to_day, "split": windows.split}
    ).with_row_index("n").filter(pl.col("from_day") <= pl.col("to_day"))  # fmt: skip
    split = pl.col("split") >= 0
    first = whole.with_columns(to_day=pl.when(split).then("split").otherwise("to_day"))
    second = whole.filter(split).with_columns(from_day=pl.col("split") + 1)
    return pl.concat([first, second]).with_columns(object_kind=pl.lit(kind)).drop("split")


def _day(world: Parameters, column: str) -> pl.Expr:
    return (pl.lit(np.datetime64(world.start)) + pl.duration(days=pl.col(column))).dt.strftime("%Y-%m-%d")
