"""Ties rewired by chance within blocks: every node keeps its number of ties, and each tie the block it lies in."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

ROUNDS = 30  # of drawing again what would be a loop or a repeat
Ints = NDArray[np.int64]


def rewired(a: Ints, b: Ints, block: Ints, seed: int) -> Ints:
    """New second ends of ties (`a`, `b`): drawn among those of the same block, so that all degrees stay.

    The configuration model within blocks (Karrer & Newman 2011, doi:10.1103/PhysRevE.83.016107, in its microcanonical
    form). Nodes are codes from 0; each pair stands once. No loop and no pair twice, but for the few that a small or
    crowded block leaves no other place for. Which end of a tie is `a` should not say more than its block does.
    """
    rng = np.random.default_rng(seed)
    new, again = b.copy(), np.ones(len(b), np.bool_)
    for _ in range(ROUNDS):
        _permute(new, block, again, rng)
        bad = _bad(a, new)
        if not bad.any():
            break
        again = bad | _partners(block, bad, rng)
    return new


def _permute(new: Ints, block: Ints, which: NDArray[np.bool_], rng: np.random.Generator) -> None:
    """Bring the chosen ends of each block into a random order, in place."""
    at = np.flatnonzero(which)
    here, there = np.lexsort((at, block[at])), np.lexsort((rng.random(len(at)), block[at]))
    new[at[here]] = new[at[there]]


def _bad(a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Loops, and every repeat of a pair after its first, whichever way round."""
    pairs = pl.DataFrame({"low": np.minimum(a, b), "high": np.maximum(a, b)})
    first: NDArray[np.bool_] = pairs.select(pl.struct("low", "high").is_first_distinct()).to_series().to_numpy()
    bad: NDArray[np.bool_] = (a == b) | ~first
    return bad


def _partners(block: Ints, bad: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Some good ties of the same blocks, about as many as the bad ones twice over: to exchange ends with."""
    count = int(block.max()) + 1
    share = 2.0 * np.bincount(block[bad], minlength=count) / np.maximum(np.bincount(block[~bad], minlength=count), 1)
    return ~bad & (rng.random(len(block)) < share[block])
