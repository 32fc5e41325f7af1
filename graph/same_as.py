"""By which id parties go that were judged to be one."""

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def canonical(edges: pl.DataFrame, checked: Collection[str]) -> Mapping[str, str]:
    """Of every party on a SAME_AS edge (src, dst) the smallest id of its component that bears a checked number,
    else the smallest; as the graph's `canonical` says it, but of these edges alone.
    """
    parties = pl.concat([edges["src"], edges["dst"]]).unique().sort()
    if not parties.len():
        return {}
    place = {party: at for at, party in enumerate(parties)}
    ends = [edges[end].replace_strict(place, return_dtype=pl.Int64).to_numpy() for end in ("src", "dst")]
    links = coo_array((np.ones(edges.height), (ends[0], ends[1])), shape=(len(place), len(place)))
    of = pl.DataFrame({"party": parties, "part": connected_components(links, directed=False)[1]})
    first = pl.col("party").sort_by(~pl.col("party").is_in(list(checked)), "party").first().over("part")
    return dict(of.select("party", first.alias("name")).rows())
