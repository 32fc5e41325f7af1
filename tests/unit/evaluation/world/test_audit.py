"""The audit of shortcuts agrees with scipy, and refuses a world in which one feature tells."""

import json

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from evaluation.world import Audit, ShortcutFound, make_world, refuse
from evaluation.world.audit import ENOUGH, Finding, area

RNG = np.random.default_rng(7)


def test_the_area_is_that_of_mann_and_whitney_whichever_way_it_points():
    values, wanted = RNG.integers(0, 9, 500).astype(float), RNG.random(500) < 0.2
    values[wanted] -= 2
    u = mannwhitneyu(values[wanted], values[~wanted]).statistic / (wanted.sum() * (~wanted).sum())
    assert area(values, wanted) == pytest.approx(max(u, 1 - u))
    assert area(-values, wanted) == pytest.approx(max(u, 1 - u))


def test_what_is_not_known_is_left_out_and_nothing_known_tells_nothing():
    values, wanted = np.array([1.0, 2.0, np.nan, np.nan]), np.array([True, False, True, False])
    assert area(values, wanted) == 1.0
    assert area(np.full(4, np.nan), wanted) == 0.5


def test_a_shortcut_refuses_the_world_by_its_name():
    with pytest.raises(ShortcutFound, match="span of cards"):
        refuse(Audit((Finding("cards", "span", 0.97, ENOUGH),)))
    refuse(Audit((Finding("cards", "span", 0.97, ENOUGH - 1), Finding("persons", "payers", 0.89, 500))))


@pytest.mark.parametrize("evasion", [1, 3])
def test_no_single_feature_tells_in_a_world_of_ours(tmp_path, evasion):
    found = make_world(tmp_path, people=8000, days=60, shops=4, seed=31, evasion=evasion, audited=True)
    told = json.loads((tmp_path / "truth/audit.json").read_text("utf-8"))
    assert told["passed"]
    assert len(told["features"]) == len(found.findings) > 50
    assert {one["of"] for one in told["features"]} == {"persons", "cards", "lines"}
