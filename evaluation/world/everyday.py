"""Ordinary life: calls and money between friends, shopping, wages, bills, cash."""

import numpy as np
import polars as pl

from evaluation.world import data, spelling
from evaluation.world.chance import drawn
from evaluation.world.columns import Ints, Reals
from evaluation.world.events import FIRST_SERVICE, SERVICES, calls, moments, no_transfers, rounded, talk, transfers
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import FRIENDS, Society

# acts a person and day
RATES = {"call": 0.17, "service": 0.015, "p2p": 0.06, "retail": 0.06, "bill": 0.012, "atm": 0.012}
HAND_ON = 0.09  # share of people who hand on what they get


def live(world: Parameters, society: Society, own: Holdings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Transfers and calls of everyday life."""
    rng = world.rng("everyday")
    among = _between_friends(rng, world, society, own)
    money = [among, _passed_on(rng, society, own, among), _wages(rng, world, society, own)]
    money += [_to_firms(rng, world, society, own, kind) for kind in ("retail", "bill", "atm")]
    return pl.concat(money), pl.concat([_calls(rng, world, society, own), _services(rng, world, society, own)])


def _actors(rng: np.random.Generator, world: Parameters, society: Society, rate: float) -> Ints:
    counts = rng.poisson(rate * world.days * society.activity)
    return np.repeat(np.arange(society.people), counts)


def _friend(rng: np.random.Generator, society: Society, of: Ints) -> Ints:
    """Some talk with one or two almost only, some with everybody they know."""
    rank = rng.geometric(0.15 + 0.8 * drawn(0, FRIENDS, of) ** 2) - 1
    return np.asarray(society.friends[of, rank % FRIENDS])


def _calls(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    caller = _actors(rng, world, society, RATES["call"])
    called = _friend(rng, society, caller)
    second = moments(rng, len(caller), world.days, world.start.weekday())
    sms = rng.random(len(caller)) < 0.22
    seconds = np.where(sms, 0, talk(rng, len(caller)))
    kind = np.where(sms, "sms", "voice")
    return calls(second, own.line(caller, second), own.line(called, second), seconds, kind=kind)


def _services(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    caller = _actors(rng, world, society, RATES["service"])
    second = moments(rng, len(caller), world.days, world.start.weekday())
    service = FIRST_SERVICE - rng.integers(0, len(SERVICES), len(caller))
    return calls(second, own.line(caller, second), service, talk(rng, len(caller)))


def _between_friends(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    giver = _actors(rng, world, society, RATES["p2p"])
    second = moments(rng, len(giver), world.days, world.start.weekday())
    tenge = _rounded(rng.lognormal(8.5, 1.0, len(giver)), rng)
    text = spelling.draw(rng, data.payments()["p2p"].texts, len(giver))
    taker = own.pays_from(_friend(rng, society, giver), second)
    return transfers(second, own.pays_from(giver, second), taker, tenge, kind="p2p", text=text)


def _passed_on(rng: np.random.Generator, society: Society, own: Holdings, among: pl.DataFrame) -> pl.DataFrame:
    """Some hand on what they get within hours: who collects for others, pays for a parent, lends a card at home."""
    owner = np.full(own.accounts.size, -1)
    for places in (own.account_of, own.spare_account.place):
        owner[places[places >= 0]] = np.flatnonzero(places >= 0)
    got = owner[among["dst"].to_numpy()]
    hands_on = rng.random(society.people) < HAND_ON
    mine = np.flatnonzero((got >= 0) & hands_on[got.clip(0, society.people - 1)] & (rng.random(len(got)) < 0.8))
    second = among["second"].to_numpy()[mine] + rng.exponential(5 * HOUR_S, len(mine)).astype(np.int64) + 120
    tenge = rounded(among["tenge"].to_numpy()[mine] * rng.uniform(0.85, 1.0, len(mine)))
    to = own.account_of[society.friends[got[mine], 0]]
    return transfers(second, among["dst"].to_numpy()[mine], to, tenge)


def _to_firms(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings, kind: str) -> pl.DataFrame:
    payer = _actors(rng, world, society, RATES[kind])
    second = moments(rng, len(payer), world.days, world.start.weekday())
    firm = _firm_near(rng, society, payer, {"retail": "retail", "bill": "utility", "atm": "atm"}[kind])
    tenge = rng.lognormal({"retail": 7.8, "bill": 9.0, "atm": 10.0}[kind], 0.7, len(payer))
    tenge = _rounded(tenge, rng, 1000) if kind == "atm" else tenge.round(0).clip(50)
    text = spelling.draw(rng, data.payments()[kind].texts, len(payer))
    return transfers(second, own.lives_on(payer), own.account_of[firm], tenge, kind=kind, text=text)


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
    wages = pl.concat(rows) if rows else no_transfers()
    return pl.concat([wages, _swept(rng, society, own, wages)])


def _swept(rng: np.random.Generator, society: Society, own: Holdings, wages: pl.DataFrame) -> pl.DataFrame:
    """Wages that go on within the day to the account that somebody lives on."""
    owner = np.full(own.accounts.size, -1)
    owner[own.account_of] = np.arange(society.parties.height)
    person = owner[wages["dst"].to_numpy()]
    moves = own.sweeps[person]
    person = person[moves]
    second = wages["second"].to_numpy()[moves] + rng.exponential(6 * HOUR_S, len(person)).astype(np.int64) + 60
    tenge = rounded(wages["tenge"].to_numpy()[moves] * rng.uniform(0.7, 1.0, len(person)))
    return transfers(second, own.account_of[person], own.lives_on(person), tenge)


def _rounded(tenge: Reals, rng: np.random.Generator, unit: int = 100) -> Reals:
    """Most sums between people are round."""
    coarse = rng.choice([unit, 5 * unit, 10 * unit], len(tenge), p=[0.3, 0.3, 0.4])
    return np.asarray((tenge / coarse).round() * coarse).clip(unit)
