"""Weights fitted on made worlds: who is a case, and what is asked of worlds held out."""

import pytest

from core.errors import InputError
from core.fitting import Calibration, Factor, Fitted
from evaluation.fitting import World, cases_of, fit_worlds, held_out
from evaluation.truth import Truth
from graph.indicators.examples.small_world import SmallWorld


@pytest.fixture(scope="module")
def town() -> World:
    """Six cards empty into a sink, which pays three people: two of the shop and a dropper."""
    world = SmallWorld().window()
    for card in range(6):
        world.holds(f"dropper{card}", f"card{card}")
        for buyer in range(12):
            day = 6 * card + buyer
            world.holds(f"buyer{buyer}", f"b{buyer}").pay(f"b{buyer}", f"card{card}", day, 14_000)
            world.pay(f"card{card}", "sink", day, 14_000, hour=20)
    for name in ("x", "y"):
        world.holds(name, f"own{name}").pay("sink", f"own{name}", 20, 60_000).pay("sink", f"own{name}", 27, 60_000)
    tables = world.holds("dropper0", "private").pay("sink", "private", 30, 60_000).tables()
    iin = dict(tables.persons.select("id", "iin").iter_rows())
    droppers = {iin[f"person:dropper{card}"]: "dropper" for card in range(6)}
    shops = {"S01": frozenset({iin["person:x"]})}
    return tables, Truth(shops=shops, role=droppers, phone_user={}, account_user={})


def test_everybody_with_a_tie_is_a_case_but_droppers(town: World) -> None:
    cases = cases_of("town", town)
    assert sorted(case.of_network for case in cases) == [False, True]
    assert all("paid_by_ring" in case.found and case.group.startswith("town ") for case in cases)


def test_worlds_that_hold_too_few_cases_are_refused(town: World) -> None:
    with pytest.raises(InputError, match="1 were found to be of a network, 1 not"):
        fit_worlds({"town": town})


def test_weights_stand_side_by_side_on_worlds_held_out(town: World) -> None:
    calibrated = Calibration(log_loss=0.4, brier=0.1, ece=0.05)
    fitted = Fitted(card={}, before=calibrated, after=calibrated, factors={"paid_by_ring": Factor(factor=0.5, cases=9)})
    found = held_out({"town": town}, [None, fitted])
    assert found["weights"].to_list() == ["shipped", fitted.name]
    assert found["average_precision"].is_between(0, 1).all()
