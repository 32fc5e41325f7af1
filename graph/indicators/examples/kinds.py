"""Examples of indicators on the kind of organisation: what comes in, and who pays it."""

from collections.abc import Mapping

from graph.indicators.examples.pairs import Pair
from graph.indicators.examples.small_world import NETWORK, SmallWorld
from graph.indicators.scene import Scene

RING = {"card": "card"}


def _sales(*sums: int, purpose: str | None = None) -> SmallWorld:
    """Forty payments into a card, of the given sums in turn."""
    world = SmallWorld().window()
    for payer in range(40):
        world.holds(f"payer{payer}", f"p{payer}").pay(f"p{payer}", "card", payer, sums[payer % len(sums)], purpose)
    return world


def _caught(payers: int) -> Scene:
    world = _sales(14_000)
    for each in range(200):
        world.holds(f"other{each}", f"o{each}").pay(f"o{each}", f"o{(each + 1) % 200}", each % 50, 3000)
    for each in range(payers):
        world.arrested(f"payer{each}", str(each), "ст. 296 ч.3")
    return world.arrested("other1", "99", "ст. 296").scene(RING)


def _dealers(article: str) -> Scene:
    return _sales(14_000).holds("dropper", "card").arrested("dropper", "1", article).scene(RING)


def _around(trade: int) -> Scene:
    """Six payers caught, so many of them selling; ten others caught with drugs for themselves."""
    world = _sales(14_000)
    for each in range(6):
        world.arrested(f"payer{each}", str(each), "ст. 297 ч.3" if each < trade else "ст. 296 ч.3")
    for each in range(10):
        world.arrested(f"other{each}", f"9{each}", "ст. 296")
    return world.scene(RING)


def _walkers(hour: float) -> Scene:
    world = _sales(14_000).mast("home", 0).crowd(cell="home").owns("x", "7701")
    for place in range(1, 11):
        world.mast(f"m{place}", place).call("7701", "755001", place, hour, cell=f"m{place}")
        world.call("7701", "755002", place, 12.5, cell="home")
    return world.scene(RING, parts={"person:x": "person"})


def _winners(count: int) -> Scene:
    world = _sales(14_000)
    for payer in range(count):
        world.pay("card", f"p{payer}", 45, 50_000)
    return world.scene(RING)


PAIRS: Mapping[str, Pair] = {
    "kind_price_list": Pair(NETWORK, lambda: _sales(8500, 14_000, 27_000).scene(RING), lambda: _sales(
        *range(3100, 43_000, 1000)).scene(RING)),
    "kind_payers_possess": Pair(NETWORK, lambda: _caught(6), lambda: _caught(0)),
    "kind_trade_arrests": Pair(NETWORK, lambda: _dealers("ст. 297"), lambda: _dealers("ст. 188")),
    "kind_trade_share": Pair(NETWORK, lambda: _around(5), lambda: _around(1)),
    "kind_couriers": Pair(NETWORK, lambda: _walkers(22), lambda: _walkers(12)),
    "kind_pays_out": Pair(NETWORK, lambda: _winners(12), lambda: _winners(2)),
    "kind_big_sums": Pair(NETWORK, lambda: _sales(600_000).scene(RING), lambda: _sales(60_000).scene(RING)),
    "kind_trade_words": Pair(NETWORK, lambda: _sales(14_000, purpose="за торт").scene(RING), lambda: _sales(
        14_000, purpose="долг").scene(RING)),
}
