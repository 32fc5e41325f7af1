"""Circles that look like rings: savings clubs, brigades, call centres, lawyers and treatment workers.

A brigade is paid like couriers, a call centre calls strangers from new lines like a fraud, lawyers and treatment
workers know everybody who was arrested or buys.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.events import calls, rounded, talk, transfers, within
from evaluation.world.holdings import Holdings
from evaluation.world.lookalikes import same_city
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society


@dataclass(frozen=True, slots=True)
class Circles:
    """All circles of a kind: who is in the middle of each, and members with the place of their circle."""

    middle: Ints
    member: Ints
    circle: Ints


@dataclass(frozen=True, slots=True)
class Scene:
    """What the circles live in. `arrested`, `users`: whom lawyers and treatment workers have to do with."""

    world: Parameters
    society: Society
    own: Holdings
    arrested: Ints
    users: Ints



Acts = tuple[list[pl.DataFrame], list[pl.DataFrame], dict[str, Ints]]  # transfers, calls, who is what


def circles(scene: Scene, free: Ints) -> Acts:
    """Transfers and calls of all circles, and who is in their middle; `free`: who may be, shuffled."""
    money: list[pl.DataFrame] = []
    talks: list[pl.DataFrame] = []
    who: dict[str, Ints] = {}
    for kind, circle in data.circles().items():
        rng = scene.world.rng(kind)
        count = int(np.ceil(circle.per_10k * scene.world.people / 10_000))
        middle, free = free[:count], free[count:]
        paid, called, named = ACTS[kind](rng, scene, _around(rng, scene, kind, middle))
        money += paid
        talks += called
        who |= named
    return money, talks, who


def _around(rng: np.random.Generator, scene: Scene, kind: str, middle: Ints) -> Circles:
    sizes = rng.integers(*data.circles()[kind].size, len(middle), endpoint=True)
    circle = np.repeat(np.arange(len(middle)), sizes)
    clients = {"legal_aid": scene.arrested, "treatment": scene.users}.get(kind)
    if clients is None or not len(clients):
        return Circles(middle, same_city(rng, scene.society, middle[circle]), circle)
    return Circles(middle, rng.choice(clients, len(circle)), circle)


def _savings_club(rng: np.random.Generator, scene: Scene, of: Circles) -> Acts:
    """Everybody pays the same sum every two weeks, and each time somebody else gets it."""
    own, turns = scene.own, np.arange(rng.integers(0, 14), scene.world.days, 14)
    share = rng.choice([10_000.0, 20_000.0, 50_000.0, 100_000.0], len(of.middle))
    first = np.searchsorted(of.circle, of.circle)  # members stand circle by circle
    size = np.bincount(of.circle)[of.circle]
    parts = []
    for turn, day in enumerate(turns):
        taker = of.member[first + (turn % size)]
        at = within(rng, np.full(len(taker), day), (10, 23))
        paid = transfers(at, own.account_of[of.member], own.account_of[taker], share[of.circle])
        parts.append(paid.filter(pl.col("src") != pl.col("dst")))
    return parts, [_chat(rng, scene, of, 0.05)], {"savings_club": of.middle}


def _brigade(rng: np.random.Generator, scene: Scene, of: Circles) -> Acts:
    """Customers pay the brigadier by the stage of work; he pays his workers every week, and they call daily."""
    own, days = scene.own, scene.world.days
    jobs = np.repeat(np.arange(len(of.middle)), rng.integers(2, 9, len(of.middle)))
    customer = same_city(rng, scene.society, of.middle[jobs])
    at = within(rng, rng.integers(0, days, len(jobs)), (9, 21))
    got = rounded(rng.lognormal(12.3, 0.7, len(jobs)), 5000)
    income = transfers(at, own.account_of[customer], own.account_of[of.middle[jobs]], got, text="")
    weeks = np.arange(rng.integers(3, 7), days, 7)
    worker, day = np.repeat(np.arange(len(of.member)), len(weeks)), np.tile(weeks, len(of.member))
    pay = rounded(rng.lognormal(10.9, 0.35, len(worker)), 1000)
    at = within(rng, day, (16, 23))
    wages = transfers(at, own.account_of[of.middle[of.circle[worker]]], own.account_of[of.member[worker]], pay)
    return [income, wages], [_chat(rng, scene, of, 0.35)], {"brigadier": of.middle, "brigade": of.member}


def _call_centre(rng: np.random.Generator, scene: Scene, of: Circles) -> Acts:
    """Strangers are called all day from lines in a firm's name; a third of the lines are new."""
    world, own, society = scene.world, scene.own, scene.society
    firms = rng.choice(society.firms("employer"), len(of.middle))
    since = np.where(rng.random(len(of.member)) < 0.35, rng.integers(0, world.days, len(of.member)), -1)
    lines = own.phones.connect(rng, firms[of.circle], of.member, from_day=since, age=0)
    per = rng.poisson(22 * np.minimum(1.0, (world.days - since.clip(0)) / world.days) * world.days * 5 / 7)
    caller = np.repeat(np.arange(len(lines)), per)
    first = since[caller].clip(0)
    day = first + (rng.random(len(caller)) * (world.days - first)).astype(np.int64)
    second = within(rng, day, (9, 20))
    called = own.line(rng.integers(0, society.people, len(caller)), second)
    seconds = np.where(rng.random(len(caller)) < 0.4, 0, rng.exponential(60, len(caller)).astype(np.int64) + 1)
    return [], [calls(second, lines[caller], called, seconds)], {"call_centre": of.member}


def _legal_aid(rng: np.random.Generator, scene: Scene, of: Circles) -> Acts:
    """Clients who were arrested, and their fees."""
    own = scene.own
    paid = rng.random(len(of.member)) < 0.6
    at = within(rng, rng.integers(0, scene.world.days, paid.sum()), (9, 20))
    fee = rounded(rng.lognormal(11.8, 0.6, paid.sum()), 5000)
    fees = transfers(at, own.account_of[of.member[paid]], own.account_of[of.middle[of.circle[paid]]], fee, text="")
    return [fees], [_chat(rng, scene, of, 0.12)], {"lawyer": of.middle}


def _treatment(rng: np.random.Generator, scene: Scene, of: Circles) -> Acts:
    """Calls with people who use drugs, and no money."""
    return [], [_chat(rng, scene, of, 0.15)], {"treatment": of.middle}


def _chat(rng: np.random.Generator, scene: Scene, of: Circles, rate: float) -> pl.DataFrame:
    """Members and the one in the middle call each other, so often a day."""
    line = np.repeat(np.arange(len(of.member)), rng.poisson(rate * scene.world.days, len(of.member)))
    second = within(rng, rng.integers(0, scene.world.days, len(line)), (8, 23))
    ends = (scene.own.line(of.middle[of.circle[line]], second), scene.own.line(of.member[line], second))
    turn = rng.random(len(line)) < 0.5
    return calls(second, np.where(turn, *ends), np.where(turn, *ends[::-1]), talk(rng, len(line)))


ACTS: dict[str, Callable[[np.random.Generator, Scene, Circles], Acts]] = {
    "savings_club": _savings_club, "brigade": _brigade, "call_centre": _call_centre,
    "legal_aid": _legal_aid, "treatment": _treatment,
}  # fmt: skip
