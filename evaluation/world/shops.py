"""What a shop does: buyers pay on bought cards, the money is passed on within hours, taken out and shared."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world.columns import Ints, Reals
from evaluation.world.crew import Crew
from evaluation.world.events import no_transfers, transfers, within
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society

CASH_LIMIT = 300_000


@dataclass(frozen=True, slots=True)
class Cards:
    """Bought cards: place in the book, registered dropper, first and last day of use; and the sinks behind them."""

    account: Ints
    dropper: Ints
    from_day: Ints
    to_day: Ints
    sinks: Ints


def buy_cards(world: Parameters, crew: Crew, own: Holdings) -> Cards:
    """Cards of droppers, used one after the other by the handler; sinks, used by the cash-out."""
    rng = world.rng(f"cards {crew.name}")
    count, life = len(crew.droppers), world.days - crew.style.opened
    start = crew.style.opened + (np.arange(count) * life / max(count, 1)).astype(np.int64)
    span = rng.uniform(0.6, 1.4, count) * min(crew.style.rotation, life)
    start[: int(np.ceil(crew.style.cards))] = crew.style.opened
    end = (start + np.maximum(span, 2)).astype(np.int64).clip(max=world.days - 1)
    handler, cashout = crew.roles["handler"][0], crew.roles["cashout"][0]
    cards = own.accounts.open(rng, crew.droppers, controller=handler, from_day=start, to_day=end)
    holders = rng.choice(crew.straws, int(rng.integers(2, 5)))
    sinks = own.accounts.open(rng, holders, controller=cashout, from_day=crew.style.opened)
    return Cards(cards, crew.droppers, start, end, sinks)


def trade(world: Parameters, society: Society, own: Holdings, crew: Crew, cards: Cards) -> list[pl.DataFrame]:
    """All transfers of a shop."""
    rng = world.rng(f"trade {crew.name}")
    bought = _purchases(rng, world, own, crew, cards)
    passed = _forwards(rng, crew, cards, bought)
    direct = passed.filter(pl.col("tag") == "collect")
    return [bought, passed, *_spent(rng, world, society, own, crew, direct), _fees(rng, own, crew, cards)]


def _purchases(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    times = 1 + rng.poisson(3 * (world.days - crew.style.opened) / 60, len(crew.buyers))
    buyer = np.repeat(crew.buyers, times)
    day = rng.integers(crew.style.opened, world.days, len(buyer))
    card = _in_use(rng, cards, day)
    buyer, day, card = buyer[card >= 0], day[card >= 0], card[card >= 0]
    prices = crew.style.prices
    tenge = rng.choice(prices, len(day), p=np.array([0.5, 0.3, 0.15, 0.05])) - rng.choice([0, 0, 0, 10, 100], len(day))
    text = rng.choice(["", "", "", "Перевод"], len(day))
    second = within(rng, day, (10, 24))
    return _ours(transfers(second, own.account_of[buyer], cards.account[card], tenge, text=text), crew, "purchase")


def _in_use(rng: np.random.Generator, cards: Cards, day: Ints) -> Ints:
    """A card in use on each day; -1 where there is none."""
    chosen = np.full(len(day), -1)
    for today in np.unique(day):
        usable = np.flatnonzero((cards.from_day <= today) & (cards.to_day >= today))
        mine = day == today
        if len(usable):
            chosen[mine] = rng.choice(usable, mine.sum())
    return chosen


def _forwards(rng: np.random.Generator, crew: Crew, cards: Cards, bought: pl.DataFrame) -> pl.DataFrame:
    """What came in within some hours goes on to a sink, sometimes by way of another card."""
    first, last = crew.style.hours
    bucket = round(rng.uniform(first, last) * HOUR_S)
    sums = bought.group_by("dst", pl.col("second") // bucket).agg(pl.col("tenge").sum(), at=pl.col("second").max())
    sums = sums.sort("dst", "second")
    count = sums.height
    src, at = sums["dst"].to_numpy(), sums["at"].to_numpy() + rng.integers(600, bucket + 601, count)
    tenge = _hundreds(sums["tenge"].to_numpy() * (1 - crew.style.keep))
    sink = rng.choice(cards.sinks, count)
    hop = rng.random(count) < crew.style.hops
    by_way = np.where(hop, rng.choice(cards.account, count), sink)
    out = transfers(at, src, by_way, tenge, text="")
    on = transfers(at + rng.integers(300, 5400, count), by_way, sink, _hundreds(tenge * 0.99)).filter(pl.Series(hop))
    hops = out.with_columns(tag=pl.when(pl.Series(hop)).then(pl.lit("hop")).otherwise(pl.lit("collect")))
    return pl.concat([hops, on.with_columns(tag=pl.lit("collect"))]).with_columns(shop=pl.lit(crew.name))


def _spent(
    rng: np.random.Generator, world: Parameters, society: Society, own: Holdings, crew: Crew, collected: pl.DataFrame
) -> list[pl.DataFrame]:
    """Each day's money leaves the sinks as cash, through an exchange, or as wages once a week."""
    daily = collected.group_by("dst", day=pl.col("second") // DAY_S).agg(pl.col("tenge").sum()).sort("dst", "day")
    sink, day, tenge = (daily[c].to_numpy() for c in ("dst", "day", "tenge"))
    cash = rng.random(len(sink)) < 0.5
    machines = own.account_of[society.firms("atm", crew.city)]
    exchange = own.account_of[society.firms("exchange")]
    taken = np.minimum(_hundreds(tenge[cash] * 0.7, 1000), CASH_LIMIT)
    out = within(rng, day[cash] + 1, (9, 23))
    changed = within(rng, day[~cash] + 1, (9, 24))
    return [
        _ours(transfers(out, sink[cash], rng.choice(machines, cash.sum()), taken, kind="atm"), crew, "cash_out"),
        _ours(transfers(changed, sink[~cash], rng.choice(exchange, (~cash).sum()), _hundreds(tenge[~cash] * 0.7),
                        kind="exchange"), crew, "crypto_out"),
        _wages(rng, world, own, crew, np.unique(sink)),
    ]  # fmt: skip


def _wages(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, sinks: Ints) -> pl.DataFrame:
    rows = [
        (party, day)
        for party, role in crew.core
        if role != "organiser"
        for day in range(crew.style.opened + int(rng.integers(5, 9)), crew.until.get(party, world.days), 7)
    ]
    if not rows or not len(sinks):
        return no_transfers()
    party, day = np.array(rows, dtype=np.int64).T
    tenge = _hundreds(rng.lognormal(np.log(crew.style.wage / 4), 0.3, len(day)), 1000)
    second = within(rng, day, (11, 24))
    return _ours(transfers(second, rng.choice(sinks, len(day)), own.account_of[party], tenge), crew, "wage")


def _fees(rng: np.random.Generator, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    """The handler pays some droppers for their cards, from a private account."""
    paid = rng.random(len(cards.dropper)) < 0.6
    src = np.full(paid.sum(), own.account_of[crew.roles["handler"][0]])
    tenge = rng.choice([10_000.0, 15_000.0, 20_000.0, 30_000.0], paid.sum())
    second = within(rng, cards.from_day[paid], (10, 22))
    return _ours(transfers(second, src, own.account_of[cards.dropper[paid]], tenge), crew, "dropper_fee")


def _ours(table: pl.DataFrame, crew: Crew, tag: str) -> pl.DataFrame:
    return table.with_columns(tag=pl.lit(tag), shop=pl.lit(crew.name))


def _hundreds(tenge: Reals, unit: int = 100) -> Reals:
    return np.asarray((tenge / unit).round() * unit).clip(unit)
