"""Which lines are taken for work lines: a closed circle of new ones, not everybody who bought a SIM card."""

from graph.indicators.examples.small_world import SmallWorld
from graph.networks.colour_lines import colour_lines

RING, NEW = 6, 12


def test_new_lines_of_ordinary_people_are_struck_out_though_some_of_them_know_one_another() -> None:
    world = SmallWorld().window().crowd(200)
    for each in range(RING):
        world.owns(f"straw{each}", f"79{each}", day=-5)
        for other in range(RING):
            if other != each:
                world.call(f"79{each}", f"79{other}", 3 + each + other)
    for each in range(NEW):
        world.owns(f"new{each}", f"76{each:02d}", day=-5).call(f"76{each:02d}", f"76{(each + 1) % NEW:02d}", 20)
        for other in range(10):
            world.call(f"76{each:02d}", f"755{(17 * each + 3 * other) % 200:03d}", 2 + 4 * other)
    coloured, _ = colour_lines(world.scene())
    assert set(coloured.lines["line"]) == {f"phone:+79{each}" for each in range(RING)}
