"""The cells that see phones: sites of operators X and Y around each city's centre."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.spatial import cKDTree

from evaluation.world import data
from evaluation.world.columns import Ints, Reals
from evaluation.world.parameters import Parameters

SEEING = 0.25  # degrees of latitude; farther from every site a phone has no cell
NARROW = 0.7  # a degree of longitude over one of latitude
SPREAD = np.array([0.03, 0.05])  # degrees of latitude and longitude: how far a city reaches
SECTORS = 3


@dataclass(frozen=True, slots=True)
class Cells:
    """Cell sectors of operators X and Y, three by three; `first`: the place of each operator's first sector."""

    table: pl.DataFrame
    first: Sequence[int]
    trees: Sequence[cKDTree]

    def seeing(self, operator: Ints, where: Reals) -> Ints:
        """Places of the sectors that see phones at latitude and longitude.

        -1 for operator Z (2), which exports nothing, and out in the steppe.
        """
        found = np.full(len(operator), -1)
        for code, tree in enumerate(self.trees):
            mine = np.flatnonzero(operator == code)
            if len(mine):
                found[mine] = self._sectors(code, tree, where[mine])
        return found

    def _sectors(self, code: int, tree: cKDTree, where: Reals) -> Ints:
        flat = _flat(where)
        distance, site = tree.query(flat)
        off = flat - tree.data[site]
        sector = np.round(np.degrees(np.arctan2(off[:, 1], off[:, 0])) / 120).astype(np.int64) % SECTORS
        return np.where(distance < SEEING, self.first[code] + site * SECTORS + sector, -1)


def masts(world: Parameters) -> Cells:
    """Sites around each city's centre, three sectors each, more where more people live."""
    rng, cities = world.rng("cells"), data.cities()
    parts, first, trees = [], [], []
    placed = 0
    for operator in "XY":
        counts = [max(4, int(city.share * min(world.people / 60, 3000))) for city in cities]
        sites = pl.concat([_sites(rng, city, count) for city, count in zip(cities, counts, strict=True)])
        first.append(placed)
        trees.append(cKDTree(_flat(sites.select("lat", "lon").to_numpy())))
        parts.append(_sectors(operator, sites))
        placed += parts[-1].height
    return Cells(pl.concat(parts), first, trees)


def _flat(where: Reals) -> Reals:
    return np.asarray(where * np.array([1.0, NARROW]))


def _sites(rng: np.random.Generator, city: data.City, count: int) -> pl.DataFrame:
    away = rng.normal(0, 1, (count, 2)) * SPREAD
    table = pl.DataFrame({"lat": (city.lat + away[:, 0]).round(5), "lon": (city.lon + away[:, 1]).round(5)})
    return table.with_columns(city=pl.lit(city.name), code=pl.lit(city.code))


def _sectors(operator: str, sites: pl.DataFrame) -> pl.DataFrame:
    sector = pl.DataFrame({"sector": [1, 2, 3], "azimuth": [0, 120, 240]})
    serial = pl.col("site").cast(pl.String).str.zfill(4)
    name = pl.lit(operator) + pl.col("code") + serial + "-" + pl.col("sector").cast(pl.String)
    return sites.with_row_index("site").join(sector, how="cross", maintain_order="left").select(
        cell_id=name, operator=pl.lit(operator), lat="lat", lon="lon", azimuth="azimuth", city="city"
    )  # fmt: skip
