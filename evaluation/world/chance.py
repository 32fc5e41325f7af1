"""Chance that can be asked again: the same person on the same day always draws the same.

A stream of random numbers depends on who asks first; what a person does at a given second may not.
"""

import numpy as np

from evaluation.world.columns import Ints, Reals

_STEP, _ONE, _TWO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def drawn(seed: int, salt: int, *keys: Ints) -> Reals:
    """A number from 0 to below 1 for each line of keys (splitmix64, Steele, Lea and Flood 2014)."""
    state = np.full(len(keys[0]), seed * 1_000_003 + salt, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for key in keys:
            state = _mixed(state ^ (key.astype(np.int64).view(np.uint64) + _STEP))
    return np.asarray((state >> np.uint64(11)).astype(np.float64) / 2.0**53)


def scattered(seed: int, salt: int, *keys: Ints) -> Reals:
    """Two normal deviates for each line of keys, lines x 2 (Box and Muller)."""
    radius = np.sqrt(-2 * np.log1p(-drawn(seed, salt, *keys)))
    angle = 2 * np.pi * drawn(seed, salt + 1, *keys)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _mixed(state: np.ndarray) -> np.ndarray:
    state = state + _STEP
    state = (state ^ (state >> np.uint64(30))) * _ONE
    state = (state ^ (state >> np.uint64(27))) * _TWO
    return np.asarray(state ^ (state >> np.uint64(31)))
