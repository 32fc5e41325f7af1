"""Accounts and phones that are in use for some days only: money for a trip, a move, a guest's SIM."""

import numpy as np
import polars as pl

from evaluation.world import data, spelling
from evaluation.world.chance import drawn
from evaluation.world.columns import Ints
from evaluation.world.events import calls, rounded, talk, transfers
from evaluation.world.holdings import NEVER, Holdings, Spare
from evaluation.world.lookalikes import same_city
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import FRIENDS, Society

DEALINGS, TALKS = 5.0, 8.0  # in a spell, on average, beside everyday use
ONE_ONLY = 0.35  # share of such phones that were bought to talk with one person
STRANGERS = 0.6  # share of them that are with people whom one does not know


def spells(world: Parameters, society: Society, own: Holdings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Transfers and calls of such spells."""
    rng = world.rng("spells")
    return _dealings(rng, world, society, own), _talks(rng, world, society, own)


def _dealings(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    party, second = _times(rng, world, own.spare_account, DEALINGS)
    other = own.account_of[_others(rng, society, party)]
    mine, comes_in = own.spare_account.place[party], rng.random(len(party)) < 0.6
    tenge = rounded(rng.lognormal(9.0, 0.9, len(party)), 500)
    text = spelling.draw(rng, data.payments()["p2p"].texts, len(party))
    return transfers(second, np.where(comes_in, other, mine), np.where(comes_in, mine, other), tenge, text=text)


def _talks(rng: np.random.Generator, world: Parameters, society: Society, own: Holdings) -> pl.DataFrame:
    party, second = _times(rng, world, own.spare_phone, TALKS)
    only = drawn(0, FRIENDS + 1, party) < ONE_ONLY
    other = own.line(np.where(only, society.friends[party, 0], _others(rng, society, party)), second)
    mine, calls_up = own.spare_phone.place[party], rng.random(len(party)) < 0.6
    return calls(second, np.where(calls_up, mine, other), np.where(calls_up, other, mine), talk(rng, len(party)))


def _times(rng: np.random.Generator, world: Parameters, spare: Spare, rate: float) -> tuple[Ints, Ints]:
    """Owner and second of each act of a spell, by day and evening."""
    brief = np.flatnonzero((spare.place >= 0) & (spare.until < NEVER))
    owner = np.repeat(brief, 1 + rng.poisson(rng.gamma(0.4, rate / 0.4, len(brief))))
    first, last = spare.since[owner], np.minimum(spare.until[owner], world.days * DAY_S)
    day = (first + rng.random(len(owner)) * (last - first)).astype(np.int64) // DAY_S
    return owner, np.asarray(day * DAY_S + rng.integers(9 * HOUR_S, 25 * HOUR_S, len(owner)), dtype=np.int64)


def _others(rng: np.random.Generator, society: Society, party: Ints) -> Ints:
    friend = society.friends[party, rng.integers(0, FRIENDS, len(party))]
    return np.where(rng.random(len(party)) < STRANGERS, same_city(rng, society, party), friend)
