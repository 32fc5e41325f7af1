"""A weighted undirected graph as three arrays: what every community method reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.errors import IzderError

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Graph:
    """Undirected weighted graph in compressed sparse rows (CSR).

    `ids` are the node ids, sorted, so the graph does not depend on the order of its edges. The neighbours of node i
    are `targets[starts[i]:starts[i + 1]]`, ascending, with `weights` beside them; each edge stands in both rows.
    No loops, no parallel edges (their weights are added), all weights positive.
    """

    ids: pl.Series  # String, n
    starts: Longs  # n + 1
    targets: Ints  # 2 m
    weights: Reals  # 2 m

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.ids)

    @property
    def edges(self) -> int:
        """Number of edges."""
        return len(self.targets) // 2

    @staticmethod
    def from_edges(edges: pl.DataFrame, nodes: Iterable[str] = ()) -> "Graph":
        """Graph from columns `src`, `dst` and, where there is one, `weight` (else each line weighs 1).

        `nodes` names further nodes, which may have no edge.

        Raises:
            IzderError: an end is null, or a weight is null, not finite, or not above 0.
        """
        weight = pl.col("weight").cast(pl.Float64) if "weight" in edges.columns else pl.lit(1.0).alias("weight")
        lines = edges.select(pl.col("src").cast(pl.String), pl.col("dst").cast(pl.String), weight)
        _refuse_bad(lines)
        extra = pl.Series("id", list(nodes), dtype=pl.String)
        ids = pl.concat([lines["src"].alias("id"), lines["dst"].alias("id"), extra]).unique().sort()
        place = pl.DataFrame({"id": ids}).with_row_index("at")
        coded = (
            lines.join(place, left_on="src", right_on="id").rename({"at": "a"})
            .join(place, left_on="dst", right_on="id").rename({"at": "b"})
        )
        return Graph.from_codes(ids, coded["a"].to_numpy(), coded["b"].to_numpy(), coded["weight"].to_numpy())

    @staticmethod
    def from_codes(
        ids: pl.Series, a: NDArray[np.integer], b: NDArray[np.integer], weights: Reals | None = None,
    ) -> "Graph":
        """Graph from ends given as positions in the sorted `ids`; loops are dropped, parallel edges added up."""
        weights = np.ones(len(a)) if weights is None else weights
        keep = a != b
        low, high = np.minimum(a, b)[keep].astype(np.int64), np.maximum(a, b)[keep].astype(np.int64)
        pairs = (
            pl.DataFrame({"pair": low * len(ids) + high, "weight": weights[keep]})
            .group_by("pair").agg(pl.col("weight").sort().sum())  # sorted: the sum is the same in any order of rows
        )
        low, high = np.divmod(pairs["pair"].to_numpy(), max(len(ids), 1))
        return _rows(ids, low, high, pairs["weight"].to_numpy())

    def codes(self, ids: Iterable[str]) -> Longs:
        """Positions of the named nodes, ascending; names that the graph does not hold are left out."""
        wanted = pl.Series("id", list(ids), dtype=pl.String).unique()
        return np.flatnonzero(self.ids.is_in(wanted.implode()).to_numpy()).astype(np.int64)

    def names(self, codes: NDArray[np.integer]) -> list[str]:
        """Ids at these positions."""
        return self.ids.gather(codes).to_list()

    def rows(self, codes: NDArray[np.integer]) -> tuple[Longs, Ints, Reals]:
        """All lines of some nodes: position in `codes`, neighbour, weight."""
        lengths = self.starts[codes + 1] - self.starts[codes]
        owner = np.repeat(np.arange(len(codes)), lengths)
        first = np.cumsum(lengths) - lengths
        at = np.arange(lengths.sum()) - first[owner] + self.starts[codes][owner]
        return owner, self.targets[at], self.weights[at]

    def subgraph(self, codes: NDArray[np.integer]) -> "Graph":
        """The graph among some nodes."""
        codes = np.unique(codes)
        owner, neighbour, weight = self.rows(codes)
        at = np.searchsorted(codes, neighbour)
        inside = (at < len(codes)) & (codes[np.minimum(at, len(codes) - 1)] == neighbour) if len(codes) else at < 0
        starts = np.concatenate([[0], np.cumsum(np.bincount(owner[inside], minlength=len(codes)))])
        return Graph(self.ids.gather(codes), starts.astype(np.int64), at[inside].astype(np.int32), weight[inside])


def flatten(layers: Mapping[str, pl.DataFrame], shares: Mapping[str, float] | None = None) -> Graph:
    """One graph of several layers (`src`, `dst` columns): an edge weighs the number of layers that hold it.

    Presence, not volume: a pair that calls daily is not closer than one that calls weekly and also sends money.
    `shares` gives a layer another weight than 1.
    """
    shares = shares or {}
    present = [
        layer.select(pl.min_horizontal("src", "dst").alias("src"), pl.max_horizontal("src", "dst").alias("dst"))
        .unique().with_columns(weight=pl.lit(float(shares.get(name, 1.0))))
        for name, layer in layers.items()
    ]
    return Graph.from_edges(pl.concat(present) if present else _no_edges())


def _no_edges() -> pl.DataFrame:
    return pl.DataFrame(schema={"src": pl.String, "dst": pl.String, "weight": pl.Float64})


def _refuse_bad(lines: pl.DataFrame) -> None:
    ends = lines.select((pl.col("src").is_null() | pl.col("dst").is_null()).sum()).item()
    good = pl.col("weight").is_finite() & (pl.col("weight") > 0)
    weights = lines.select((~good.fill_null(value=False)).sum()).item()
    if ends or weights:
        raise IzderError(f"An edge needs two ends and a weight above 0: {ends} lack an end, {weights} a weight.")


def _rows(ids: pl.Series, low: Longs, high: Longs, weights: Reals) -> Graph:
    a, b = np.concatenate([low, high]), np.concatenate([high, low])
    order = np.argsort(a * max(len(ids), 1) + b)
    starts = np.concatenate([[0], np.cumsum(np.bincount(a, minlength=len(ids)))]).astype(np.int64)
    return Graph(ids, starts, b[order].astype(np.int32), np.concatenate([weights, weights])[order])
