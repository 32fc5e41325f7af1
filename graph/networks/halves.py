"""The halves of one shop: candidates of money and of phones between which nobody calls, joined by where people are.

One line near one person on the pay is chance often enough. Several lines of one circle, each near another person whom
the same tills pay, are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

import polars as pl

from graph.indicators.movement.lives_with_line import near
from graph.indicators.scene import Scene
from graph.networks.select import Chosen
from graph.networks.ties import paid_people

CLOSE = 3.0  # nats by which a line's places fit a person
MATCHED = 3  # lines near one person each
MORE = 2  # times as many lines as the half of money has, and times as many people on the pay as that of phones
HALF = 4  # users of lines that make a half of phones


def with_halves(scene: Scene, chosen: Sequence[Chosen]) -> list[Chosen]:
    """The candidates, with halves joined under the name of the money where each is the other's best match."""
    hubs = scene.accounts.filter(pl.col("colour") != "card").select("account", hub="account")
    paid = paid_people(scene, hubs)
    pairs = near(scene, paid.select(owner="dst").unique())[1].pairs.filter(pl.col("nats") >= CLOSE)
    on_pay = {each.name: _paid(paid, each) for each in chosen}
    users = {each.name: {member for member in each.members if member.startswith("phone:")} for each in chosen}
    could = [
        (money.name, phones.name) for money, phones in permutations(chosen, 2)
        if len(on_pay[money.name]) >= max(MATCHED, MORE * len(on_pay[phones.name]))
        and len(users[phones.name]) >= max(HALF, MORE * len(users[money.name]))
    ]
    fits = {(m, p): _matched(pairs, on_pay[m], users[p]) for m, p in could}
    return list(_joined(chosen, _mutual({both: nats for both, nats in fits.items() if nats})))


def _paid(paid: pl.DataFrame, one: Chosen) -> set[str]:
    return set(paid.filter(pl.col("src").is_in(list(one.members)))["dst"])


def _matched(pairs: pl.DataFrame, people: set[str], lines: set[str]) -> float:
    """Nats of lines and people matched one to one, best first; 0 where too few match."""
    ours = pairs.filter(pl.col("owner").is_in(list(people)) & pl.col("user").is_in(list(lines)))
    taken: dict[str, str] = {}
    total = 0.0
    for user, owner, nats in ours.sort("nats", "user", "owner", descending=[True, False, False]).iter_rows():
        if user not in taken and owner not in taken.values():
            taken[user] = owner
            total += nats
    return total if len(taken) >= MATCHED else 0.0


def _mutual(fits: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Half of phones by half of money, each the other's best."""
    best_for = {m: max((each for each in fits if each[0] == m), key=lambda each: (fits[each], each)) for m, _ in fits}
    best_of = {p: max((each for each in fits if each[1] == p), key=lambda each: (fits[each], each)) for _, p in fits}
    return {m: p for m, p in best_for.values() if best_of[p] == (m, p)}


def _joined(chosen: Sequence[Chosen], halves: Mapping[str, str]) -> Iterator[Chosen]:
    named = {each.name: each for each in chosen}
    for each in chosen:
        if each.name in halves:
            other = named[halves[each.name]]
            agree = tuple(sorted({*each.proposers, *other.proposers}))
            yield Chosen(each.name, each.members | other.members, agree)
        elif each.name not in halves.values():
            yield each
