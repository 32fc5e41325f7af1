"""Pairs found and missed: precision, recall and F1 over pairs of mentions, and how many mentions lie with strangers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True, slots=True)
class Score:
    """`mentions` compared, `true` pairs of one person, `found` pairs joined (over others, too), `right` of those.

    `overmerged`: mentions in a group that holds somebody else.
    """

    mentions: int
    true: int
    found: int
    right: int
    overmerged: int

    @property
    def precision(self) -> float:
        """Of the pairs that were joined, how many are one person."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are one person, how many were joined."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def over_merge(self) -> float:
        """Share of mentions that lie in a group with somebody else."""
        return self.overmerged / self.mentions if self.mentions else 0.0


def groups(ids: pl.Series, pairs: Iterable[tuple[str, str]] | pl.DataFrame) -> pl.DataFrame:
    """Columns id, group: connected components of pairs."""
    table = (
        pairs if isinstance(pairs, pl.DataFrame) else pl.DataFrame(list(pairs), schema=["left", "right"], orient="row")
    )
    known = pl.DataFrame({"id": ids.unique().sort()}).with_row_index("at")
    ends = [
        table.select(pl.col(e).alias("id")).join(known, on="id", maintain_order="left")["at"].to_numpy()
        for e in ("left", "right")
    ]
    links = coo_array((np.ones(len(ends[0])), (ends[0], ends[1])), shape=(known.height, known.height))
    return known.select("id", group=pl.Series(connected_components(links, directed=False)[1]))


def measure(truth: pl.DataFrame, found: pl.DataFrame) -> Score:
    """Score of groups (id, group) against the truth (id, person)."""
    both = truth.join(found, on="id")
    mixed = both.filter(pl.col("person").n_unique().over("group") > 1)
    return Score(
        both.height, _pairs(both, "person"), _pairs(both, "group"), _pairs(both, "person", "group"), mixed.height
    )


def _pairs(table: pl.DataFrame, *by: str) -> int:
    sizes = table.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
