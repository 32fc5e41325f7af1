"""Weights refitted on decided cases: what is overstated comes down, what nobody has seen stays, too few are refused."""

from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from scipy.special import expit

from core.errors import InputError
from core.fitting import read_fitted, write_fitted
from graph.indicators.registry import INDICATORS
from graph.networks.fitting import Case, _fitted, _table, calibration, fit, scores, shipped
from graph.networks.standing import CAP


def drawn(count: int, true: dict[str, float], seed: int = 0, said: dict[str, float] | None = None) -> list[Case]:
    """Cases whose findings speak as `true` says, while the weights file `said` something else."""
    rng, said = np.random.default_rng(seed), said or true
    cases = []
    for number in range(count):
        there = {name: rng.random() < 0.4 for name in true}
        log_odds = sum(true[name] for name in true if there[name]) - 1.5
        found = {name: said[name] for name in true if there[name]}
        cases.append(Case(f"network:{number % 20}", bool(rng.random() < expit(log_odds)), found))
    return cases


TRUE = {"paid_by_ring": 3.0, "night_rounds": 0.2, "own_work_line": 2.0, "payroll": -1.5}
SAID = {"paid_by_ring": 3.0, "night_rounds": 2.0, "own_work_line": 2.0, "payroll": -0.5}


def test_what_was_overstated_comes_down_and_what_was_understated_goes_up() -> None:
    found = fit(drawn(3000, TRUE, said=SAID))
    factors = found.multiplied
    assert factors["night_rounds"] < 0.4
    assert factors["payroll"] > 1.7
    assert factors["paid_by_ring"] == pytest.approx(1.0, abs=0.25)
    assert found.after.log_loss < found.before.log_loss
    assert found.after.ece < 0.05


def test_weights_that_are_right_hardly_move() -> None:
    found = fit(drawn(3000, TRUE))
    assert all(abs(factor - 1) < 0.35 for name, factor in found.multiplied.items() if name != "night_rounds")
    assert found.after.log_loss == pytest.approx(found.before.log_loss, abs=0.01)


def test_few_cases_move_little_and_an_indicator_that_few_show_not_at_all() -> None:
    rare = [Case("network:x", True, {"seized_line": 3.5})] * 3
    few, many = fit(drawn(60, TRUE, said=SAID) + rare), fit(drawn(3000, TRUE, said=SAID) + rare)
    assert "seized_line" not in few.multiplied
    assert abs(few.multiplied["night_rounds"] - 1) < abs(many.multiplied["night_rounds"] - 1)


@pytest.mark.parametrize("cases", [[], drawn(30, TRUE), [Case("n", True, {"payroll": -0.5})] * 60])
def test_too_few_decided_cases_are_refused_with_a_sentence(cases: list[Case]) -> None:
    with pytest.raises(InputError, match="Too few cases are decided"):
        fit(cases)


def test_the_sum_is_that_of_detection() -> None:
    both = {"paid_by_ring": 3.5, "holds_hub": 6.0, "night_rounds": 1.0, "payroll": -0.5, "pays_back": -2.0}
    table = _table([Case("n", True, both), Case("n", False, {"calls_ring": 2.0, "calls_paid": 1.5})], {})
    total, _ = scores(table, np.ones(len(table.names)))
    assert total.tolist() == [CAP + 1.0 - 2.5, 2.0]


def test_its_slope_is_that_of_differences() -> None:
    table = _table(drawn(80, TRUE, said=SAID), {})
    at = np.array([0.9, 1.2, 0.8, 1.1])

    def loss(factors: np.ndarray) -> float:
        total, _ = scores(table, factors)
        return float((np.logaddexp(0, total) - table.label * total).sum())

    total, counts = scores(table, at)
    slope = (table.llr * counts).T @ (expit(total) - table.label)
    assert slope == pytest.approx(approx_fprime(at, loss, 1e-6), abs=1e-3)


def test_the_minimum_is_one() -> None:
    table = _table(drawn(400, TRUE, said=SAID), {})
    factors, constant = _fitted(table)

    def loss(factors: np.ndarray) -> float:
        total = scores(table, factors)[0] + constant
        return float((np.logaddexp(0, total) - table.label * total).sum() + ((factors - 1) ** 2).sum() * 2)

    rng = np.random.default_rng(1)
    assert all(loss(factors + step) >= loss(factors) - 1e-6 for step in rng.normal(0, 0.05, (50, len(factors))))


def test_the_calibration_error_is_the_gap_between_what_was_said_and_what_was() -> None:
    said, were = np.array([0.15] * 10 + [0.85] * 10), np.array([1.0] * 5 + [0.0] * 5 + [1.0] * 5 + [0.0] * 5)
    assert calibration(said, were).ece == pytest.approx(0.35)
    assert calibration(np.array([0.5] * 10), were[:10]).ece == pytest.approx(0.0)


def test_what_is_written_can_be_read_and_changed(tmp_path: Path) -> None:
    found = fit(drawn(200, TRUE, said=SAID), {"fitted_on": "made up"})
    write_fitted(found, tmp_path / "fit" / "weights.yaml")
    assert read_fitted(tmp_path / "fit" / "weights.yaml") == found
    assert found.card["fitted_on"] == "made up"
    assert found.name == fit(drawn(200, TRUE, said=SAID)).name


@pytest.mark.parametrize("text", ["", "a: [", "card: {}", "{card: {}, before: 1, after: 2, factors: {x: 1}}"])
def test_what_is_no_refit_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "w.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"«w\.yaml» holds no fitted weights"):
        read_fitted(tmp_path / "w.yaml")


def test_a_refit_starts_from_the_factors_that_stand_and_keeps_those_that_it_cannot_judge() -> None:
    prior = {"night_rounds": 0.1, "payroll": 3.0, "seized_line": 0.7}
    found = fit(drawn(3000, TRUE, said=SAID), prior=prior)
    assert found.multiplied["seized_line"] == 0.7
    assert found.multiplied["night_rounds"] < 0.3
    assert found.before.log_loss < fit(drawn(3000, TRUE, said=SAID)).before.log_loss


def test_the_shipped_factors_say_what_they_rest_on_and_cannot_know() -> None:
    assert {"fitted_on", "cannot", "worlds", "cases", "held_out"} <= set(shipped().card)
    assert shipped().after.log_loss < shipped().before.log_loss
    assert set(shipped().multiplied) <= set(INDICATORS)
