"""Intervals, calibration, money rules and the regression agree with scipy or with what can be counted by hand."""

import numpy as np
import polars as pl
import pytest
from scipy.optimize import check_grad
from scipy.stats import binomtest

from core.tables import Tables
from evaluation.study.ablation import CUTS, without
from evaluation.study.calibration import ece
from evaluation.study.intervals import over_worlds, wilson
from evaluation.study.money_rules import money_rules
from evaluation.study.regression import _design, _loss, features, fit
from evaluation.truth import Truth
from graph.indicators.registry import INDICATORS
from graph.networks import assemble, candidates, standing

DAY_MS = 86_400_000


@pytest.mark.parametrize(("hits", "of"), [(0, 7), (3, 4), (12, 12), (41, 300)])
def test_the_interval_of_a_share_is_wilsons(hits, of):
    told = binomtest(hits, of).proportion_ci(method="wilson")
    assert wilson(hits, of) == pytest.approx((told.low, told.high), abs=1e-4)


def test_the_interval_of_a_mean_holds_it_and_narrows():
    values = np.random.default_rng(1).normal(0.7, 0.1, 60).tolist()
    few, many = over_worlds(values[:8]), over_worlds(values)
    assert many[0] < sum(values) / 60 < many[1]
    assert many[1] - many[0] < few[1] - few[0]
    assert over_worlds([0.4]) == (0.4, 0.4)


def test_calibration_is_the_gap_between_said_and_so():
    assert ece([0.25] * 8, [True, True] + [False] * 6) == 0
    assert ece([0.9] * 10 + [0.1] * 10, [False] * 20) == pytest.approx(0.5)
    assert ece([], []) == 0


def transfers(rows):
    columns = ["src", "dst", "time_ms", "amount_tiyn"]
    table = pl.DataFrame(rows, schema=columns, orient="row")
    return table.with_columns(id=pl.int_range(pl.len()).cast(pl.String))


def holders(accounts):
    return pl.DataFrame({"account": accounts, "holder": [f"person:{a}" for a in accounts],
                         "holder_kind": ["person"] * len(accounts)})  # fmt: skip


def people(accounts):
    return pl.DataFrame({"id": [f"person:{a}" for a in accounts], "iin": [f"iin {a}" for a in accounts]})


def test_money_rules_flag_what_collects_and_passes_on_and_nothing_else():
    ten_days = [(f"p{n}", card, n * DAY_MS, 5_000_000) for card in ("passes", "keeps") for n in range(10)]
    on = [("passes", "sink", n * DAY_MS + 3_600_000, 4_900_000) for n in range(10)]
    shop = [("shop", f"q{n}", n * DAY_MS, 9_000_000) for n in range(10)]
    names = ["passes", "keeps", "sink", "shop"]
    told = {"transfers": transfers(ten_days + on + shop), "holders": holders(names), "persons": people(names)}
    found = money_rules(Tables.build(told))
    assert found.persons == {"iin passes": pytest.approx(0.99, abs=0.011)}
    assert found.cores == [frozenset({"iin passes", "iin sink"})]


def test_the_regression_descends_its_own_gradient_and_ranks_what_it_was_fitted_on():
    rng = np.random.default_rng(3)
    x, y = _design(rng.normal(size=(60, 4))), rng.random(60) < 0.3
    w = rng.normal(size=5)
    assert check_grad(lambda v: _loss(x, y, v)[0], lambda v: _loss(x, y, v)[1], w) < 1e-4
    names = [f"a{n:02}" for n in range(40)]
    paid = [(names[n], names[(n + k) % 40], k * DAY_MS, 100_000) for n in range(40) for k in range(1, 2 + n % 4 * 5)]
    tables = Tables.build({"transfers": transfers(paid), "holders": holders(names), "persons": people(names)})
    busy = frozenset(f"iin {name}" for n, name in enumerate(names) if n % 4 == 3)
    scores = fit([(tables, Truth({"S": busy}, {}, {}, {}))]).score(tables).persons
    assert min(scores[iin] for iin in busy) > max(score for iin, score in scores.items() if iin not in busy)
    iins, values = features(tables)
    assert values.shape[0] == len(iins) == 40
    assert np.isfinite(values).all()


@pytest.mark.parametrize("name", CUTS)
def test_what_is_left_out_comes_back(name):
    def state():
        return dict(INDICATORS), dict(candidates.PROPOSERS), standing.KEYS, assemble.SURE

    before = state()
    with without(name):
        assert state() != before
    assert state() == before
