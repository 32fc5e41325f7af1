"""Stage 5: roles. Each by what it does: who empties the cards, who draws cash, who walks, who is paid how much.

A multinomial logistic regression on a dozen traits (roles.yaml, with the card of what it was fitted on), so that the
confidence is a probability that can be checked, and the traits that speak most for a role can be told.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from core.networks import Role
from graph.indicators.scene import Scene
from graph.networks.traits import TRAITS, traits

KNOWN = 0.35  # probability below which a role is not known
TOLD = 2  # traits that are told of a role, at most
SPEAKS = 0.3  # of the log odds that a trait must bring to be told

Reals = NDArray[np.float64]


class RoleModel(BaseModel):
    """Weights of traits, each less its mean and by its spread, for the log odds of roles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    card: Mapping[str, str | int | float]
    mean: Mapping[str, float]
    spread: Mapping[str, float]
    base: Mapping[Role, float]
    weights: Mapping[Role, Mapping[str, float]]

    def scaled(self, table: pl.DataFrame) -> Reals:
        """Members x traits, as the weights take them."""
        raw = table.select(TRAITS).to_numpy().astype(float)
        return np.asarray((raw - [self.mean[each] for each in TRAITS]) / [self.spread[each] for each in TRAITS])

    def matrix(self) -> Reals:
        """Roles x traits."""
        return np.array([[row[trait] for trait in TRAITS] for row in self.weights.values()])


@cache
def shipped_roles() -> RoleModel:
    """The model of roles.yaml."""
    return RoleModel.model_validate(yaml.safe_load((Path(__file__).parent / "roles.yaml").read_text("utf-8")))


def roles(scene: Scene, users: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Role of people, lines and hubs: network, entity, role, confidence (probability, 0-1), grounds (names of TRAITS).

    Where no role is likely enough it is «unknown», with the probability of the likeliest.
    """
    return judged(shipped_roles(), traits(scene, users, members))


def judged(model: RoleModel, table: pl.DataFrame) -> pl.DataFrame:
    """The role of each line of a table of traits."""
    names = list(model.weights)
    scaled, weights = model.scaled(table), model.matrix()
    odds = scaled @ weights.T + np.array([model.base[role] for role in model.weights])
    likely = np.exp(odds - odds.max(axis=1, keepdims=True)) if len(odds) else odds
    share = likely / likely.sum(axis=1, keepdims=True) if len(odds) else odds
    best = share.argmax(axis=1) if len(odds) else np.zeros(0, np.int64)
    sure = share[np.arange(len(best)), best]
    said = [names[role] if p >= KNOWN else "unknown" for role, p in zip(best, sure, strict=True)]
    grounds = [
        _grounds(row, weights[role]) if p >= KNOWN else [] for row, role, p in zip(scaled, best, sure, strict=True)
    ]
    return table.select("network", "entity").with_columns(
        role=pl.Series(said, dtype=pl.String), confidence=pl.Series(sure.round(3), dtype=pl.Float64),
        grounds=pl.Series(grounds, dtype=pl.List(pl.String)),
    )


def _grounds(row: Reals, weights: Reals) -> list[str]:
    """The traits that are there in a greater measure than usual and speak most for the role."""
    speaks = np.where((row > 0) & (weights > 0), row * weights, 0.0)
    order = np.argsort(-speaks, kind="stable")[:TOLD]
    return [TRAITS[trait] for trait in order if speaks[trait] >= SPEAKS]
