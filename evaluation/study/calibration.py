"""Whether a score means what it says: the expected calibration error of persons' posteriors."""

from collections.abc import Sequence

import numpy as np

from core.networks import PersonScore
from evaluation.truth import Truth
from graph.networks.standing import CORE

BINS = 10


def ece(said: Sequence[float], true: Sequence[bool]) -> float:
    """Mean gap between what is said and what is so over ten bins of equal width, weighted by their size.

    Naeini, Cooper and Hauskrecht (2015). 0 for nobody.
    """
    p, y = np.asarray(said, dtype=float), np.asarray(true, dtype=float)
    if not len(p):
        return 0.0
    at = np.minimum((p * BINS).astype(int), BINS - 1)
    gaps = [abs(p[at == b].mean() - y[at == b].mean()) * (at == b).mean() for b in range(BINS) if (at == b).any()]
    return float(sum(gaps))


def posterior(score: float) -> float:
    """The chance that a score stands for: even odds where somebody is proposed."""
    return float(1 / (1 + np.exp(CORE - score)))


def person_ece(persons: Sequence[PersonScore], truth: Truth) -> float:
    """Of everybody with evidence, droppers left out."""
    known = [one for one in persons if one.iin and one.iin not in truth.droppers]
    return ece([posterior(one.score) for one in known], [one.iin in truth.core for one in known])
