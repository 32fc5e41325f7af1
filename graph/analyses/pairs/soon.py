"""Which of what went lies within a span after what came: two sorted lists of times, cut by bisection."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

MOST_PAIRS = 2_000_000
MOST_ROWS = 20_000  # read of one line or account: more is a hub's
Places = NDArray[np.int64]


def spans(came_ms: Places, went_ms: Places, after_ms: int, *, at_once: bool) -> tuple[Places, Places]:
    """For each moment of `came_ms` the half-open range of places in the sorted `went_ms` up to `after_ms` later.

    at_once: whether what went at the very same millisecond counts as after.
    """
    first = np.searchsorted(went_ms, came_ms, "left" if at_once else "right")
    return first.astype(np.int64), np.searchsorted(went_ms, came_ms + after_ms, "right").astype(np.int64)


def pairs(came: pl.DataFrame, went: pl.DataFrame, after_ms: int, *, at_once: bool) -> tuple[pl.DataFrame, bool]:
    """Every pair of rows within the span: columns of `came`, and of `went` with the suffix _out; whether it was cut.

    Both tables bear `time` (epoch milliseconds); the pairs are in order of what came, then of what went.
    """
    came, went = came.sort("time", maintain_order=True), went.sort("time", maintain_order=True)
    first, last = spans(came["time"].to_numpy(), went["time"].to_numpy(), after_ms, at_once=at_once)
    sizes = np.maximum(last - first, 0)
    kept = int(np.searchsorted(np.cumsum(sizes), MOST_PAIRS, "right"))
    sizes, first = sizes[:kept], first[:kept]
    left = np.repeat(np.arange(kept), sizes)
    right = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(first, sizes)
    both = pl.concat([came[left], went[right].select(pl.all().name.suffix("_out"))], how="horizontal")
    return both, kept < came.height
