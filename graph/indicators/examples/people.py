"""Examples of indicators on people near a ring, and of what speaks against their being of it."""

from collections.abc import Mapping

from graph.indicators.examples.pairs import Pair
from graph.indicators.examples.small_world import SmallWorld, at
from graph.indicators.scene import Scene

WHO = "person:x"
SINK = {"sink": "sink"}
WAGE = 60_000
WORKDAY = 4  # of the window: a Tuesday


def _paid(times: int = 2, payer: str = "sink") -> SmallWorld:
    world = SmallWorld().window().holds("x", "own").holds("y", "theirs").pay("sink", "theirs", 9, WAGE)
    for time in range(times):
        world.pay(payer, "own", 10 + 7 * time, WAGE)
    return world


def _calling(lines: int) -> Scene:
    world = SmallWorld().crowd().owns("x", "7701")
    for line in range(4):
        world.call("7701" if line < lines else "7702", f"78{line}", 10 + line)
    return world.scene(work=[f"78{line}" for line in range(4)])


def _colleagues(talk: bool) -> Scene:
    world = _paid().pay("sink", "theirs", 16, WAGE).owns("x", "7701").owns("y", "7702")
    return world.call("7701", "7702" if talk else "7703", 12).scene(SINK)


def _relative(talk: bool) -> Scene:
    world = _paid(times=1).pay("sink", "theirs", 16, WAGE).owns("x", "7701").owns("y", "7702")
    return world.call("7701", "7702" if talk else "7703", 12).scene(SINK)


def _taken(item: str, kind: str) -> Scene:
    world = SmallWorld().crowd().arrested("x", "1", "ст. 297 ч.3 УК РК").seized("1", item, kind)
    world.call("781", "782", 10, imei="9").call("782", "781", 11).call("783", "755001", 12, imei="8")
    return world.scene(work=["781", "782"])


def _rounds(hour: float) -> Scene:
    """A phone in ten places, by night or by day; everybody else stays near one mast."""
    world = SmallWorld().mast("home", 0).crowd(cell="home").owns("x", "7701")
    for place in range(1, 11):
        world.mast(f"m{place}", place).call("7701", "755001", place, hour, cell=f"m{place}")
        world.call("7701", "755002", place, 12.5, cell="home")
    return world.scene()


def _one_handset(own: str) -> Scene:
    world = SmallWorld().owns("x", "7701").call("781", "782", 10, imei="9").call("7701", "7702", 12, imei=own)
    return world.scene(work=["781", "782"])


def _work_line(lines_in_name: int) -> Scene:
    world = SmallWorld().owns("x", "781", day=-5).owns("x", *(f"79{each}" for each in range(lines_in_name - 1)))
    return world.scene(work=["781"])


def _at_home(home: str) -> Scene:
    """A work line that sleeps at mast m1, and a paid person whose phone sleeps at `home`."""
    world = SmallWorld().mast("home", 0).mast("m1", 1).mast("m2", 9).crowd(cell="home").holds("x", "own")
    world.owns("x", "7701").pay("sink", "own", 10, WAGE)
    for day in range(8):
        world.call("781", "782", day, cell="m1").call("7701", "755001", day, cell=home)
    return world.scene(SINK, work=["781"], parts={WHO: "paid"})


def _linked(other: str) -> Scene:
    world = SmallWorld().arrested("x", "1", "ст. 188").arrested("y", "2", "ст. 297").arrested("z", "3", "ст. 297")
    return world.linked("1", other).scene(parts={"person:y": "person"})


def _numbers(count: int) -> Scene:
    return SmallWorld().owns("x", *(f"77{each}" for each in range(count)), day=-400).scene()


def _returning(back: bool) -> Scene:
    world = _paid().holds("boss", "sink")
    return world.pay("own" if back else "theirs", "sink", 20, 5000).scene(SINK)


def _employed(times: int) -> Scene:
    world = SmallWorld().firm("factory").holds("x", "own")
    for month in range(times):
        world.pay("factory", "own", 30 * month, 250_000, "Заработная плата", "PAYROLL")
    return world.scene()


def _found_on_him(grams: float) -> Scene:
    """Twelve users with a gram each, and somebody with so many grams."""
    world = SmallWorld()
    for number in range(12):
        mass = {"article": "ст. 296 ч.1", "mass_g": 1.0, "time_ms": at(30)}
        world.add("arrests", arrest=f"arrest:{number}", person=f"person:user{number}", **mass)
    held = {"article": "ст. 296 ч.3", "mass_g": grams, "time_ms": at(31)}
    return world.add("arrests", arrest="arrest:x", person=WHO, **held).scene()


def _clients(day: float) -> Scene:
    """Four people arrested on day 30, who first talk to somebody from a day on."""
    world = SmallWorld().owns("x", "7701")
    for each in range(4):
        world.arrested(f"client{each}", str(each), "ст. 297").owns(f"client{each}", f"771{each}")
        world.call("7701", f"771{each}", day + each).call(f"771{each}", "7701", day + each + 1)
    return world.scene()


def _patients(hour: float) -> Scene:
    """Eight users, who talk to somebody on working days, at an hour."""
    world = SmallWorld().owns("x", "7701")
    for each in range(8):
        world.arrested(f"user{each}", str(each), "ст. 296").owns(f"user{each}", f"771{each}")
        for week in range(3):
            world.call(f"771{each}", "7701", WORKDAY + 7 * week, hour)
    return world.scene()


def _buying(purpose: str) -> Scene:
    world = SmallWorld().firm("shop").holds("x", "own")
    for month in range(3):
        world.pay("own", "shop", 20 * month, 30_000, purpose)
    return world.scene()


PAIRS: Mapping[str, Pair] = {
    "paid_by_ring": Pair(WHO, lambda: _paid().scene(SINK), lambda: _paid(payer="friend").scene(SINK)),
    "holds_hub": Pair(WHO, lambda: SmallWorld().holds("x", "sink").scene(SINK), lambda: SmallWorld().holds(
        "x", "own").scene(SINK)),
    "calls_ring": Pair(WHO, lambda: _calling(3), lambda: _calling(0)),
    "calls_paid": Pair(WHO, lambda: _colleagues(talk=True), lambda: _colleagues(talk=False)),
    "seized_line": Pair(WHO, lambda: _taken("phone:+781", "phone"), lambda: _taken("phone:+783", "phone")),
    "night_rounds": Pair(WHO, lambda: _rounds(22), lambda: _rounds(12)),
    "handset_of_ring": Pair(WHO, lambda: _one_handset("9"), lambda: _one_handset("8")),
    "own_work_line": Pair(WHO, lambda: _work_line(1), lambda: _work_line(6)),
    "lives_with_line": Pair(WHO, lambda: _at_home("m1"), lambda: _at_home("m2")),
    "arrested_for_trade": Pair(WHO, lambda: SmallWorld().arrested("x", "1", "ст. 297 ч.3").scene(), lambda: SmallWorld()
                               .arrested("x", "1", "ст. 188 ч.2").scene()),
    "seized_of_ring": Pair(WHO, lambda: _taken("imei:9", "device"), lambda: _taken("imei:8", "device")),
    "co_arrest": Pair(WHO, lambda: _linked("2"), lambda: _linked("3")),
    "sells_card": Pair(WHO, lambda: SmallWorld().holds("x", "card").scene({"card": "card"}), lambda: SmallWorld().holds(
        "x", "own").scene({"card": "card"})),
    "straw_holder": Pair(WHO, lambda: _numbers(6), lambda: _numbers(2)),
    "pays_back": Pair(WHO, lambda: _returning(back=True), lambda: _returning(back=False)),
    "payroll": Pair(WHO, lambda: _employed(2), lambda: _employed(1)),
    "borrowed_card": Pair(WHO, lambda: _relative(talk=True), lambda: _relative(talk=False)),
    "seized_amounts": Pair(WHO, lambda: _found_on_him(40.0), lambda: _found_on_him(2.0)),
    "legal_aid": Pair(WHO, lambda: _clients(33), lambda: _clients(5)),
    "treatment": Pair(WHO, lambda: _patients(11), lambda: _patients(22)),
    "precursors": Pair(WHO, lambda: _buying("Толуол техн., 20 л"), lambda: _buying("Молоко")),
    "validated_tie": Pair(WHO, lambda: _calling(3), lambda: _calling(0)),
}
