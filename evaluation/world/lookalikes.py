"""Landlords, bakers, taxis, weddings, exchangers of crypto: many payers and small sums, and no shop."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import data, spelling
from evaluation.world.columns import Ints
from evaluation.world.events import calls, rounded, talk, transfers, within
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, Parameters
from evaluation.world.people import Society
from evaluation.world.places import Whereabouts


@dataclass(frozen=True, slots=True)
class Payments:
    """One line each: from whom to whom, on which day."""

    payer: Ints
    to: Ints
    day: Ints


def trades(
    world: Parameters, society: Society, own: Holdings, where: Whereabouts, cast: Mapping[str, Ints]
) -> tuple[list[pl.DataFrame], list[pl.DataFrame]]:
    """Transfers and calls of all look-alikes. `cast`: who they are."""
    rng = world.rng("lookalikes")
    money, talks = [], []
    for kind, trade in data.lookalikes().items():
        paid = _occasions(rng, world, society, trade, cast[kind])
        second = within(rng, paid.day, trade.hours)
        money += [_paid(rng, own, trade, paid, second), _returned(rng, own, trade, paid, second)]
        talks.append(_phoned(rng, own, trade, paid, second))
        if trade.rounds:
            where.send(cast[kind], *trade.rounds)
    return money, talks


def cast(world: Parameters, free: Ints, exchangers: Ints) -> dict[str, Ints]:
    """Who is which look-alike; `free`: who may be one, shuffled. Exchangers are those whom the rings know, too."""
    chosen = {}
    for kind, trade in data.lookalikes().items():
        count = int(np.ceil(trade.per_10k * world.people / 10_000))
        chosen[kind], free = free[:count], free[count:]
    return chosen | {"crypto_trader": exchangers}


def _occasions(
    rng: np.random.Generator, world: Parameters, society: Society, trade: data.Lookalike, traders: Ints
) -> Payments:
    payers = rng.integers(*trade.payers, len(traders), endpoint=True)
    if not (trade.monthly or trade.burst):  # the figures of lookalikes.yaml are for 60 days
        payers = np.maximum(1, payers * min(1.0, world.days / 60)).astype(np.int64)
    to = np.repeat(traders, payers)
    payer = same_city(rng, society, to)
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
    return transfers(second, own.pays_from(paid.payer, second), own.account_of[paid.to], tenge, text=text)


def _returned(
    rng: np.random.Generator, own: Holdings, trade: data.Lookalike, paid: Payments, second: Ints
) -> pl.DataFrame:
    """Money that goes the other way: what an exchanger buys."""
    who = np.flatnonzero(rng.random(len(second)) < trade.back)
    tenge = rounded(rng.uniform(*trade.amount, len(who)), trade.round)
    at = second[who] + rng.integers(0, 5 * DAY_S, len(who))
    return transfers(at, own.account_of[paid.to[who]], own.account_of[paid.payer[who]], tenge)


def _phoned(
    rng: np.random.Generator, own: Holdings, trade: data.Lookalike, paid: Payments, second: Ints
) -> pl.DataFrame:
    """Some payers call before they pay."""
    who = np.flatnonzero(rng.random(len(second)) < trade.calls)
    when = (second[who] - rng.integers(60, 7200, len(who))).clip(0)
    return calls(when, own.line(paid.payer[who], when), own.line(paid.to[who], when), talk(rng, len(who)))


def same_city(rng: np.random.Generator, society: Society, of: Ints) -> Ints:
    """Somebody else of the same city (persons are numbered city by city)."""
    city = society.city[: society.people]
    first = np.searchsorted(city, society.city[of])
    size = np.searchsorted(city, society.city[of], side="right") - first
    step = 1 + (rng.random(len(of)) * (size - 1)).astype(np.int64)
    return np.asarray(first + (of - first + step) % size)
