"""Disruption with regrowth: what would likely remain of a network's ties, once some members are gone and some replaced.

A simulation, not a forecast: in each run everyone who is gone is replaced after a time drawn by role, and whoever
follows takes up each tie with the role's chance (regrowth.yaml says what is assumed and why). What is measured is the
share of pairs who can reach one another, of those who could before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from core.holding import Remaining

NINE_OF_TEN = (0.05, 0.95)

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Trial:
    """How long after a removal one looks, over how many runs, and what draws them."""

    days: int = 30
    runs: int = 400
    seed: int = 0


class Cost(BaseModel):
    """What replacing a role takes: median days, spread of their logarithm, chance of each tie, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: float = Field(gt=0)
    spread: float = Field(ge=0)
    ties: float = Field(ge=0, le=1)
    why: str


@cache
def costs() -> Mapping[str, Cost]:
    """Replacement by role."""
    given = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return {role: Cost.model_validate(entry) for role, entry in given.items()}


def remaining(
    scenario: str, removed: Sequence[str], roles: Mapping[str, str], ties: Sequence[tuple[str, str]],
    trial: Trial = Trial(), known: Mapping[str, Cost] | None = None,  # frozen: nobody can change it
) -> Remaining:  # fmt: skip
    """What would remain without `removed`, at once and at the trial's end.

    `roles`: every member and its role. `known` replaces the costs of regrowth.yaml.
    """
    members = list(roles)
    place = {member: number for number, member in enumerate(members)}
    pairs = np.array([(place[a], place[b]) for a, b in ties], np.int64).reshape(-1, 2)
    gone = np.isin(np.arange(len(members)), [place[each] for each in removed])
    paid = [(known or costs())[roles[member]] for member in members]
    everybody = np.ones((1, len(pairs)), np.bool_)
    before = float(_reach(pairs, everybody, len(members))[0]) or 1.0
    lost = (gone[pairs[:, 0]] | gone[pairs[:, 1]])[None, :]
    at_once = float(_reach(pairs, ~lost, len(members))[0]) / before
    shares = _reach(pairs, _standing(pairs, gone, paid, trial), len(members)) / before
    low, high = np.quantile(shares, NINE_OF_TEN)
    return Remaining(scenario, tuple(removed), at_once, float(shares.mean()), float(low), float(high))


def _standing(pairs: NDArray[np.int64], gone: Flags, paid: Sequence[Cost], trial: Trial) -> Flags:
    """Per run and tie: whether it stands, since nobody is gone from it or whoever followed took it up."""
    rng = np.random.default_rng(trial.seed)
    runs, names = trial.runs, ("days", "spread", "ties")
    medians, spreads, chances = (np.array([getattr(each, name) for each in paid]) for name in names)
    after = medians * np.exp(spreads * rng.standard_normal((runs, len(paid))))
    back = ~gone | (after <= trial.days)
    stands = np.ones((runs, len(pairs)), np.bool_)
    for end in pairs.T:
        taken_up = rng.random((runs, len(pairs))) < chances[end]
        stands &= back[:, end] & (~gone[end] | taken_up)
    return stands


def _reach(pairs: NDArray[np.int64], stands: Flags, members: int) -> NDArray[np.float64]:
    """Per run: pairs of members who can reach one another by the ties that stand."""
    runs = len(stands)
    run, tie = np.nonzero(stands)
    ends = pairs[tie] + (run * members)[:, None]
    whole = coo_array((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), shape=(runs * members,) * 2)
    label = connected_components(whole, directed=False)[1]
    sizes = np.bincount(label).astype(np.float64)
    reached = np.bincount(np.arange(runs * members) // members, (sizes[label] - 1) / 2, minlength=runs)
    return reached.astype(np.float64)
