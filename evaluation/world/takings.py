"""What a ring does with money: customers pay on bought cards, it is passed on within hours, taken out and shared."""

import numpy as np
import polars as pl

from evaluation.world import spelling
from evaluation.world.cards import Cards, Purse
from evaluation.world.columns import Flags, Ints
from evaluation.world.crew import SHOP, Crew
from evaluation.world.events import no_transfers, rounded, tagged, transfers, within
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import DAY_S, HOUR_S, Parameters
from evaluation.world.people import Society
from evaluation.world.style import sums

CASH_LIMIT = 300_000
LEAST_LEFT = 1_000


def trade(world: Parameters, society: Society, own: Holdings, crew: Crew, purse: Purse) -> list[pl.DataFrame]:
    """All transfers of a ring."""
    rng = world.rng(f"trade {crew.name}")
    bought = _purchases(rng, world, own, crew, purse.cards)
    back = _given_back(rng, own, crew, purse, bought)
    passed = _forwards(rng, crew, purse, bought)
    direct = passed.filter(pl.col("tag") == "collect")
    parts = [bought, _in_coins(rng, world, own, crew), back, passed, *_spent(rng, society, own, crew, direct),
             _wages(rng, world, own, crew, purse.sinks), _fees(rng, own, crew, purse.cards)]  # fmt: skip
    return parts if crew.kind == SHOP else [tagged(part, crew.kind, "") for part in parts]


def _orders(rng: np.random.Generator, world: Parameters, crew: Crew) -> tuple[Ints, Ints]:
    """Customer and day of each payment: most pay a few times, some many; fraud takes all within days."""
    life = world.days - crew.style.opened
    mean = crew.ring.payments * (life / 60 if crew.kind != "fraud" else 1)
    times = 1 + rng.poisson(rng.gamma(0.7, max(mean - 1, 0.2) / 0.7, len(crew.customers)))
    customer = np.repeat(crew.customers, times)
    if crew.kind == "fraud":
        first = np.repeat(rng.integers(crew.style.opened, world.days, len(times)), times)
        return customer, np.minimum(first + rng.integers(0, 2, len(first)), world.days - 1)
    return customer, rng.integers(crew.style.opened, world.days, len(customer))


def _purchases(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    customer, day = _orders(rng, world, crew)
    seen = rng.random(len(day)) >= crew.style.coin_sales + crew.style.cash_sales
    customer, day = customer[seen], day[seen]
    card = cards.in_use(rng, day)
    customer, day, card = customer[card >= 0], day[card >= 0], card[card >= 0]
    second = within(rng, day, crew.ring.hours)
    text = spelling.draw(rng, crew.ring.texts, len(day))
    tenge = sums(rng, crew.ring, crew.style, len(day))
    return tagged(transfers(second, own.pays_from(customer, second), card, tenge, text=text), "purchase", crew.shop)


def _in_coins(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew) -> pl.DataFrame:
    """Customers who pay an exchanger of crypto; what follows is on no bank's books."""
    customer, day = _orders(rng, world, crew)
    mine = rng.random(len(day)) < crew.style.coin_sales
    second = within(rng, day[mine], crew.ring.hours)
    tenge = sums(rng, crew.ring, crew.style, len(second)) * rng.uniform(1.01, 1.05, len(second))
    to = np.full(len(second), own.account_of[crew.exchanger])
    paid = transfers(second, own.pays_from(customer[mine], second), to, rounded(tenge, 10))
    return tagged(paid, "coin_purchase", crew.shop)


def _given_back(
    rng: np.random.Generator, own: Holdings, crew: Crew, purse: Purse, bought: pl.DataFrame
) -> pl.DataFrame:
    """Winnings."""
    lucky = bought.filter(pl.Series(rng.random(bought.height) < crew.ring.back))
    second = lucky["second"].to_numpy() + rng.integers(HOUR_S // 2, 30 * HOUR_S, lucky.height)
    card = purse.cards.in_use(rng, second // DAY_S)
    tenge = rounded(lucky["tenge"].to_numpy() * rng.lognormal(0.2, 0.7, lucky.height), 500)
    won = transfers(second, card, lucky["src"].to_numpy(), tenge).filter(pl.Series(card >= 0))
    return tagged(won, "won", crew.shop)


def _forwards(rng: np.random.Generator, crew: Crew, purse: Purse, bought: pl.DataFrame) -> pl.DataFrame:
    """What came in within some hours goes on to a sink, sometimes by way of another card."""
    first, last = crew.style.hours
    bucket = max(600, round(rng.uniform(first, last) * HOUR_S))
    got = bought.group_by("dst", pl.col("second") // bucket).agg(pl.col("tenge").sum(), at=pl.col("second").max())
    got = got.sort("dst", "second")
    at = got["at"].to_numpy() + rng.integers(600, bucket + 601, got.height)
    tenge = rounded(got["tenge"].to_numpy() * (1 - crew.style.keep))
    sink = purse.sinks.in_use(rng, at // DAY_S)
    other = purse.cards.in_use(rng, at // DAY_S)
    hop = (rng.random(got.height) < crew.style.hops) & (other >= 0)
    out = transfers(at, got["dst"].to_numpy(), np.where(hop, other, sink), tenge).with_columns(
        tag=pl.when(pl.Series(hop)).then(pl.lit("hop")).otherwise(pl.lit("collect"))
    )
    on = transfers(at + rng.integers(300, 5400, got.height), other, sink, rounded(tenge * 0.99), tag="collect")
    both = pl.concat([out, on.filter(pl.Series(hop))]).filter(pl.col("dst") >= 0)
    return both.with_columns(shop=pl.lit(crew.shop))


def _spent(
    rng: np.random.Generator, society: Society, own: Holdings, crew: Crew, collected: pl.DataFrame
) -> list[pl.DataFrame]:
    """Each day's money leaves the sinks as cash, by way of the cash-out's own account, or through an exchange."""
    daily = collected.group_by("dst", day=pl.col("second") // DAY_S).agg(pl.col("tenge").sum()).sort("dst", "day")
    sink, day, tenge = (daily[c].to_numpy() for c in ("dst", "day", "tenge"))
    way = rng.choice(3, len(sink), p=crew.style.ways_out)
    left = rounded(tenge * rng.uniform(0.55, 0.9), LEAST_LEFT)
    broker = own.account_of[crew.who("cashout")]
    machines = own.account_of[society.firms("atm", crew.city)]
    at = within(rng, day[way == 1] + 1, (9, 23))
    handed = transfers(at, sink[way == 1], np.full(len(at), broker), left[way == 1])
    at = within(rng, day[way == 2] + 1, (9, 24))
    to = _exchanges(rng, society, own, crew, len(at))
    changed = transfers(at, sink[way == 2], to, left[way == 2], kind="exchange")
    return [
        _drawn(rng, sink, day, left, way == 0, (machines, crew)),
        tagged(handed, "to_cashout", crew.shop),
        _drawn(rng, np.full(len(sink), broker), day + 1, rounded(left * 0.9, LEAST_LEFT), way == 1, (machines, crew)),
        tagged(changed, "crypto_out", crew.shop),
        _supplies(rng, society, own, crew, (sink, day, tenge)),
    ]


def _drawn(
    rng: np.random.Generator, src: Ints, day: Ints, tenge: np.ndarray, which: Flags, of: tuple[Ints, Crew]
) -> pl.DataFrame:
    """Cash at machines."""
    machines, crew = of
    at = within(rng, day[which] + 1, (9, 23))
    taken = np.minimum(tenge[which], CASH_LIMIT)
    return tagged(transfers(at, src[which], rng.choice(machines, len(at)), taken, kind="atm"), "cash_out", crew.shop)


def _exchanges(rng: np.random.Generator, society: Society, own: Holdings, crew: Crew, count: int) -> Ints:
    """Exchange firms, or the private exchanger whom the ring knows."""
    firms = own.account_of[society.firms("exchange")]
    private = rng.random(count) < 0.5
    return np.where(private, own.account_of[crew.exchanger], rng.choice(firms, count))


def _supplies(
    rng: np.random.Generator, society: Society, own: Holdings, crew: Crew, daily: tuple[Ints, Ints, np.ndarray]
) -> pl.DataFrame:
    """Goods bought from firms out of the takings."""
    sink, day, tenge = daily
    buys = rng.random(len(sink)) < (0.5 if crew.ring.supplies else 0.0)
    firms = own.account_of[society.firms("retail")][:40]
    at = within(rng, day[buys] + 1, (9, 19))
    paid = rounded(tenge[buys] * crew.ring.supplies * 2)
    return transfers(at, sink[buys], rng.choice(firms, len(at)), paid, kind="retail", text="Оплата товаров")


def _wages(rng: np.random.Generator, world: Parameters, own: Holdings, crew: Crew, sinks: Cards) -> pl.DataFrame:
    """Once a week, from a sink or an exchanger, where not in cash."""
    rows = [
        (party, day)
        for party, role in crew.core
        if role in crew.ring.wages
        for day in range(crew.style.opened + int(rng.integers(5, 9)), crew.until.get(party, world.days), 7)
    ]
    if not rows:
        return no_transfers()
    party, day = np.array(rows, dtype=np.int64).T
    chance = rng.random(len(day))
    src = np.where(chance > 1 - crew.style.coin_wages, own.account_of[crew.exchanger], sinks.in_use(rng, day))
    second = within(rng, day, (11, 24))
    tenge = rounded(rng.lognormal(np.log(crew.style.wage / 4), 0.3, len(day)), 1000)
    in_bank = (rng.random(len(day)) >= crew.style.cash_wages) & (src >= 0)
    paid = transfers(second, src, own.account_of[party], tenge).filter(pl.Series(in_bank))
    return tagged(paid, "wage", crew.shop)


def _fees(rng: np.random.Generator, own: Holdings, crew: Crew, cards: Cards) -> pl.DataFrame:
    """The handler pays some droppers for their cards, from a private account."""
    paid = rng.random(len(cards.holder)) < crew.style.fees
    src = np.full(paid.sum(), own.account_of[crew.who("handler")])
    tenge = rng.choice([8_000.0, 10_000.0, 15_000.0, 20_000.0, 30_000.0], paid.sum())
    second = within(rng, cards.from_day[paid], (10, 22))
    return tagged(transfers(second, src, own.account_of[cards.holder[paid]], tenge), "dropper_fee", crew.shop)
