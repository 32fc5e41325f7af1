"""Simpler methods, by name, on the same tables."""

from collections.abc import Mapping
from pathlib import Path

from core.tables import Tables
from evaluation.baselines import BASELINES, Baseline
from evaluation.study.money_rules import money_rules
from evaluation.study.regression import Fitted, fit
from evaluation.worlds import mixed_worlds

FITTED_ON, OF = 3, 6_000  # worlds and people of each


def fitted(root: Path) -> Fitted:
    """The regression, on mixed worlds whose seeds are never evaluated."""
    return fit((found.tables, found.truth) for found in mixed_worlds(root, count=FITTED_ON, people=OF))


def simpler(tables: Tables, regression: Fitted) -> Mapping[str, Baseline]:
    """Every simpler method's answer."""
    found = {name: method(tables) for name, method in BASELINES.items()}
    return found | {"money rules": money_rules(tables), "logistic regression": regression.score(tables)}
