"""What a ring's work phones do: short calls along its ties, rounds, recruiting, customers, and chores."""

import numpy as np
import polars as pl

from evaluation.world.cards import Cards
from evaluation.world.columns import Ints
from evaluation.world.crew import SHOP, Crew
from evaluation.world.events import FIRST_SERVICE, SERVICES, calls, tagged, talk, within
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society
from evaluation.world.places import Whereabouts


def work(
    world: Parameters, society: Society, own: Holdings, where: Whereabouts, crew: Crew, cards: Cards,
    bought: pl.DataFrame,
) -> list[pl.DataFrame]:  # fmt: skip
    """All calls of a ring. `bought`: its customers' payments."""
    rng = world.rng(f"calls {crew.name}")
    parts = [_tie(rng, world, own, crew, pair, rate) for pair, rate in ties(crew)]
    parts += [_rounds(rng, world, own, where, crew, who) for who in crew.core if who[1] in crew.ring.rounds]
    parts += [_cold(rng, world, society, own, crew, party) for party in crew.roles.get("caller", [])]
    parts += [_recruiting(rng, own, crew, cards), _chores(rng, crew), _customers(rng, own, crew, bought)]
    return parts if crew.kind == SHOP else [tagged(part, crew.kind, "") for part in parts]


def send(where: Whereabouts, crew: Crew) -> None:
    """Let those who make rounds be on the way."""
    for role, (share, begins, hours) in crew.ring.rounds.items():
        where.send(np.array(crew.roles.get(role, []), dtype=np.int64), share, begins, hours)


def ties(crew: Crew) -> list[tuple[tuple[int, int], float]]:
    """Pairs of parties that work together, with calls a day. Without an operator the organiser runs couriers."""
    roles = {"operator": crew.roles["organiser"]} | crew.roles
    pairs = {
        (a, b): rate for one, other, rate in crew.ring.ties
        for a in roles.get(one, []) for b in roles.get(other, []) if a != b
    }  # fmt: skip
    return list(pairs.items())


def _tie(
    rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, pair: tuple[int, int], rate: float
) -> pl.DataFrame:
    last = min(crew.until.get(party, world.days - 1) for party in pair)
    days = np.arange(crew.style.opened, last + 1)
    warm = rng.gamma(2, 0.5)  # some pairs talk much more than others
    day = np.repeat(days, rng.poisson(rate * warm * crew.style.talk, len(days)))
    second = within(rng, day, (9, 26))
    one, other = (crew.line(own, party, second) for party in pair)
    turn = rng.random(len(day)) < 0.5
    src, dst = np.where(turn, one, other), np.where(turn, other, one)
    return tagged(calls(second, src, dst, np.minimum(talk(rng, len(day)), 240)), "work_call", crew.shop)


def _rounds(
    rng: np.random.Generator, world: Parameters, own: Holdings, where: Whereabouts, crew: Crew, who: tuple[int, str]
) -> pl.DataFrame:
    """On the way: short messages from one place after the other to whoever runs the rounds."""
    party, role = who
    last = crew.until.get(party, world.days - 1)
    days = np.arange(crew.style.opened, last + 1)
    gone = days[where.goes_round(np.full(len(days), party), days)]
    shown = gone[rng.random(len(gone)) < crew.style.nights]
    day = np.repeat(shown, rng.integers(2, 7, len(shown)))
    _, begins, hours = crew.ring.rounds[role]
    second = np.sort(day * DAY_S + ((begins + rng.uniform(0.3, hours - 0.3, len(day))) * HOUR_S).astype(np.int64))
    src, dst = crew.line(own, party, second), crew.line(own, crew.who("operator"), second)
    return tagged(calls(second, src, dst, np.zeros(len(day), np.int64), kind="sms"), "trip_trace", crew.shop)


def _cold(
    rng: np.random.Generator, world: Parameters, society: Society, own: Holdings, crew: Crew, party: int
) -> pl.DataFrame:
    """Strangers called one after the other in working hours; most hang up."""
    last = crew.until.get(party, world.days - 1)
    days = np.arange(crew.style.opened, last + 1)
    days = days[(days + world.start.weekday()) % 7 < 6]
    day = np.repeat(days, rng.poisson(crew.ring.cold_calls, len(days)))
    second = within(rng, day, (9, 19))
    called = own.line(rng.integers(0, society.people, len(day)), second)
    seconds = np.where(rng.random(len(day)) < 0.4, 0, rng.exponential(40, len(day)).astype(np.int64) + 1)
    return tagged(calls(second, crew.line(own, party, second), called, seconds), "cold_call", crew.shop)


def _recruiting(rng: np.random.Generator, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    times = rng.poisson(3 * crew.style.talk, len(cards.holder))
    day = np.repeat(cards.from_day, times)
    second = within(rng, day, (10, 22))
    src = crew.line(own, crew.who("handler"), second)
    dst = own.line(np.repeat(cards.holder, times), second)
    return tagged(calls(second, src, dst, talk(rng, len(day))), "recruit_dropper", crew.shop)


def _customers(rng: np.random.Generator, own: Holdings, crew: Crew, bought: pl.DataFrame) -> pl.DataFrame:
    """Customers speak with whoever serves them before they pay; a fraud's victims are called."""
    paid = bought.filter(pl.Series(rng.random(bought.height) < crew.ring.customer_calls))
    second = (paid["second"].to_numpy() - rng.integers(120, 5400, paid.height)).clip(0)
    owner = pl.concat(own.accounts.chunks)["controller"].gather(paid["src"]).to_numpy()
    serve = crew.roles.get("caller") or crew.roles.get("courier") or crew.roles["organiser"]
    lines = np.stack([crew.line(own, party, second) for party in serve])
    theirs = lines[owner % len(serve), np.arange(len(second))] if len(second) else np.zeros(0, np.int64)
    customers = own.line(owner, second)
    src, dst = (theirs, customers) if crew.roles.get("caller") else (customers, theirs)
    return tagged(calls(second, src, dst, talk(rng, len(second))), "customer_call", crew.shop)


def _chores(rng: np.random.Generator, crew: Crew) -> pl.DataFrame:
    """Work phones call a taxi, too."""
    times = rng.poisson(2.0, len(crew.phones))
    phone, first, last = (
        np.repeat(np.array([getattr(p, name) for p in crew.phones], dtype=np.int64), times)
        for name in ("phone", "from_day", "to_day")
    )
    day = first + (rng.random(len(phone)) * (last - first + 1)).astype(np.int64)
    second = np.asarray(day * DAY_S + rng.integers(9 * HOUR_S, 24 * HOUR_S, len(day)), dtype=np.int64)
    service: Ints = FIRST_SERVICE - rng.integers(0, len(SERVICES), len(phone))
    return tagged(calls(second, phone, service, talk(rng, len(phone))), "burner_chore", crew.shop)
