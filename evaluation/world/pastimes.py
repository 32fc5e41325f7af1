"""Bettors with a licensed bookmaker, and people who are in another city for some days."""

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.events import rounded, transfers, within
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society
from evaluation.world.places import Whereabouts

BETTORS, TRAVELLERS = 0.02, 0.03  # shares of people, in 60 days
LONGEST = 9  # days


def bets(world: Parameters, society: Society, own: Holdings) -> tuple[pl.DataFrame, Ints]:
    """Stakes and winnings, and who bets."""
    rng = world.rng("bets")
    who = rng.choice(society.people, round(society.people * BETTORS), replace=False)
    bettor = np.repeat(who, 1 + rng.poisson(rng.gamma(0.8, 12, len(who)) * world.days / 60))
    firm = own.account_of[rng.choice(society.firms("bookmaker"), len(bettor))]
    second = within(rng, rng.integers(0, world.days, len(bettor)), (10, 26))
    stake = rounded(rng.lognormal(8.3, 0.9, len(bettor)), 500)
    staked = transfers(second, own.pays_from(bettor, second), firm, stake, kind="bill", text="")
    won = rng.random(len(bettor)) < 0.25
    back = rounded(stake[won] * rng.lognormal(0.9, 0.5, won.sum()), 10)
    later = second[won] + rng.integers(2 * HOUR_S, 30 * HOUR_S, won.sum())
    return pl.concat([staked, transfers(later, firm[won], own.account_of[bettor[won]], back, kind="bill")]), who


def travel(world: Parameters, society: Society, where: Whereabouts) -> Ints:
    """Let some be in another city, and say who."""
    rng = world.rng("travel")
    who = rng.choice(society.people, round(society.people * TRAVELLERS * min(1.0, world.days / 60)), replace=False)
    city = (society.city[who] + rng.integers(1, len(data.cities()), len(who))) % len(data.cities())
    leaves = rng.integers(0, max(1, world.days - 1), len(who)) * DAY_S + rng.integers(6, 20, len(who)) * HOUR_S
    where.visit(who, city, leaves, leaves + rng.integers(1, LONGEST, len(who)) * DAY_S + 12 * HOUR_S)
    return who
