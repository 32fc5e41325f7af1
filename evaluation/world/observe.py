"""What of it can be seen: which bank or operator exports a row, what is lost, and what no court has covered."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world.columns import Flags, Ints
from evaluation.world.life import Life
from evaluation.world.parameters import DAY_S, Parameters

BEFORE, AFTER = 10, 6  # days that a usual sanction begins before the world and ends after it
FORWARDED = 0.003  # share of operator Y's calls
MIRRORED = 0.025  # share of transfers between exporting banks that stand in both exports


@dataclass(frozen=True, slots=True)
class Windows:
    """Sanctions of one kind of object: first and last day (from > to: none), and where a second window begins (-1)."""

    from_day: Ints
    to_day: Ints
    split: Ints

    def cover(self, place: Ints, day: Ints) -> Flags:
        """Whether an object is covered on a day; places below 0 (services) never are."""
        there = np.maximum(place, 0)
        return np.asarray((place >= 0) & (self.from_day[there] <= day) & (day <= self.to_day[there]))


@dataclass(frozen=True, slots=True)
class Observed:
    """The books with their numbers, what the exports hold, and the sanctions behind it."""

    phones: pl.DataFrame
    accounts: pl.DataFrame
    money: pl.DataFrame
    talks: pl.DataFrame
    phone_windows: Windows
    account_windows: Windows


def observe(world: Parameters, life: Life) -> Observed:
    """What agencies see of a life."""
    phones, accounts = life.own.phones.table(), life.own.accounts.table()
    phone_windows = sanctions(world, "phones", np.ones(phones.height, dtype=bool))
    account_windows = sanctions(world, "accounts", accounts["registered"].to_numpy() < life.society.people)
    money = seen_transfers(world, life.money, accounts, account_windows)
    talks = _located(seen_calls(world, life.talks, phones, phone_windows), phones, life)
    return Observed(phones, accounts, money, talks, phone_windows, account_windows)


def _located(talks: pl.DataFrame, phones: pl.DataFrame, life: Life) -> pl.DataFrame:
    """Calls with the `cell` of where the caller is."""
    caller = talks["src"].to_numpy()
    operator = phones["operator"].replace_strict({"X": 0, "Y": 1, "Z": 2}, return_dtype=pl.Int64).to_numpy()[caller]
    place = life.where.at(phones["user"].to_numpy()[caller], talks["second"].to_numpy())
    return talks.with_columns(cell=pl.Series(life.own.cells.seeing(operator, place)))


def sanctions(world: Parameters, part: str, governed: Flags) -> Windows:
    """Windows of objects: most cover everything, a few are short or missing. `governed` false: none (firms)."""
    rng, count = world.rng(f"sanctions {part}"), len(governed)
    chance = rng.random(count)
    middle = rng.integers(0, world.days, count)
    first = np.where((chance > 0.004) & (chance < 0.008), middle, -BEFORE)
    last = np.where((chance > 0.008) & (chance < 0.012), middle, world.days - 1 + AFTER)
    split = np.where((chance > 0.97) & (first < middle) & (middle < last), middle, -1)
    return Windows(
        np.where(governed & (chance > 0.004), first, 1), np.where(governed & (chance > 0.004), last, 0), split
    )


def seen_transfers(world: Parameters, money: pl.DataFrame, accounts: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """Transfers that stand in an export: `exporter`, `either` ("mirror" or ""), `outside`; in order of time."""
    rng = world.rng("observe transfers")
    held = _inside(world, money).filter(pl.col("src") != pl.col("dst"))
    banks = accounts["bank"].to_numpy()
    src, dst = banks[held["src"].to_numpy()], banks[held["dst"].to_numpy()]
    held = held.with_columns(exporter=pl.Series(np.where(src == "D", dst, src)), either=pl.lit(""))
    twice = pl.Series((src != dst) & (src != "D") & (dst != "D") & (rng.random(held.height) < MIRRORED))
    mirror = held.with_columns(exporter=pl.Series(dst)).filter(twice)
    shift = pl.Series(rng.integers(-90, 91, mirror.height))
    mirror = mirror.with_columns(
        second=(pl.col("second") + shift).clip(0, world.days * DAY_S - 1), either=pl.lit("mirror")
    )
    seen = pl.concat([held, mirror]).filter(pl.col("exporter") != "D")
    return _scoped(_with_losses(rng, world, seen), windows).sort("second", maintain_order=True)


def seen_calls(world: Parameters, talks: pl.DataFrame, phones: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """Calls that stand in an export: `exporter`, `incoming` (exported by the called party's operator), `outside`."""
    rng = world.rng("observe calls")
    held = _inside(world, talks).filter(pl.col("src") != pl.col("dst"))
    operators = np.append(phones["operator"].to_numpy(), "none")
    src, dst = operators[held["src"].to_numpy()], operators[np.maximum(held["dst"].to_numpy(), -1)]
    incoming = src == "Z"
    held = held.with_columns(
        exporter=pl.Series(np.where(incoming, dst, src)), incoming=pl.Series(incoming), either=pl.lit("")
    )
    seen = held.filter(pl.col("exporter").is_in(["X", "Y"])).unique(
        ["second", "src", "dst", "seconds"], keep="first", maintain_order=True
    )
    return _scoped(_with_legs(rng, _with_losses(rng, world, seen).sort("second", maintain_order=True)), windows)


def _with_legs(rng: np.random.Generator, seen: pl.DataFrame) -> pl.DataFrame:
    """A few answered calls of operator Y were forwarded: a second row to another number, right behind the first."""
    answered = (pl.col("exporter") == "Y") & (pl.col("kind") == "voice") & (pl.col("seconds") > 0) & ~pl.col("incoming")
    whole = seen.with_row_index("n")
    legs = whole.filter(answered & (pl.col("dst") >= 0) & pl.Series(rng.random(seen.height) < FORWARDED))
    legs = legs.with_columns(
        dst=pl.col("dst").shuffle(seed=1), kind=pl.lit("forwarded"), tag=pl.lit(""), shop=pl.lit("")
    )
    legs = legs.with_columns(either=pl.lit("forwarded_leg")).join(whole.select("n", first="dst"), on="n")
    legs = legs.filter((pl.col("dst") != pl.col("first")) & (pl.col("dst") != pl.col("src"))).drop("first")
    return pl.concat([whole, legs]).sort("n", maintain_order=True).drop("n")


def _inside(world: Parameters, table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("second").is_between(0, world.days * DAY_S - 1))


def _with_losses(rng: np.random.Generator, world: Parameters, seen: pl.DataFrame) -> pl.DataFrame:
    return seen.filter(pl.Series(rng.random(seen.height) >= world.missing))


def _scoped(seen: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    day = seen["second"].to_numpy() // DAY_S
    covered = windows.cover(seen["src"].to_numpy(), day) | windows.cover(seen["dst"].to_numpy(), day)
    outside = pl.Series(~covered)
    return seen.with_columns(outside=outside, either=pl.when(outside).then(pl.lit("")).otherwise("either"))
