"""A small city with one shop in it, or with rivals and innocent look-alikes only."""

from collections.abc import Callable

import pytest

from core.tables import Tables
from graph.indicators.examples.small_world import SmallWorld

CARDS, BUYERS, COURIERS, PRICES = 8, 12, 4, (8500, 14_000, 27_000)
World = Callable[..., SmallWorld]


def _city() -> SmallWorld:
    """Ordinary people: calls, friends who lend, a baker, a feast, wages."""
    world = SmallWorld().mast("home", 0).crowd(120, cell="home").window().firm("factory", "market", "machine")
    for each in range(120):
        world.holds(f"crowd{each}", f"a{each}")
        world.pay("factory", f"a{each}", each % 30, 250_000, "Заработная плата", "PAYROLL")
        world.pay(f"a{each}", "market", each % 50, 7000, None, "POS")
        world.pay(f"a{each}", f"a{(each + 1) % 120}", each % 55, 5000).pay(f"a{(each + 1) % 120}", f"a{each}", 58, 5000)
    for each in range(40):
        world.pay(f"a{each}", "baker", 1.4 * each, 6500, "за торт").pay(f"a{each}", "feast", 30 + each / 40, 15_000)
    return world.holds("baker", "baker").holds("host", "feast")


def _cards(world: SmallWorld, ring: str, prices: tuple[int, ...], winners: int = 0) -> None:
    """Cards of a ring: strangers pay for two weeks, all goes on to its sink within hours; some are paid back."""
    for card in range(CARDS):
        name = f"{ring}card{card}"
        world.holds(f"{ring}dropper{card}", name)
        for buyer in range(BUYERS):
            day, price = 6 * card + buyer, prices[(card + buyer) % len(prices)]
            world.pay(f"a{(13 * card + buyer) % 120}", name, day, price).pay(name, f"{ring}sink", day, price, hour=20)
        for winner in range(winners):
            world.pay(f"{ring}sink", f"a{(13 * card + winner) % 120}", 6 * card + 13, 40_000)


def _shop(world: SmallWorld) -> None:
    """Couriers on the pay of a sink, who call its new work lines and walk by night; a straw owns the lines.

    One courier was arrested for selling.
    """
    _cards(world, "", PRICES)
    world.holds("handler", "sink").owns("handler", "7600")
    for place in range(12):
        world.mast(f"m{place}", place + 1)
    world.owns("straw", *(f"788{line}" for line in range(6)), day=-4)
    for courier in range(COURIERS):
        name, own, work = f"courier{courier}", f"770{courier}", f"788{courier + 2}"
        world.holds(name, f"{name}own").owns(name, own)
        for week in range(4):
            world.pay("sink", f"{name}own", 8 + 7 * week, 50_000 + 1000 * courier)
        for night in range(12):
            world.call(own, f"755{courier:03d}", 5 + 3 * night, 22, cell=f"m{night}")
            world.call(own, f"755{courier:03d}", 5 + 3 * night, 12, cell="home")
            world.call(work, "7880", 4 + 2 * night, 23, cell=f"m{night}").call(own, "7881", 6 + night, 23, cell="home")
    for day in range(10):
        world.call("7880", "7881", 3 + day, cell="home").call("7881", "7600", 3 + day, cell="home")
    world.arrested("courier3", "1", "297")


@pytest.fixture
def city() -> Callable[[], SmallWorld]:
    return _city


@pytest.fixture
def with_shop() -> Tables:
    world = _city()
    _shop(world)
    return world.tables()


@pytest.fixture
def with_casino() -> Tables:
    """A ring of the same make whose payers are paid out; its boss lives on its sink and calls nobody's work phone."""
    world = _city()
    _cards(world, "", tuple(range(3100, 40_000, 1700)), winners=6)
    return world.holds("boss", "sink").tables()


@pytest.fixture
def without_crime() -> Tables:
    return _city().tables()
