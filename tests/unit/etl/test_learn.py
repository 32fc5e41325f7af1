"""Thresholds recalibrated by judgements: they mean again what they were meant to mean, and never less than careful."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from etl.resolve.learn import LN2, Labelled, curve, enough, held_out, quality, recalibrated
from etl.resolve.model import load

MODEL = load()


def world(shift: float, number: int = 400, seed: int = 1) -> list[Labelled]:
    """Judged pairs whose true odds are those that the model claims, times exp(shift)."""
    chance = random.Random(seed)  # noqa: S311 - a made world, no secret
    made = []
    for n in range(number):
        weight = chance.uniform(-4, 8)
        true = 1 / (1 + math.exp(-(shift + weight * LN2)))
        made.append(Labelled(f"person:{n:04d}", "person:z", weight, chance.random() < true))
    return made


def test_where_the_model_is_right_the_bands_hardly_move() -> None:
    shift, slope = curve(world(0.0, 3000))
    assert abs(shift) < 0.35
    assert abs(slope - 1) < 0.15


@pytest.mark.parametrize("shift", [-2.5, 2.5])
def test_the_bands_move_against_the_models_mistake(shift: float) -> None:
    """Where it claims too much, pairs need more weight to be shown, and the other way round."""
    better = recalibrated(MODEL, world(shift, 2000))
    assert (better.review_from > MODEL.review_from) == (shift < 0)
    assert better.review_from == pytest.approx(MODEL.review_from - shift / LN2, abs=0.8)


def test_nothing_is_merged_unseen_at_a_weight_at_which_a_person_found_two() -> None:
    told = [*world(2.5), Labelled("person:a", "person:b", 11.0, same=False)]
    assert recalibrated(MODEL, told).merge_from > 11.0


def test_the_curve_is_where_the_cost_is_least() -> None:
    told = world(1.0)
    best = curve(told)

    def cost(shift: float, slope: float) -> float:
        off = (shift / 2.0) ** 2 / 2 + ((slope - 1) / 0.5) ** 2 / 2
        return off + sum(
            math.log1p(math.exp(-(1 if each.same else -1) * (shift + slope * each.weight * LN2))) for each in told
        )

    around = [(best[0] + a, best[1] + b) for a in (-0.05, 0, 0.05) for b in (-0.05, 0, 0.05) if (a, b) != (0, 0)]
    assert all(cost(*best) <= cost(*other) for other in around)


@pytest.mark.parametrize(("same", "different"), [(0, 0), (29, 0), (40, 4), (4, 40), (10, 10)])
def test_a_handful_teaches_nothing(same: int, different: int) -> None:
    told = [Labelled(f"person:{n}", "person:z", 1.0, n < same) for n in range(same + different)]
    with pytest.raises(InputError, match=str(same)):
        enough(told)


def test_every_judgement_is_held_out_once() -> None:
    told = world(1.0)
    before, after = held_out(MODEL, told)
    same = sum(each.same for each in told)
    assert before.right + before.missed == after.right + after.missed == same


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_precision_and_recall_are_those_of_the_book(made: list[tuple[bool, bool]]) -> None:
    told = quality((Labelled("a", "b", 0, same), said) for same, said in made)
    merged = [same for same, said in made if said]
    ones = [said for same, said in made if same]
    assert told.precision == (sum(merged) / len(merged) if merged else None)
    assert told.recall == (sum(ones) / len(ones) if ones else None)


@given(st.integers(0, 50))
def test_the_bands_stay_in_their_order(seed: int) -> None:
    better = recalibrated(MODEL, world(seed / 6 - 4, 60, seed))
    assert MODEL.keep_from <= better.review_from <= better.merge_from
    assert better.name != MODEL.name
