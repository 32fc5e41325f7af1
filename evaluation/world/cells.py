"""The cells that see phones: sites of operators X and Y around each city's centre."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Cells:
    """Cell sectors of operators X and Y; `first` and `sites` by operator and city find them."""

    table: pl.DataFrame
    first: Ints
    sites: Ints

    def at(self, operator: Ints, city: Ints, site: Ints, sector: Ints) -> Ints:
        """Places of sectors; -1 for operator Z (2), which exports nothing."""
        seen = operator < 2
        op = np.where(seen, operator, 0)
        found = self.first[op, city] + site % self.sites[op, city] * 3 + sector
        return np.where(seen, found, -1)


def masts(world: Parameters) -> Cells:
    """Sites around each city's centre, three sectors each, more where more people live."""
    rng, cities = world.rng("cells"), data.cities()
    sites = np.array([[max(4, int(c.share * min(world.people / 60, 3000))) for c in cities] for _ in "XY"])
    first = (np.cumsum(sites.ravel()) - sites.ravel()).reshape(sites.shape) * 3
    parts = []
    for op, operator in enumerate("XY"):
        serial = 0
        for place, city in enumerate(cities):
            count = int(sites[op, place])
            parts.append(_sectors(rng, operator, city, serial, count))
            serial += count
    return Cells(pl.concat(parts), first, sites)


def _sectors(rng: np.random.Generator, operator: str, city: data.City, serial: int, count: int) -> pl.DataFrame:
    site = pl.DataFrame(
        {
            "site": np.arange(serial, serial + count),
            "lat": (city.lat + rng.normal(0, 0.03, count)).round(5),
            "lon": (city.lon + rng.normal(0, 0.05, count)).round(5),
        }
    )
    sector = pl.DataFrame({"sector": [1, 2, 3], "azimuth": [0, 120, 240]})
    name = (
        pl.lit(operator + city.code)
        + pl.col("site").cast(pl.String).str.zfill(4)
        + "-"
        + pl.col("sector").cast(pl.String)
    )
    return site.join(sector, how="cross").select(
        cell_id=name, operator=pl.lit(operator), lat="lat", lon="lon", azimuth="azimuth", city=pl.lit(city.name)
    )
