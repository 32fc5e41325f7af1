"""Exports of banks A, B and C, and bank B's customers."""

import polars as pl

from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.feeds.sheet import Dialect, Feed, grouped, plain_marks
from evaluation.world.parameters import Parameters

_HIDES = 0.7  # share of other banks' clients of whom a bank shows a short name and no IIN


def transfers_of(bank: str, seen: pl.DataFrame, accounts: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """A bank's transfers with IBAN, bank and holder of both sides (`src_iban`, `src_iin`, `src_russian`…)."""
    sides = accounts.select("account", "iban", "bank", "registered").join(
        parties.select("party", "iin", "cp1251", "native", "masked", "kind"), left_on="registered", right_on="party"
    )
    table = seen.filter(pl.col("exporter") == bank).rename({"kind": "sort"})
    for side in ("src", "dst"):
        joined = sides.rename({c: f"{side}_{c}" for c in sides.columns if c != "account"})
        table = table.join(joined, left_on=side, right_on="account", how="left", maintain_order="left")
    return table


def bank_a(world: Parameters, rows: pl.DataFrame) -> Feed:
    """CP1251 with semicolons, Russian header, amounts `1 234 567,89`, one footer."""
    rows = _hidden(world, rows, "A", "cp1251").with_columns(at=_at(world))
    cells = rows.select(
        pl.col("at").dt.strftime("%d.%m.%Y").alias("Дата операции"),
        pl.col("at").dt.strftime("%H:%M:%S").alias("Время"),
        pl.col("src_iban").alias("Счёт отправителя"),
        pl.col("src_iin").alias("ИИН/БИН отправителя"),
        pl.col("src_name").alias("Отправитель"),
        pl.col("dst_iban").alias("Счёт получателя"),
        pl.col("dst_iin").alias("ИИН/БИН получателя"),
        pl.col("dst_name").alias("Получатель"),
        (grouped(pl.col("tenge").cast(pl.Int64)) + ",00").alias("Сумма"),
        pl.lit("KZT").alias("Валюта"),
        pl.col("text").str.replace_many(list("ұқәіңғүөһ"), list("укаингуох")).alias("Назначение платежа"),
        (pl.int_range(pl.len()) + 700001).cast(pl.String).alias("Номер документа"),
    )
    return Feed("bank_a.csv", Dialect(";", "cp1251", "\r\n", footer=True), cells, _marks(rows))


def bank_b(world: Parameters, rows: pl.DataFrame) -> Feed:
    """UTF-8 with BOM, ISO times in UTC, the masked card of the bank's own client, no names."""
    channels = {kind: payment.channel for kind, payment in data.payments().items()}
    own = pl.when(pl.col("src_bank") == "B").then("src").otherwise("dst")
    holder = pl.when(pl.col("src_bank") == "B").then("src_kind").otherwise("dst_kind")
    digits = (own * 7919 % 10_000).cast(pl.String).str.zfill(4)
    rows = rows.with_columns(at=_at(world) - pl.duration(hours=5))
    cells = rows.select(
        (pl.lit("B4") + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(7)).alias("txn_id"),
        pl.col("at").dt.strftime("%Y-%m-%dT%H:%M:%SZ").alias("posted_at"),
        pl.col("src_iban").alias("from_iban"),
        pl.col("dst_iban").alias("to_iban"),
        (pl.col("tenge").cast(pl.Int64).cast(pl.String) + ".00").alias("amount"),
        pl.lit("KZT").alias("currency"),
        pl.col("sort").replace_strict(channels).alias("channel"),
        pl.when(holder == "person").then(pl.lit("4400 41** **** ") + digits).otherwise(pl.lit("")).alias("card_masked"),
        pl.when(pl.col("sort") == "p2p").then("text").otherwise(pl.lit("")).alias("description"),
    )
    return Feed("bank_b.csv", Dialect(",", "utf-8-sig"), cells, _marks(rows))


def bank_c(world: Parameters, rows: pl.DataFrame) -> Feed:
    """A spreadsheet with two title rows and a Kazakh header; some amounts are text."""
    rng = world.rng("bank c")
    rows = _hidden(world, rows, "C", "native")
    rows = rows.with_columns(at=_at(world), as_text=pl.Series(rng.random(rows.height) < 0.04))
    whole = pl.col("tenge").cast(pl.Int64)
    cells = rows.select(
        pl.int_range(1, pl.len() + 1).cast(pl.String).alias("№"),
        pl.col("at").dt.strftime("%Y-%m-%d %H:%M:%S").alias("Күні"),
        pl.col("src_iban").alias("Жіберуші шоты"),
        pl.col("src_iin").alias("Жіберуші ЖСН/БСН"),
        pl.col("src_name").alias("Жіберуші"),
        pl.col("dst_iban").alias("Алушы шоты"),
        pl.col("dst_iin").alias("Алушы ЖСН/БСН"),
        pl.col("dst_name").alias("Алушы"),
        pl.when("as_text").then(grouped(whole) + ",00").otherwise(whole.cast(pl.String)).alias("Сомасы"),
        pl.lit("KZT").alias("Валюта"),
        pl.col("text").alias("Төлем мақсаты"),
    )
    titles = ("C банкі: шоттар бойынша үзінді / Выписка по счетам", f"Кезең: {world.start} – {world.end}")
    return Feed("bank_c.xlsx", Dialect(None, before=titles), cells, _marks(rows))


def customers(
    world: Parameters,
    accounts: pl.DataFrame,
    parties: pl.DataFrame,
    phone_of: Ints,
    numbers: pl.Series,
) -> Feed:
    """Bank B's clients who are persons: Latin names, a phone where one was given."""
    rng = world.rng("customers")
    held = accounts.filter(pl.col("bank") == "B").join(
        parties.filter(pl.col("kind") == "person").select("party", "iin", "latin"),
        left_on="registered", right_on="party", maintain_order="left",
    )  # fmt: skip
    phone = numbers.gather(phone_of[held["registered"].to_numpy()])
    given = pl.Series(rng.random(held.height) < 0.8)
    cells = held.select("iban", "iin", full_name="latin", phone=pl.when(given).then(phone).otherwise(pl.lit("")))
    return Feed("bank_b_customers.csv", Dialect(",", "utf-8-sig"), cells, plain_marks(cells.height))


def _at(world: Parameters) -> pl.Expr:
    return pl.lit(world.start).cast(pl.Datetime("ms")) + pl.duration(seconds=pl.col("second"))


def _hidden(world: Parameters, rows: pl.DataFrame, bank: str, spelling: str) -> pl.DataFrame:
    """Names of both sides; of other banks' clients often a short one without IIN."""
    rng = world.rng(f"bank {bank}")
    for side in ("src", "dst"):
        hides = pl.Series(rng.random(rows.height) < _HIDES)
        hidden = hides & (pl.col(f"{side}_bank") != bank) & (pl.col(f"{side}_kind") == "person")
        rows = rows.with_columns(
            pl.when(hidden).then(f"{side}_masked").otherwise(f"{side}_{spelling}").alias(f"{side}_name"),
            pl.when(hidden).then(pl.lit("")).otherwise(f"{side}_iin").alias(f"{side}_iin"),
        )
    return rows


def _marks(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("tag", "shop", "either", "outside")
