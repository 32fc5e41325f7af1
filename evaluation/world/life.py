"""All that happens in a world: agents live first, and crime is embedded among them."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import circles, lookalikes, pastimes
from evaluation.world.arrests import known_to_police, other_arrests, seize
from evaluation.world.cards import Purse, buy_cards
from evaluation.world.columns import Ints
from evaluation.world.crew import SHOP, Crew, equip, hire
from evaluation.world.everyday import live as everyday
from evaluation.world.holdings import Holdings, endow
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society, settle
from evaluation.world.places import Whereabouts, settle_places
from evaluation.world.ring_calls import send, work
from evaluation.world.services import Services, offer
from evaluation.world.spells import spells
from evaluation.world.takings import trade

RIVALS = ("fraud", "casino", "tobacco", "seller")
Tables = tuple[list[pl.DataFrame], list[pl.DataFrame]]


@dataclass(frozen=True, slots=True)
class Life:
    """All that happened, and who did it. `others`: parties by kind of look-alike."""

    society: Society
    own: Holdings
    where: Whereabouts
    money: pl.DataFrame
    talks: pl.DataFrame
    arrests: pl.DataFrame
    crews: list[Crew]
    purses: list[Purse]
    others: dict[str, Ints]


def live(world: Parameters) -> Life:
    """Draw the society and let it live."""
    society = settle(world)
    own, where = endow(world, society), settle_places(world, society)
    free = _shuffled_by_city(world, society)
    services = offer(world, free, 2 * max(world.shops, 1))
    crews, arrests = _rings(world, own, where, services, free)
    purses = [buy_cards(world, crew, own) for crew in crews]
    taken, told = _work(world, society, own, where, crews, purses)
    left = _left(world, free)
    cast = lookalikes.cast(world, left[::2], services.exchangers)
    known = known_to_police(world, crews)
    register = pl.concat([*arrests, other_arrests(world, society, own, cast["lone_dealer"], known)])
    passed, spoken = lookalikes.trades(world, society, own, where, cast)
    scene = circles.Scene(world, society, own, *_clients(register, crews))
    paid, said, named = circles.circles(scene, left[1::2])
    bets, bettors = pastimes.bets(world, society, own)
    others = cast | named | {
        "bettor": bettors, "traveller": pastimes.travel(world, society, where),
        "night_shift": np.flatnonzero(where.works & (where.leaves > 18)), "possession": _possession(register),
    }  # fmt: skip
    money, talks = zip(everyday(world, society, own), spells(world, society, own), strict=True)
    return Life(
        society, own, where, pl.concat([*money, *passed, *paid, bets, *taken]),
        pl.concat([*talks, *spoken, *said, *told]), register, crews, purses, others,
    )  # fmt: skip


def _rings(
    world: Parameters, own: Holdings, where: Whereabouts, services: Services, free: list[Ints]
) -> tuple[list[Crew], list[pl.DataFrame]]:
    """Shops and as many rivals, equipped and on the way; who of them was arrested."""
    first = world.seed % len(RIVALS)
    kinds = [RIVALS[(first + number) % len(RIVALS)] for number in range(max(world.shops, 1))]
    crews = [hire(world, number, SHOP, free, services) for number in range(world.drug_shops)]
    crews += [hire(world, number, kind, free, services) for number, kind in enumerate(kinds)]
    for crew in crews:
        equip(world, crew, own)
        send(where, crew)
    return crews, [seize(world, own, crew) for crew in crews]


def _work(
    world: Parameters, society: Society, own: Holdings, where: Whereabouts, crews: list[Crew], purses: list[Purse]
) -> Tables:
    money, talks = [], []
    for crew, purse in zip(crews, purses, strict=True):
        taken = trade(world, society, own, crew, purse)
        money += taken
        talks += work(world, society, own, where, crew, purse.cards, taken[0])
    return money, talks


def _clients(register: pl.DataFrame, crews: list[Crew]) -> tuple[Ints, Ints]:
    """Whom lawyers know, and treatment workers."""
    arrested = register.filter(pl.col("second") >= 0)["party"].unique().sort().to_numpy()
    buyers = [crew.customers[::4] for crew in crews if crew.kind == SHOP]
    return arrested, np.unique(np.concatenate([_possession(register), *buyers]))


def _possession(register: pl.DataFrame) -> Ints:
    return register.filter(pl.col("article").str.starts_with("296"))["party"].unique().sort().to_numpy()


def _left(world: Parameters, free: list[Ints]) -> Ints:
    """Who is in no ring, in any order."""
    return world.rng("left").permutation(np.concatenate(free))


def _shuffled_by_city(world: Parameters, society: Society) -> list[Ints]:
    rng = world.rng("hiring")
    cities = range(int(society.city.max()) + 1)
    return [rng.permutation(np.flatnonzero(society.city[: society.people] == place)) for place in cities]
