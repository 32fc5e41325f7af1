"""Intervals of 95%: Wilson's for counts, a percentile bootstrap over worlds for means."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

Z = 1.96
DRAWS = 4_000


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Of a share (Wilson 1927); 0 to 1 where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z / of
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def over_worlds(values: Sequence[float]) -> tuple[float, float]:
    """Of a mean over worlds (Efron 1979); of one world nothing is known but its value."""
    if len(values) < 2:
        return (values[0], values[0]) if values else (0.0, 1.0)
    rng = np.random.default_rng(len(values))
    means = rng.choice(np.array(values), (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(low), float(high)
