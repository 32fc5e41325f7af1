"""The two-key rule and the score, on evidence written by hand."""

import numpy as np
import polars as pl

from graph.indicators.evidence import EVIDENCE
from graph.indicators.registry import INDICATORS
from graph.networks.standing import CAP, standing


def on_x(*found: tuple[str, float]) -> dict[str, object]:
    rows = [("n", "x", llr, "k", "{}", [], 0, llr, indicator) for indicator, llr in found]
    schema = {**EVIDENCE, "shipped": pl.Float64(), "indicator": pl.String()}
    return standing(pl.DataFrame(rows, schema=schema, orient="row")).row(0, named=True)


def test_one_family_is_one_key_however_strong() -> None:
    assert not on_x(("paid_by_ring", 9.0), ("holds_hub", 9.0))["proposed"]


def test_two_families_open() -> None:
    assert on_x(("paid_by_ring", 3.0), ("night_rounds", 2.0))["proposed"]


def test_a_faint_second_family_is_no_key() -> None:
    assert not on_x(("paid_by_ring", 4.5), ("arrested_for_trade", 0.3))["proposed"]


def test_within_a_family_only_the_greatest_counts_and_it_is_capped() -> None:
    assert on_x(("paid_by_ring", 2.0), ("holds_hub", 3.0), ("calls_ring", 99.0))["score"] == 3.0 + CAP


def test_doubts_are_taken_off() -> None:
    assert on_x(("holds_hub", 4.0), ("own_work_line", 1.0), ("straw_holder", -3.0)) == {
        **on_x(("holds_hub", 4.0), ("own_work_line", 1.0)), "score": 2.0, "doubts": -3.0, "proposed": False,
    }


def test_the_order_in_which_evidence_is_added_changes_no_bit() -> None:
    rng = np.random.default_rng(7)
    names = sorted(INDICATORS)
    rows = [
        ("n", f"x{who}", llr := round(rng.uniform(-3, 3), 2), "k", "{}", [], 0, llr, indicator)
        for who in range(200) for indicator in rng.choice(names, 12, replace=False)
    ]  # fmt: skip
    schema = {**EVIDENCE, "shipped": pl.Float64(), "indicator": pl.String()}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    first, *others = [standing(found.sample(fraction=1, shuffle=True, seed=seed)) for seed in range(10)]
    assert all(first.equals(other) for other in others)
