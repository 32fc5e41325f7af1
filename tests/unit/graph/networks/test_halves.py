"""Halves of a shop that nobody's calls tie: joined by where people are, several of them."""

from graph.indicators.examples.small_world import SmallWorld
from graph.indicators.scene import Scene
from graph.networks.halves import with_halves
from graph.networks.select import Chosen

PEOPLE = 4


def town(near: int) -> Scene:
    """A till that pays four people, and four work lines; so many of the lines sleep where one of the people does."""
    world = SmallWorld()
    for place in range(40):
        world.mast(f"m{place}", place)
    for crowd in range(40):
        world.owns(f"crowd{crowd}", f"75{crowd:02d}")
        for day in range(6):
            world.call(f"75{crowd:02d}", f"75{(crowd + 1) % 40:02d}", 2 * day, 21, cell=f"m{crowd}")
    for each in range(PEOPLE):
        own, work = f"77{each}", f"78{each}"
        world.holds(f"x{each}", f"own{each}").owns(f"x{each}", own).pay("sink", f"own{each}", 8, 50_000)
        for day in range(8):
            world.call(own, "7500", 3 * day, 20, cell=f"m{each}")
            world.call(work, f"78{(each + 1) % PEOPLE}", 3 * day, 23, cell=f"m{each if each < near else 20 + each}")
    return world.scene({"sink": "sink"}, work=[f"78{each}" for each in range(PEOPLE)])


CHOSEN = (
    Chosen("candidate:account:sink", frozenset({"account:sink"}), ("single_till",)),
    Chosen("candidate:lines", frozenset(f"phone:+78{each}" for each in range(PEOPLE)), ("cpm_coloured",)),
)


def test_lines_that_are_where_several_on_the_pay_are_belong_to_the_till() -> None:
    (whole,) = with_halves(town(near=4), CHOSEN)
    assert whole.name == "candidate:account:sink"
    assert whole.members == CHOSEN[0].members | CHOSEN[1].members
    assert whole.proposers == ("cpm_coloured", "single_till")


def test_one_line_near_one_person_joins_nothing() -> None:
    assert with_halves(town(near=1), CHOSEN) == list(CHOSEN)


def test_lines_elsewhere_stay_apart() -> None:
    assert with_halves(town(near=0), CHOSEN) == list(CHOSEN)
