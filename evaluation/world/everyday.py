"""Ordinary life: calls and money between friends, shopping, wages, bills, cash."""

import numpy as np
import polars as pl

from evaluation.world import data, spelling
from evaluation.world.columns import Ints, Reals
from evaluation.world.events import FIRST_SERVICE, SERVICES, calls, moments, no_transfers, talk, transfers
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import FRIENDS, Society

# acts a person and day
RATES = {"call": 0.17, "service": 0.015, "p2p": 0.06, "retail": 0.06, "bill": 0.012, "atm": 0.012}


def live(world: Parameters, society: Society, own: Holdings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Transfers and calls of everyday life."""
    rng = world.rng("everyday")
    money = [_between_friends(rng, world, society, own), _wages(rng, world, society, own)]
    money += [_to_firms(rng, world, society, own, kind) for kind in ("retail", "bill", "atm")]
    return pl.concat(money), pl.concat([_calls(rng, world, society, own), _services(rng, world, society, own)])


def place_of(own: Holdings, society: Society, phone: Ints, second: Ints, rng: np.random.Generator) -> Ints:
    """The cell that sees a phone: home by night, work by day, sometimes anywhere in the city."""
    book = pl.concat(own.phones.chunks)
    user, operator = book["user"].to_numpy()[phone], _operator_codes(book)[phone]
    hour = second // HOUR_S % 24
    haunt = np.where((hour >= 9) & (hour < 18), user * 7 + 3, user * 13 + 5)  # fixed for each person
    site = np.where(rng.random(len(phone)) < 0.15, rng.integers(0, 10_000, len(phone)), haunt // 4)
    return own.cells.at(operator, society.city[user], site, site % 3)


def _operator_codes(book: pl.DataFrame) -> Ints:
    return book["operator"].replace_strict({"X": 0, "Y": 1, "Z": 2}, return_dtype=pl.Int64).to_numpy()


def _actors(rng: np.random.Generator, world: Parameters, society: Society, rate: float) -> Ints:
    counts = rng.poisson(rate * world.days * society.activity)
    return np.repeat(np.arange(society.people), counts)


def _friend(rng: np.random.Generator, society: Society, of: Ints) -> Ints:
    rank = rng.geometric(0.25, len(of)) - 1
    return np.asarray(society.friends[of, rank % FRIENDS])


def _calls(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    caller = _actors(rng, world, society, RATES["call"])
    called = _friend(rng, society, caller)
    second = moments(rng, len(caller), world.days, world.start.weekday())
    sms = rng.random(len(caller)) < 0.22
    phone = own.phone_of[caller]
    return calls(
        second, phone, own.phone_of[called], np.where(sms, 0, talk(rng, len(caller))),
        kind=np.where(sms, "sms", "voice"), cell=place_of(own, society, phone, second, rng),
    )  # fmt: skip


def _services(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    caller = _actors(rng, world, society, RATES["service"])
    second = moments(rng, len(caller), world.days, world.start.weekday())
    service = FIRST_SERVICE - rng.integers(0, len(SERVICES), len(caller))
    phone = own.phone_of[caller]
    return calls(second, phone, service, talk(rng, len(caller)), cell=place_of(own, society, phone, second, rng))


def _between_friends(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    giver = _actors(rng, world, society, RATES["p2p"])
    second = moments(rng, len(giver), world.days, world.start.weekday())
    tenge = _rounded(rng.lognormal(8.5, 1.0, len(giver)), rng)
    text = spelling.draw(rng, data.payments()["p2p"].texts, len(giver))
    taker = own.account_of[_friend(rng, society, giver)]
    return transfers(second, own.account_of[giver], taker, tenge, kind="p2p", text=text)


def _to_firms(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings, kind: str) -> pl.DataFrame:
    payer = _actors(rng, world, society, RATES[kind])
    second = moments(rng, len(payer), world.days, world.start.weekday())
    firm = _firm_near(rng, society, payer, {"retail": "retail", "bill": "utility", "atm": "atm"}[kind])
    tenge = rng.lognormal({"retail": 7.8, "bill": 9.0, "atm": 10.0}[kind], 0.7, len(payer))
    tenge = _rounded(tenge, rng, 1000) if kind == "atm" else tenge.round(0).clip(50)
    text = spelling.draw(rng, data.payments()[kind].texts, len(payer))
    return transfers(second, own.account_of[payer], own.account_of[firm], tenge, kind=kind, text=text)


def _firm_near(rng: np.random.Generator, society: Society, person: Ints, kind: str) -> Ints:
    """A firm of the person's city, the first ones more often; of anywhere for kinds without a city."""
    if kind == "utility":
        return rng.choice(society.firms(kind), len(person))
    chosen = np.zeros(len(person), dtype=np.int64)
    for place in range(len(data.cities())):
        firms = society.firms(kind, place)
        mine = society.city[person] == place
        rank = (rng.pareto(0.9, mine.sum()) * 2).astype(np.int64)
        chosen[mine] = firms[rank % len(firms)]
    return chosen


def _wages(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    """Each employer pays on a day of the month of its own, in working hours."""
    paid = np.flatnonzero(society.employer >= 0)
    wage = rng.lognormal(12.4, 0.4, len(paid)).round(-2)
    pay_day = society.employer[paid] * 5 % 25 + 1
    rows = []
    for day in range(world.days):
        today = pay_day == (np.datetime64(world.start) + day).astype(object).day
        who = paid[today]
        if not len(who):
            continue
        second = day * DAY_S + rng.integers(9 * HOUR_S, 17 * HOUR_S, len(who))
        text = spelling.draw(rng, data.payments()["payroll"].texts, len(who))
        src = own.account_of[society.employer[who]]
        rows.append(transfers(second, src, own.account_of[who], wage[today], kind="payroll", text=text))
    return pl.concat(rows) if rows else no_transfers()


def _rounded(tenge: Reals, rng: np.random.Generator, unit: int = 100) -> Reals:
    """Most sums between people are round."""
    coarse = rng.choice([unit, 5 * unit, 10 * unit], len(tenge), p=[0.3, 0.3, 0.4])
    return np.asarray((tenge / coarse).round() * coarse).clip(unit)
