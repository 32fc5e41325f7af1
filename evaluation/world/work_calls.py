"""What a shop's work phones do: short calls along its ties, night rounds, recruiting, and chores."""

import numpy as np
import polars as pl

from evaluation.world.columns import Ints
from evaluation.world.crew import TIES, Crew, WorkPhone
from evaluation.world.events import FIRST_SERVICE, SERVICES, calls, talk, within
from evaluation.world.everyday import place_of
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, Parameters
from evaluation.world.people import Society
from evaluation.world.shops import Cards

NIGHT = (21, 28)  # hours; 28 is four in the morning


def work(world: Parameters, society: Society, own: Holdings, crew: Crew, cards: Cards) -> list[pl.DataFrame]:
    """All calls of a shop."""
    rng = world.rng(f"calls {crew.name}")
    tied = [_tie(rng, world, society, own, crew, pair, rate) for pair, rate in ties(crew)]
    rounds = [_rounds(rng, world, own, crew, courier) for courier in crew.roles["courier"]]
    return [*tied, *rounds, _recruiting(rng, society, own, crew, cards), _chores(rng, society, own, crew)]


def ties(crew: Crew) -> list[tuple[tuple[int, int], float]]:
    """Pairs of parties that work together, with calls a day. Without an operator the organiser runs couriers."""
    roles = crew.roles | ({} if crew.roles.get("operator") else {"operator": crew.roles["organiser"]})
    pairs = {(a, b): rate for one, other, rate in TIES for a in roles[one] for b in roles[other] if a != b}
    return list(pairs.items())


def _tie(
    rng: np.random.Generator, world: Parameters, society: Society, own: Holdings, crew: Crew,
    pair: tuple[int, int], rate: float,
) -> pl.DataFrame:  # fmt: skip
    last = min(crew.until.get(party, world.days - 1) for party in pair)
    days = np.arange(crew.style.opened, last + 1)
    day = np.repeat(days, rng.poisson(rate * crew.style.talk, len(days)))
    one, other = (_phone_on(crew.in_use(party), day) for party in pair)
    turn = rng.random(len(day)) < 0.5
    src, dst = np.where(turn, one, other), np.where(turn, other, one)
    second = within(rng, day, (9, 26))
    seconds = np.minimum(talk(rng, len(day)), 240)
    return _ours(calls(second, src, dst, seconds, cell=place_of(own, society, src, second, rng)), crew, "work_call")


def _phone_on(phones: list[WorkPhone], day: Ints) -> Ints:
    """The work phone in use on each day."""
    starts = np.array([phone.from_day for phone in phones])
    return np.array([phone.phone for phone in phones])[np.searchsorted(starts, day, side="right") - 1]


def _rounds(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, courier: int) -> pl.DataFrame:
    """Nights on the way: short messages from one cell after the other to whoever runs the couriers."""
    last = crew.until.get(courier, world.days - 1)
    nights = [day for day in range(crew.style.opened, last + 1) if rng.random() < crew.style.nights]
    day = np.repeat(np.array(nights, dtype=np.int64), rng.integers(3, 7, len(nights)))
    runs = (crew.roles.get("operator") or crew.roles["organiser"])[0]
    second = np.sort(within(rng, day, NIGHT))
    src, dst = _phone_on(crew.in_use(courier), day), _phone_on(crew.in_use(runs), day)
    operator = pl.concat(own.phones.chunks)["operator"].gather(src).replace_strict({"X": 0, "Y": 1, "Z": 2}).to_numpy()
    site = courier * 13 + np.cumsum(rng.integers(-2, 3, len(day)))  # a walk between neighbouring sites
    cell = own.cells.at(operator.astype(np.int64), np.full(len(day), crew.city), site, site % 3)
    return _ours(calls(second, src, dst, np.zeros(len(day), np.int64), kind="sms", cell=cell), crew, "trip_trace")


def _recruiting(rng: np.random.Generator, society: Society, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    times = rng.integers(1, 5, len(cards.dropper))
    day = np.repeat(cards.from_day, times)
    src = _phone_on(crew.in_use(crew.roles["handler"][0]), day)
    dst = own.phone_of[np.repeat(cards.dropper, times)]
    second = within(rng, day, (10, 22))
    cell = place_of(own, society, src, second, rng)
    return _ours(calls(second, src, dst, talk(rng, len(day)), cell=cell), crew, "recruit_dropper")


def _chores(rng: np.random.Generator, society: Society, own: Holdings, crew: Crew) -> pl.DataFrame:
    """Work phones call a taxi, too."""
    times = rng.poisson(2.0, len(crew.phones))
    phone = np.repeat(np.array([p.phone for p in crew.phones]), times)
    first = np.repeat(np.array([p.from_day for p in crew.phones]), times)
    last = np.repeat(np.array([p.to_day for p in crew.phones]), times)
    day = first + (rng.random(len(phone)) * (last - first + 1)).astype(np.int64)
    second = np.asarray(day * DAY_S + rng.integers(9 * 3600, 24 * 3600, len(day)))
    service = FIRST_SERVICE - rng.integers(0, len(SERVICES), len(phone))
    cell = place_of(own, society, phone, second, rng)
    return _ours(calls(second, phone, service, talk(rng, len(phone)), cell=cell), crew, "burner_chore")


def _ours(table: pl.DataFrame, crew: Crew, tag: str) -> pl.DataFrame:
    return table.with_columns(tag=pl.lit(tag), shop=pl.lit(crew.name))
