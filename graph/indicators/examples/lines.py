"""Examples of indicators on phone lines: work phones, and ordinary new or quiet phones that look alike."""

from collections.abc import Mapping

from graph.indicators.examples.pairs import Pair
from graph.indicators.examples.small_world import SmallWorld
from graph.indicators.scene import Scene

LINE = "phone:+7701"


def _life(registered: float, first: int, last: int) -> Scene:
    world = SmallWorld().window().owns("straw", "7701", day=registered)
    for day in range(first, last):
        world.call("7701", f"77{day % 3}", day)
    return world.scene()


def _contacts(count: int) -> Scene:
    world = SmallWorld()
    for other in range(count):
        world.call("7701", f"78{other}", other % 50)
    return world.scene()


def _in_one_name(lines: int) -> Scene:
    world = SmallWorld().owns("straw", "7701", day=-300)
    return world.owns("straw", *(f"78{line}" for line in range(lines - 1)), day=-400).scene()


def _handset(second_from: int) -> Scene:
    world = SmallWorld()
    for day in range(20):
        world.call("7701", "7801", day, imei="1").call("7702", "7801", second_from + day, imei="1")
    return world.scene()


def _circle(work: int) -> Scene:
    world = SmallWorld().crowd()
    for other in range(4):
        world.call("7701", f"78{other}", other).call(f"78{other}", "7701", other + 10)
    return world.scene(work=[f"78{other}" for other in range(work)])


def _passing_on(hours: float) -> Scene:
    """A line is called every other day, and calls another so many hours later."""
    world = SmallWorld()
    for day in range(0, 30, 2):
        world.call("781", "7701", day, 12).call("7701", "782", day, 12 + hours)
    return world.scene(work=["7701"])


def _star(tied: bool) -> Scene:
    world = SmallWorld()
    for other in range(6):
        world.call("7701", f"78{other}", other)
    return (world.call("780", "781", 9) if tied else world).scene(work=["7701"])


def _taken_over(contacts: str) -> Scene:
    """A line ends on day 20; another begins on day 25, with the same contacts or with others."""
    world = SmallWorld().crowd()
    for other in range(5):
        world.call("7700", f"78{other}", 4 * other).call("7701", f"{contacts}{other}", 25 + 4 * other)
    return world.scene(work=["7700", "7701"])


def _calling_round(times: int) -> Scene:
    """A line calls a hundred and twenty others, each so often."""
    world = SmallWorld()
    for other in range(120):
        for time in range(times):
            world.call("7701", f"75{other:03d}", other % 50 + time)
    return world.scene()


PAIRS: Mapping[str, Pair] = {
    "new_line": Pair(LINE, lambda: _life(-5, 5, 25), lambda: _life(-100, 5, 55)),
    "few_contacts": Pair(LINE, lambda: _contacts(4), lambda: _contacts(20)),
    "straw_lines": Pair(LINE, lambda: _in_one_name(6), lambda: _in_one_name(2)),
    "handset_relay": Pair(LINE, lambda: _handset(20), lambda: _handset(2)),
    "closed_circle": Pair(LINE, lambda: _circle(4), lambda: _circle(0)),
    "call_centre": Pair(LINE, lambda: _calling_round(1), lambda: _calling_round(4)),
    "relay_calls": Pair(LINE, lambda: _passing_on(0.1), lambda: _passing_on(5)),
    "star_with_burner": Pair(LINE, lambda: _star(tied=False), lambda: _star(tied=True)),
    "phone_switch": Pair(LINE, lambda: _taken_over("78"), lambda: _taken_over("79")),
}
