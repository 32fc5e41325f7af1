"""Examples of indicators on accounts: cards that collect, sinks, cash-outs, and innocent accounts that look alike."""

from collections.abc import Mapping

from graph.indicators.examples.pairs import Pair
from graph.indicators.examples.small_world import SmallWorld
from graph.indicators.scene import Scene

CARD, SINK = "account:card", "account:sink"


def _buyers(world: SmallWorld, payee: str = "card", count: int = 14, first: float = 10.0, step: float = 0.5) -> SmallWorld:
    for buyer in range(count):
        world.pay(f"{payee}buyer{buyer}", payee, first + step * buyer, 14_000)
    return world


def _mutual() -> Scene:
    world = SmallWorld().window()
    for friend in range(8):
        world.pay(f"friend{friend}", "card", friend, 5000).pay("card", f"friend{friend}", friend + 20, 5000)
    return world.scene()


def _emptied(share: float) -> SmallWorld:
    """A card that passes this share of each day's takings on in the evening; the rest stays."""
    world = SmallWorld().window()
    for day in range(8):
        world.pay(f"buyer{day}", "card", 10 + day, 20_000).pay("card", "sink", 10 + day, int(20_000 * share), hour=20)
    return world


def _cards(count: int, payee: str = "sink") -> SmallWorld:
    world = SmallWorld().window()
    for card in range(count):
        for day in range(3):
            world.pay(f"card{card}", payee, 10 + card + day, 30_000)
    return world


def _colours(count: int, **others: str) -> dict[str, str]:
    return {**{f"card{card}": "card" for card in range(count)}, **others}


def _drawing(into: str) -> Scene:
    """A sink pays an account six times; the money is drawn as cash, or goes to `into`."""
    world = SmallWorld().window().firm("machine").holds("x", "out")
    for day in range(6):
        world.pay("sink", "out", 10 + day, 50_000)
        world.pay("out", into, 10 + day, 45_000, "Снятие наличных" if into == "machine" else None, hour=18)
    return world.scene({"sink": "sink"})


def _feast(days: float) -> Scene:
    return _buyers(SmallWorld().window(), count=12, step=days / 12).scene()


def _said(purpose: str) -> Scene:
    world = SmallWorld().window()
    for payer in range(10):
        world.pay(f"payer{payer}", "card", 3 * payer, 15_000, purpose)
    return world.scene()


def _tenants(gap: float) -> Scene:
    world = SmallWorld().window()
    for tenant in range(3):
        world.pay(f"tenant{tenant}", "card", 2, 120_000).pay(f"tenant{tenant}", "card", 2 + gap, 120_000)
    return world.scene()


def _trader(recipients: int) -> Scene:
    world = SmallWorld().window()
    for each in range(20):
        world.pay(f"seller{each}", "card", each, 60_000).pay("card", f"other{each % recipients}", each + 1, 55_000)
    return world.scene()


def _scattering(people: int) -> Scene:
    world = _cards(4)
    for each in range(4):
        world.pay("sink", f"own{each % people}", 20 + each, 40_000)
    return world.scene(_colours(4, sink="sink"))


def _over_others(days: float) -> Scene:
    """A sink's money goes to four accounts, and from them to one, so many days later."""
    world = SmallWorld().window()
    for each in range(4):
        world.pay("sink", f"middle{each}", 10, 50_000).pay(f"middle{each}", "end", 10 + days, 48_000)
    return world.scene({"sink": "sink"})


def _rounds(last: str) -> Scene:
    world = SmallWorld().window()
    for week in range(3):
        world.pay("sink", "a", 7 * week, 90_000).pay("a", "b", 7 * week + 1, 88_000).pay("b", last, 7 * week + 2, 80_000)
    return world.scene({"sink": "sink"})


def _two_sinks(shared: int) -> Scene:
    world = _cards(4)
    for card in range(shared):
        world.pay(f"card{card}", "second", 40, 30_000)
    return world.scene(_colours(4, sink="sink", second="sink"))


def _layer(into: str) -> Scene:
    world = SmallWorld().window().pay("card2", "sink", 20, 90_000)
    world.pay("card0", into, 18, 40_000).pay("card1", into, 19, 50_000)
    return world.scene(_colours(3, sink="sink"))


PAIRS: Mapping[str, Pair] = {
    "strangers_pay": Pair(CARD, lambda: _buyers(SmallWorld()).scene(), _mutual),
    "short_season": Pair(CARD, lambda: _buyers(SmallWorld().window()).scene(), lambda: _buyers(
        SmallWorld().window(), first=0, step=2.0).scene()),
    "forwarded_fast": Pair(CARD, lambda: _emptied(0.9).scene(), lambda: _emptied(0.2).scene()),
    "shared_sink": Pair(CARD, lambda: _emptied(0.9).scene({"sink": "sink"}), lambda: _emptied(0.9).scene()),
    "fed_by_cards": Pair(SINK, lambda: _cards(6).scene(_colours(6)), lambda: _cards(6).scene(_colours(2))),
    "cashes_out": Pair("account:out", lambda: _drawing("machine"), lambda: _drawing("friend")),
    "one_off_collection": Pair(CARD, lambda: _feast(2), lambda: _feast(20)),
    "gifts": Pair(CARD, lambda: _said("Подарок на свадьбу"), lambda: _said("за обед")),
    "registered_trade": Pair(CARD, lambda: _said("за заказ"), lambda: _said("рахмет")),
    "rent": Pair(CARD, lambda: _tenants(30), lambda: _tenants(3)),
    "returned_money": Pair(CARD, _mutual, lambda: _buyers(SmallWorld()).scene()),
    "exchanger": Pair(CARD, lambda: _trader(20), lambda: _trader(2)),
    "same_sum": Pair(CARD, lambda: _emptied(1.0).scene({"card": "card"}), lambda: _emptied(0.9).scene({"card": "card"})),
    "gather_scatter": Pair(SINK, lambda: _scattering(4), lambda: _scattering(1)),
    "scatter_gather": Pair(SINK, lambda: _over_others(1), lambda: _over_others(20)),
    "cycle": Pair(SINK, lambda: _rounds("sink"), lambda: _rounds("c")),
    "bipartite": Pair(SINK, lambda: _two_sinks(4), lambda: _two_sinks(1)),
    "stack": Pair("account:card2", lambda: _layer("card2"), lambda: _layer("sink")),
}
