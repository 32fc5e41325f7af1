"""Roles: probabilities of a small model, worked out by hand; the shipped one is whole."""

from math import exp

import polars as pl
import pytest

from evaluation.scoring import CORE_ROLES
from graph.networks.roles import KNOWN, RoleModel, judged, shipped_roles
from graph.networks.traits import TRAITS

ZERO = dict.fromkeys(TRAITS, 0.0)
MODEL = RoleModel(
    card={}, mean=ZERO, spread=dict.fromkeys(TRAITS, 1.0), base={"courier": 0.0, "cashout": -1.0, "operator": 0.0},
    weights={"courier": ZERO | {"rove": 2.0, "rank": -1.0}, "cashout": ZERO | {"cashout": 3.0}, "operator": ZERO},
)


def member(**known: float) -> pl.DataFrame:
    return pl.DataFrame([{"network": "n", "entity": "e", **ZERO, **known}])


def test_the_probability_is_that_of_the_model_and_what_speaks_most_is_told() -> None:
    said = judged(MODEL, member(rove=1.0, rank=0.5)).row(0, named=True)
    assert said["role"] == "courier"
    assert said["confidence"] == pytest.approx(exp(1.5) / (exp(1.5) + exp(-1) + 1), abs=1e-3)
    assert said["grounds"] == ["rove"], "what speaks against a role, and what is not there, is no ground for it"


def test_where_nothing_is_likely_enough_the_role_is_unknown() -> None:
    said = judged(MODEL.model_copy(update={"base": dict.fromkeys(MODEL.base, 0.0)}), member()).row(0, named=True)
    assert said["confidence"] < KNOWN
    assert (said["role"], said["grounds"]) == ("unknown", [])


def test_nobody_has_no_role() -> None:
    assert judged(MODEL, member().head(0)).is_empty()


def test_the_shipped_model_knows_every_trait_of_every_role() -> None:
    model = shipped_roles()
    assert set(model.weights) == set(CORE_ROLES)
    assert all(set(row) == set(TRAITS) for row in model.weights.values())
    assert model.card["held_out"]
