"""Landlords, bakers, taxis, weddings: many payers and small round sums, and nothing wrong with it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import data, spelling
from evaluation.world.columns import Ints
from evaluation.world.events import calls, talk, transfers, within
from evaluation.world.everyday import place_of
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society


@dataclass(frozen=True, slots=True)
class Payments:
    """One line each: from whom to whom, on which day."""

    payer: Ints
    to: Ints
    day: Ints


def trades(
    world: Parameters, society: Society, own: Holdings, free: Ints
) -> tuple[list[pl.DataFrame], list[pl.DataFrame], pl.DataFrame]:
    """Transfers and calls of all look-alikes, and who they are (party, role). `free`: who may be one, shuffled."""
    rng = world.rng("lookalikes")
    money, talks, who = [], [], []
    for kind, trade in data.lookalikes().items():
        count = int(np.ceil(trade.per_10k * world.people / 10_000))
        mine, free = free[:count], free[count:]
        paid = _occasions(rng, world, society, trade, mine)
        second = within(rng, paid.day, trade.hours)
        money.append(_paid(rng, own, trade, paid, second))
        talks.append(_phoned(rng, society, own, trade, paid, second))
        who.append(pl.DataFrame({"party": mine, "role": pl.Series([kind] * len(mine), dtype=pl.String)}))
    return money, talks, pl.concat(who)


def _occasions(
    rng: np.random.Generator, world: Parameters, society: Society, trade: data.Lookalike, traders: Ints
) -> Payments:
    payers = rng.integers(*trade.payers, len(traders), endpoint=True)
    if not (trade.monthly or trade.burst):  # the figures of lookalikes.yaml are for 60 days
        payers = np.maximum(1, payers * min(1.0, world.days / 60)).astype(np.int64)
    to = np.repeat(traders, payers)
    payer = _same_city(rng, society, to)
    times = rng.integers(*trade.payments, len(to), endpoint=True) * (max(1, world.days // 30) if trade.monthly else 1)
    line = np.repeat(np.arange(len(to)), times)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(times) - times, times)
    return Payments(payer[line], to[line], _days(rng, world, trade, to[line], payer[line], nth))


def _days(rng: np.random.Generator, world: Parameters, trade: data.Lookalike, to: Ints, payer: Ints, nth: Ints) -> Ints:
    if trade.monthly:
        return np.asarray((payer * 17 % 30 + nth * 30) % world.days)
    if trade.burst:  # an occasion of its own, and the day after
        return np.asarray((to * 11 % world.days + rng.integers(0, 2, len(to))).clip(0, world.days - 1))
    return rng.integers(0, world.days, len(to))


def _paid(rng: np.random.Generator, own: Holdings, trade: data.Lookalike, paid: Payments, second: Ints) -> pl.DataFrame:
    tenge = (rng.uniform(*trade.amount, len(second)) / trade.round).round() * trade.round
    text = spelling.draw(rng, trade.texts, len(second))
    return transfers(second, own.account_of[paid.payer], own.account_of[paid.to], tenge, text=text)


def _phoned(
    rng: np.random.Generator, society: Society, own: Holdings, trade: data.Lookalike, paid: Payments, second: Ints
) -> pl.DataFrame:
    """Some payers call before they pay."""
    who = np.flatnonzero(rng.random(len(second)) < trade.calls)
    when = (second[who] - rng.integers(60, 7200, len(who))).clip(0)
    phone = own.phone_of[paid.payer[who]]
    cell = place_of(own, society, phone, when, rng)
    return calls(when, phone, own.phone_of[paid.to[who]], talk(rng, len(who)), cell=cell)


def _same_city(rng: np.random.Generator, society: Society, of: Ints) -> Ints:
    """Somebody else of the same city (persons are numbered city by city)."""
    city = society.city[: society.people]
    first = np.searchsorted(city, society.city[of])
    size = np.searchsorted(city, society.city[of], side="right") - first
    step = 1 + (rng.random(len(of)) * (size - 1)).astype(np.int64)
    return np.asarray(first + (of - first + step) % size)
