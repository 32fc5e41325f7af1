"""A study measures every world once, goes on where it was, and its page names every figure and every miss."""

import json
from dataclasses import replace

import pytest

from core.errors import InputError
from evaluation.study import Plan, page, study
from evaluation.study.regression import fit
from evaluation.world import Told
from evaluation.worlds import FITTING, world


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return Plan(tmp_path_factory.mktemp("study"), people=900, shops=1, days=15, seeds=1,
                settings=("evasion 1", "zero crime"), ablated=0, dated=1)  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(plan):
    fitting = world(plan.root / "fitting", Told(people=800, days=9, shops=1, seed=FITTING))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluation.study.running.fitted", lambda _: fit([(fitting.tables, fitting.truth)]))
        return study(plan, lambda _: None)


def test_methods_are_compared_where_all_of_them_ran(plan, outcomes):
    crime = outcomes["evasion 1"]
    more = [*crime, crime[0] | {"baselines": {}, "by_iin": crime[0]["by_iin"] | {"found": 1, "shops": 9}}]
    text = page(plan, outcomes | {"evasion 1": more})
    beside = text[text.index("Beside simpler methods"):]
    assert "of 10)" not in beside, "worlds that simpler methods did not see are not counted beside them"
    assert "the first of each setting" in beside
    assert "the first of each setting" not in page(plan, outcomes)
    assert [Plan(plan.root, first_seed=4, compared=2).compares(seed) for seed in (4, 5, 6)] == [True, True, False]


def test_every_setting_has_an_outcome_for_each_world(plan, outcomes):
    assert set(outcomes) == {*plan.settings, "week by week"}
    assert set(outcomes["week by week"][0]["shops"]) == {"S01"}
    crime, calm = outcomes["evasion 1"][0], outcomes["zero crime"][0]
    assert crime["by_iin"]["shops"] == crime["by_line"]["shops"] == 1
    assert calm["core"] == 0
    assert calm["persons"] is None
    assert {"louvain", "cpm pool", "degree", "money rules", "logistic regression"} == set(crime["baselines"])
    found = sum(hits for hits, _ in (groups[0] for groups in crime["parity"]["sex"].values()))
    assert found + len(crime["misses"]) == crime["core"], "who is not found is named as missed"
    assert crime["flags"]["all"][1] == 900 - crime["core"]


def test_a_study_goes_on_where_it_was(plan, outcomes, monkeypatch):
    monkeypatch.setattr("evaluation.study.running.fitted", lambda _: None)
    monkeypatch.setattr("evaluation.study.running.detect", lambda *_, **__: pytest.fail("measured before"))
    assert study(plan, lambda _: None) == outcomes
    kept = [json.loads(file.read_text("utf-8"))["told"]["zero_crime"] for file in (plan.root / "outcomes").iterdir()]
    assert sorted(kept) == [False, False, True]


def test_the_page_says_every_figure(plan, outcomes):
    text = page(plan, outcomes)
    headings = ("What is found", "Who could be named at all", "How soon", "Zero crime, rivals only",
                "Beside simpler methods",
                "flagged that should not be", "fall on all alike", "means what it says", "Shops that are missed",
                "Core members who are missed")  # fmt: skip
    assert [heading for heading in headings if heading not in text] == []
    for shop, role, iin, _ in outcomes["evasion 1"][0]["misses"]:
        assert shop in text
        assert f"{role} {iin}" in text


@pytest.mark.parametrize("told", [{"seeds": FITTING}, {"first_seed": 0}, {"settings": ("evasion 9",)}])
def test_seeds_that_may_have_been_fitted_on_and_unknown_settings_are_refused(plan, told):
    with pytest.raises(InputError):
        replace(plan, **told).checked()


