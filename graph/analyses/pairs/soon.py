"""Which of what went lies within a span after what came, line by line: two sorted lists of times, cut by bisection."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

MOST_PAIRS = 2_000_000
MOST_ROWS = 20_000  # read of one line or account: more is a hub's
LANE = 1 << 45  # milliseconds to the year 3084: each line's times lie in a lane of their own, the next line's behind it
Places = NDArray[np.int64]


def spans(came_ms: Places, until_ms: Places, went_ms: Places, *, at_once: bool) -> tuple[Places, Places]:
    """For each moment of `came_ms` the half-open range of places in the sorted `went_ms` up to its `until_ms`.

    at_once: whether what went at the very same millisecond counts as after.
    """
    first = np.searchsorted(went_ms, came_ms, "left" if at_once else "right")
    return first.astype(np.int64), np.searchsorted(went_ms, until_ms, "right").astype(np.int64)


def pairs(
    came: pl.DataFrame, went: pl.DataFrame, after_ms: int, *, of: str, at_once: bool
) -> tuple[pl.DataFrame, bool]:
    """Every pair of rows of one `of` (a line, an account) within the span, and whether it was cut.

    Columns of `came`, and of `went` with the suffix _out. Both tables bear `of` and `time` (epoch milliseconds); the
    pairs are in order of `of`, then of what came, then of what went. All of them are found in one pass.
    """
    came, went = came.sort(of, "time", maintain_order=True), went.sort(of, "time", maintain_order=True)
    place = {each: at for at, each in enumerate(pl.concat([came[of], went[of]]).unique().sort())}
    lane, other = (table[of].replace_strict(place, return_dtype=pl.Int64).to_numpy() * LANE for table in (came, went))
    until = np.minimum(came["time"].to_numpy() + min(after_ms, LANE), LANE - 1)
    first, last = spans(lane + came["time"].to_numpy(), lane + until, other + went["time"].to_numpy(), at_once=at_once)
    sizes = np.maximum(last - first, 0)
    kept = int(np.searchsorted(np.cumsum(sizes), MOST_PAIRS, "right"))
    sizes, first = sizes[:kept], first[:kept]
    left = np.repeat(np.arange(kept), sizes)
    right = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(first, sizes)
    both = pl.concat([came[left], went[right].select(pl.all().name.suffix("_out"))], how="horizontal")
    return both, kept < came.height
