"""How a ring works: every figure is drawn for each ring from wide ranges, and evasion moves the ranges."""

from dataclasses import dataclass

import numpy as np

from evaluation.world import data
from evaluation.world.columns import Reals
from evaluation.world.parameters import Parameters

# by evasion 0, 1, 2, 3
QUICK = (1.5, 1.0, 0.75, 0.5)  # how long a card, a sink or a phone is used
QUIET = (1.5, 1.0, 0.55, 0.15)  # how much is said over phones
DARK = (1.3, 1.0, 0.7, 0.3)  # how often a phone is on during rounds
UNSEEN = (0.0, 0.0, 0.15, 0.5)  # wages and sales in cash
IN_COINS = (0.0, 0.04, 0.15, 0.4)  # sales through private exchangers of crypto
BY_WAY = (0.0, 0.0, 0.15, 0.35)  # more forwards that pass another card
OWN_LINE = (0.4, 0.1, 0.03, 0.0)  # members who work on their private line


@dataclass(frozen=True, slots=True)
class Style:
    """How a ring works."""

    opened: int  # day
    prices: Reals
    odds: Reals  # of each price
    rotation: float  # days that a bought card is used
    keep: float  # share that stays on a card
    hours: tuple[float, float]  # from payment to forwarding
    wage: float
    cash_wages: float  # share of wages that no bank sees
    coin_wages: float  # share of the others that comes from an exchanger
    coin_sales: float  # share of sales that go to an exchanger
    cash_sales: float  # share of sales that nobody sees
    ways_out: Reals  # odds of cash at machines, the cash-out's own account, exchange
    fees: float  # share of droppers who are paid by transfer
    phone_days: float  # days until a work phone is replaced
    fresh_handset: float  # share of work phones in a new handset
    own_line: float  # share of members who work on their private line
    stock: float  # days for which a SIM card lay in a straw's name
    hops: float  # share of forwards that pass another card first
    talk: float  # how much of what they say is said by phone
    nights: float  # how much of their rounds shows
    sinks: int
    sink_days: float
    wide: float  # share of droppers from other cities


def style_of(rng: np.random.Generator, world: Parameters, ring: data.Ring) -> Style:
    """Draw a style."""
    level, first = world.evasion, _even(rng, 0.2, 9)
    prices, odds = _prices(rng, ring.sums)
    burners = rng.uniform(*ring.burners)
    return Style(
        opened=int(rng.integers(0, max(1, world.days // 3))), prices=prices, odds=odds,
        rotation=max(1.2, _even(rng, *ring.days) * QUICK[level]), keep=rng.uniform(0.0, 0.09),
        hours=(first, first + rng.uniform(0.5, 12)), wage=rng.lognormal(12.2, 0.45),
        cash_wages=min(1.0, rng.uniform(0.0, 0.35) + UNSEEN[level]), coin_wages=rng.uniform(0, 0.3),
        coin_sales=IN_COINS[level] * rng.uniform(0.3, 1.5), cash_sales=UNSEEN[level] * rng.uniform(0.3, 1.0),
        ways_out=rng.dirichlet([2.0, 1.5, 1.5 + level]), fees=rng.uniform(0.1, 0.8),
        phone_days=max(3.0, rng.uniform(9, 40) * QUICK[level]), fresh_handset=rng.uniform(0.3, 1.0),
        own_line=1 - burners * (1 - OWN_LINE[level]), stock=_even(rng, 3, 250),
        hops=rng.uniform(0.0, 0.4) + BY_WAY[level], talk=rng.uniform(0.1, 0.7) * QUIET[level],
        nights=rng.uniform(0.1, 1.0) * DARK[level], sinks=int(rng.integers(2, 7)),
        sink_days=rng.uniform(25, 90) * QUICK[level], wide=rng.uniform(0.1, 0.6),
    )  # fmt: skip


def sums(rng: np.random.Generator, ring: data.Ring, style: Style, count: int) -> Reals:
    """What customers pay: a price, now and then a little off; or any sum."""
    tenge = rng.choice(style.prices, count, p=style.odds)
    if ring.sums.each_spread:
        tenge = tenge * rng.lognormal(0, ring.sums.each_spread, count)
        return np.asarray((tenge / ring.sums.unit).round() * ring.sums.unit).clip(ring.sums.unit)
    return np.asarray(tenge - rng.choice([0, 0, 0, 0, 10, 100], count)).clip(100)


def _prices(rng: np.random.Generator, sums: data.Sums) -> tuple[Reals, Reals]:
    base, count = sums.median * rng.lognormal(0, sums.spread), max(1, sums.items + int(rng.integers(-1, 3)))
    if not sums.items:
        return np.array([base]), np.array([1.0])
    steps = np.exp(np.sort(rng.uniform(0, 1.8, count)) - 0.5)
    prices = (base * steps / sums.unit).round() * sums.unit
    return prices.clip(sums.unit), rng.dirichlet(np.linspace(3, 0.7, count))


def _even(rng: np.random.Generator, low: float, high: float) -> float:
    """Of even odds on a log scale."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))
