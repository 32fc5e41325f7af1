"""Weights fitted on decided cases: each indicator's figures are multiplied by a factor, kept near 1 by a penalty.

What is fitted is the sum that detection makes (standing.py): of each family the greatest finding, capped, and all
doubts. The factors are the mode of a logistic regression on it with a normal prior around 1 (ridge; Hoerl & Kennard
1970), so an indicator that few cases show hardly moves. The constant is fitted, too, and thrown away: how rare such
people are cannot be learnt from cases that somebody chose to look at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from core.errors import InputError
from core.fitting import Calibration, Factor, Fitted, read_fitted
from graph.indicators.registry import INDICATORS
from graph.networks.standing import CAP

SPREAD = 0.5  # of the prior on a factor: two thirds lie between half and one and a half
LOWEST, HIGHEST = 0.1, 3.0  # no finding is worth nothing: it is told as a ground and turns a key
CASES, EACH = 40, 10  # decided cases, and of either kind, below which nothing is fitted
SEEN = 5  # cases that show an indicator, below which its factor stays what it is
FOLDS, BINS = 5, 10

Reals = NDArray[np.float64]
Card = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Case:
    """A person of whom it was decided whether he is of the network. `found`: llr by indicator, doubts below 0.

    `group`: cases that must not be told apart when some are held out, for instance those of one network.
    """

    group: str
    of_network: bool
    found: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Table:
    """Cases by indicator."""

    names: tuple[str, ...]
    llr: Reals  # cases x indicators
    family: NDArray[np.int64]  # of each indicator
    label: Reals
    group: NDArray[np.int64]
    prior: Reals  # factor of each indicator before


def fit(cases: Sequence[Case], card: Card | None = None, prior: Mapping[str, float] | None = None) -> Fitted:
    """Factors for the indicators that the cases show, and how well scores fit held-out cases before and after.

    `prior`: the factors that stand now, around which new ones are looked for; 1 where none is named.

    Raises:
        InputError: too few cases are decided, or all in the same way.
    """
    _refuse(cases)
    table = _table(cases, prior or {})
    factors, _ = _fitted(table)
    shown = (table.llr != 0).sum(axis=0)
    held, plain = _held_out(table)
    kept = {
        name: Factor(factor=round(float(factor), 3), cases=int(n))
        for name, factor, n in zip(table.names, factors, shown, strict=True) if n >= SEEN
    }  # fmt: skip
    told: dict[str, str | int | float] = {
        "cases": len(cases), "of_network": sum(case.of_network for case in cases),
        "groups": len({case.group for case in cases}), "spread": SPREAD, **(card or {}),
    }  # fmt: skip
    kept |= {name: Factor(factor=each, cases=0) for name, each in (prior or {}).items() if name not in kept}
    return Fitted(card=told, before=calibration(plain, table.label), after=calibration(held, table.label), factors=kept)


@cache
def shipped() -> Fitted:
    """The factors that stand where no others are named: fitted.yaml, with the card of what they rest on."""
    return read_fitted(Path(__file__).parent / "fitted.yaml")


def calibration(probability: Reals, label: Reals) -> Calibration:
    """Log loss, Brier score and expected calibration error (ten bins of equal width, Guo et al. 2017)."""
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    loss = -float(np.mean(label * np.log(p) + (1 - label) * np.log(1 - p)))
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    n, said, were = (np.bincount(bins, weights, minlength=BINS) for weights in (np.ones_like(p), p, label))
    error = float(np.abs(said - were).sum() / max(n.sum(), 1))
    return Calibration(log_loss=round(loss, 4), brier=round(float(np.mean((p - label) ** 2)), 4), ece=round(error, 4))


def scores(table: "_Table", factors: Reals) -> tuple[Reals, NDArray[np.bool_]]:
    """Scores as detection adds them up, and which findings count in them (for the slope)."""
    weighed = table.llr * factors
    counts = weighed < 0
    for family in np.unique(table.family):
        of_family = np.flatnonzero(table.family == family)
        greatest = of_family[np.argmax(weighed[:, of_family], axis=1)]
        rows = np.arange(len(weighed))
        counts[rows, greatest] |= weighed[rows, greatest] > 0
    capped = counts & (weighed > CAP)
    total = np.where(capped, CAP, np.where(counts, weighed, 0.0)).sum(axis=1)
    return total, counts & ~capped


def _refuse(cases: Sequence[Case]) -> None:
    of_network = sum(case.of_network for case in cases)
    others = len(cases) - of_network
    if len(cases) < CASES or min(of_network, others) < EACH:
        raise InputError(
            f"Too few cases are decided to fit weights on: {of_network} were found to be of a network, {others} not; "
            f"it takes {CASES}, at least {EACH} of either kind. Until then the shipped weights stand."
        )


def _table(cases: Sequence[Case], prior: Mapping[str, float]) -> _Table:
    names = tuple(sorted({name for case in cases for name in case.found if name in INDICATORS}))
    families = sorted({INDICATORS[name].family for name in names})
    groups = sorted({case.group for case in cases})
    return _Table(
        names, np.array([[case.found.get(name, 0.0) for name in names] for case in cases]).reshape(len(cases), -1),
        np.array([families.index(INDICATORS[name].family) for name in names], np.int64),
        np.array([case.of_network for case in cases], float),
        np.array([groups.index(case.group) for case in cases], np.int64),
        np.array([prior.get(name, 1.0) for name in names]),
    )  # fmt: skip


def _fitted(table: _Table) -> tuple[Reals, float]:
    """The factors and the constant. An indicator that too few cases show keeps the factor it has."""
    free = (table.llr != 0).sum(axis=0) >= SEEN
    start = np.append(table.prior, _constant(table, table.prior))

    def loss(at: Reals) -> tuple[float, Reals]:
        total, counts = scores(table, at[:-1])
        p = expit(total + at[-1])
        wrong, moved = p - table.label, at[:-1] - table.prior
        slope = np.where(free, (table.llr * counts).T @ wrong + moved / SPREAD**2, 0.0)
        said = np.logaddexp(0.0, total + at[-1]) - table.label * (total + at[-1])
        return float(said.sum() + (moved**2).sum() / (2 * SPREAD**2)), np.append(slope, wrong.sum())

    bounds = [(LOWEST, HIGHEST) if each else (stays, stays) for each, stays in zip(free, table.prior, strict=True)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (-20.0, 20.0)])
    return np.asarray(found.x[:-1]), float(found.x[-1])


def _constant(table: _Table, factors: Reals) -> float:
    """The constant with which scores fit best on the whole, found by halving: the mean rises with it."""
    total, _ = scores(table, factors)
    low, high, share = -30.0, 30.0, float(table.label.mean())
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(total + middle).mean() < share else (low, middle)
    return (low + high) / 2


def _held_out(table: _Table) -> tuple[Reals, Reals]:
    """Probability of each case by factors fitted without its group, and by the weights as they are."""
    fold = table.group % FOLDS
    after, before = np.full(len(table.label), table.label.mean()), np.full(len(table.label), table.label.mean())
    for out in np.unique(fold):
        rest, here = _rows(table, fold != out), _rows(table, fold == out)
        if 0 < rest.label.sum() < len(rest.label):
            factors, constant = _fitted(rest)
            after[fold == out] = expit(scores(here, factors)[0] + constant)
            before[fold == out] = expit(scores(here, table.prior)[0] + _constant(rest, table.prior))
    return after, before


def _rows(table: _Table, which: NDArray[np.bool_]) -> _Table:
    return _Table(table.names, table.llr[which], table.family, table.label[which], table.group[which], table.prior)

