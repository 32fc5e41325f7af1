"""What happens: transfers and calls as column tables, whoever makes them.

Transfers: second (since local midnight of the first day), src, dst (places in the book of accounts), tenge,
kind (of texts.yaml, for the channel), text, tag (what the row really is; "" for everyday), shop.
Calls: second, src, dst (places in the book of phones; -2 and below are service numbers), seconds, kind
(voice, sms), tag, shop. The cell (-1 none) is that of where the caller is: `located`.
"""

from collections.abc import Mapping

import numpy as np
import polars as pl

from evaluation.world.columns import Column, Ints, Reals, expression
from evaluation.world.parameters import DAY_S, HOUR_S

SERVICES = ("109", "112", "160", "1414", "2255", "3355", "5030", "7110", "EGOV", "INFOBANK", "TAXI24", "DOSTAVKA")
FIRST_SERVICE = -2  # service n is -2 - n

# share of a day's acts by hour: nights are quiet, evenings loud
BY_HOUR = np.array([2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 21, 22, 21, 20, 20, 21, 24, 26, 26, 23, 18, 11, 5], dtype=float)
BY_HOUR /= BY_HOUR.sum()
BY_WEEKDAY = np.array([1.0, 1.0, 1.02, 1.05, 1.2, 1.1, 0.85])

TRANSFER = {"second": pl.Int64(), "src": pl.Int64(), "dst": pl.Int64(), "tenge": pl.Float64(), "kind": pl.String(),
            "text": pl.String(), "tag": pl.String(), "shop": pl.String()}  # fmt: skip
CALL = {"second": pl.Int64(), "src": pl.Int64(), "dst": pl.Int64(), "seconds": pl.Int64(), "kind": pl.String(),
        "tag": pl.String(), "shop": pl.String()}  # fmt: skip


def transfers(second: Ints, src: Ints, dst: Ints, tenge: Reals, **told: Column) -> pl.DataFrame:
    """A table of transfers; `kind`, `text`, `tag`, `shop` are told once or row by row."""
    return _table({"second": second, "src": src, "dst": dst, "tenge": tenge}, told, TRANSFER)


def calls(second: Ints, src: Ints, dst: Ints, seconds: Ints, **told: Column) -> pl.DataFrame:
    """A table of calls; `kind`, `tag`, `shop` are told once or row by row."""
    return _table({"second": second, "src": src, "dst": dst, "seconds": seconds}, told, CALL)


def _table(
    columns: Mapping[str, Column], told: Mapping[str, Column], schema: Mapping[str, pl.DataType]
) -> pl.DataFrame:
    defaults: Mapping[str, Column] = {"kind": "voice" if "seconds" in schema else "p2p"}
    rest = {name: told.get(name, defaults.get(name, "")) for name in schema if name not in columns}
    table = pl.DataFrame(columns).with_columns(expression(value).alias(name) for name, value in rest.items())
    return table.select(pl.col(name).cast(kind) for name, kind in schema.items())


def no_transfers() -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema=TRANSFER)


def tagged(table: pl.DataFrame, tag: str, shop: str) -> pl.DataFrame:
    """Rows with what they really are."""
    return table.with_columns(tag=pl.lit(tag), shop=pl.lit(shop))


def rounded(tenge: Reals, unit: int = 100) -> Reals:
    """Sums in whole units, one at least."""
    return np.asarray((tenge / unit).round() * unit).clip(unit)


def moments(rng: np.random.Generator, count: int, days: int, weekday: int) -> Ints:
    """Seconds of everyday acts: by weekday (of the first day: `weekday`), hour and chance."""
    weight = BY_WEEKDAY[(weekday + np.arange(days)) % 7]
    day = rng.choice(days, count, p=weight / weight.sum())
    hour = rng.choice(24, count, p=BY_HOUR)
    return np.asarray(day * DAY_S + hour * HOUR_S + rng.integers(0, HOUR_S, count), dtype=np.int64)


def within(rng: np.random.Generator, day: Ints, hours: tuple[int, int]) -> Ints:
    """Seconds within hours of given days; hours may run over midnight (22, 28)."""
    return np.asarray(day * DAY_S + rng.integers(hours[0] * HOUR_S, hours[1] * HOUR_S, len(day)), dtype=np.int64)


def talk(rng: np.random.Generator, count: int) -> Ints:
    """Lengths of calls in seconds: some not answered, the rest lognormal."""
    seconds = rng.lognormal(4.0, 1.0, count).clip(1, 7200).astype(np.int64)
    return np.where(rng.random(count) < 0.18, 0, seconds)
