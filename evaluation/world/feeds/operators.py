"""Exports of operators X and Y, their subscribers and their cells."""

import numpy as np
import polars as pl

from evaluation.world.events import FIRST_SERVICE, SERVICES
from evaluation.world.feeds.sheet import Dialect, Feed, plain_marks
from evaluation.world.parameters import Parameters


def calls_of(operator: str, seen: pl.DataFrame, phones: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """An operator's calls with numbers, handset, SIM card and cell; without these where the caller is another's."""
    rows = seen.filter(pl.col("exporter") == operator)
    caller = phones[rows["src"].to_numpy()]
    services = pl.Series(SERVICES).gather((FIRST_SERVICE - rows["dst"].to_numpy()).clip(0, len(SERVICES) - 1))
    called = phones["number"].gather(rows["dst"].to_numpy().clip(0))
    cell = cells["cell_id"].gather(rows["cell"].to_numpy().clip(0))
    known = ~pl.col("incoming")
    return rows.with_columns(
        a=caller["number"],
        b=pl.when(pl.col("dst") <= FIRST_SERVICE).then(services).otherwise(called),
        imei=pl.when(known).then(caller["imei"]).otherwise(pl.lit("")),
        imsi=pl.when(known).then(caller["imsi"]).otherwise(pl.lit("")),
        cell_id=pl.when(known & (pl.col("cell") >= 0)).then(cell).otherwise(pl.lit("")),
    )


def cdr_x(world: Parameters, rows: pl.DataFrame) -> Feed:
    """Pipe-separated UTF-8."""
    rng = world.rng("cdr x")
    cells = rows.select(
        _written(rng, "a", rows.height).alias("A_NUMBER"),
        _written(rng, "b", rows.height).alias("B_NUMBER"),
        pl.col("imei").alias("IMEI_A"),
        pl.col("imsi").alias("IMSI_A"),
        _at(world).dt.strftime("%Y-%m-%d %H:%M:%S").alias("START"),
        pl.col("seconds").cast(pl.String).alias("DURATION"),
        pl.col("kind").str.to_uppercase().alias("TYPE"),
        pl.col("cell_id").alias("CELL_A"),
    )
    return Feed("cdr_x.csv", Dialect("|"), cells, rows.select("tag", "shop", "either", "outside"))


def cdr_y(world: Parameters, rows: pl.DataFrame) -> Feed:
    """UTF-16 with tabs; a forwarded call has a second row to another number."""
    rng = world.rng("cdr y")
    sms, leg = pl.col("kind") == "sms", pl.col("kind") == "forwarded"
    hours, rest = pl.col("seconds") // 3600, pl.col("seconds") % 3600
    clock = pl.concat_str([part.cast(pl.String).str.zfill(2) for part in (hours, rest // 60, rest % 60)], separator=":")
    direction = pl.when("incoming").then(pl.lit("входящий")).otherwise(pl.lit("исходящий"))
    cells = rows.select(
        _at(world).dt.strftime("%d.%m.%Y %H:%M:%S").alias("Дата и время"),
        _written(rng, "a", rows.height).alias("Абонент А"),
        _written(rng, "b", rows.height).alias("Абонент Б"),
        clock.alias("Длительность"),
        pl.when(sms)
        .then(pl.lit("СМС"))
        .when(leg)
        .then(pl.lit("переадресация"))
        .otherwise(direction)
        .alias("Вид связи"),
        pl.col("imei").alias("IMEI"),
        pl.col("imsi").alias("IMSI"),
        pl.col("cell_id").alias("Базовая станция"),
        pl.when(sms).then(pl.lit("SMS-MO")).when(leg).then(pl.lit("*21#")).otherwise(pl.lit("TEL")).alias("Услуга"),
    )
    marks = rows.select("tag", "shop", "either", "outside")
    return Feed("cdr_y.csv", Dialect("\t", "utf-16", "\r\n"), cells, marks)


def subscribers(world: Parameters, phones: pl.DataFrame, parties: pl.DataFrame) -> Feed:
    """Who a number of X or Y is registered to, and since when; some are missing."""
    rng = world.rng("subscribers")
    held = phones.filter(pl.col("operator") != "Z", pl.col("registered") >= 0).join(
        parties.select("party", "iin", "russian"), left_on="registered", right_on="party", maintain_order="left"
    )
    since = pl.col("from_day").clip(0) - pl.col("age")
    day = pl.lit(world.start) + pl.duration(days=since)
    cells = held.select(
        phone=pl.col("number").str.strip_chars("+"), iin="iin", full_name="russian",
        valid_from=day.dt.strftime("%Y-%m-%d"), valid_to=pl.lit(""),
    ).filter(pl.Series(rng.random(held.height) > 0.03)).sort("phone")  # fmt: skip
    return Feed("subscribers.csv", Dialect(), cells, plain_marks(cells.height))


def cells_feed(cells: pl.DataFrame) -> Feed:
    """All sectors of X and Y."""
    return Feed("cells.csv", Dialect(), cells.select(pl.all().cast(pl.String)), plain_marks(cells.height))


def _at(world: Parameters) -> pl.Expr:
    return pl.lit(world.start).cast(pl.Datetime("ms")) + pl.duration(seconds=pl.col("second"))


def _written(rng: np.random.Generator, column: str, count: int) -> pl.Expr:
    """A number in one of the five ways in use; short numbers and senders as they are."""
    habit = pl.Series(rng.choice(5, count, p=[0.34, 0.33, 0.16, 0.115, 0.055]))
    n = pl.col(column)
    p, a, b, c = n.str.slice(2, 3), n.str.slice(5, 3), n.str.slice(8, 2), n.str.slice(10, 2)
    spaced = pl.concat_str(pl.lit("8 "), p, pl.lit(" "), a, pl.lit(" "), b, pl.lit(" "), c)
    bracketed = pl.concat_str(pl.lit("8("), p, pl.lit(")"), a, pl.lit("-"), b, pl.lit("-"), c)
    ways = pl.when(habit == 0).then(n).when(habit == 1).then(n.str.slice(1)).when(habit == 2).then("8" + n.str.slice(2))
    return pl.when(n.str.starts_with("+")).then(ways.when(habit == 3).then(spaced).otherwise(bracketed)).otherwise(n)
