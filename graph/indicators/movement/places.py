"""Places: where a line was when it made a call, to about a kilometre.

Operators have masts of their own, often on neighbouring roofs: a private phone with one operator and a work phone with
another are in one place under two masts. A grid is coarser than a mast and the same for all operators.
"""

import polars as pl

from core.clock import datetime_column
from graph.indicators.scene import Scene

GRID = 2  # decimals of latitude and longitude: 1.1 km by .7 to .8 km in Kazakhstan
EVENING, MORNING = 18, 4  # local hours between which it is night


def placed(scene: Scene) -> pl.DataFrame:
    """Located events: line, time_ms, site, lat, lon, city, night, evening (day on which the night began), sources."""
    lat, lon = pl.col("lat").round(GRID), pl.col("lon").round(GRID)
    cells = scene.tables.cells.filter(pl.col("lat").is_not_null()).select(
        "city", cell="id", site=pl.concat_str(lat, pl.lit(" "), lon), lat=lat, lon=lon,
    )
    local = datetime_column(pl.col("time_ms"))
    return (
        scene.tables.calls.filter(pl.col("cell").is_not_null() & pl.col("src").str.starts_with("phone:+"))
        .join(cells, on="cell").select(
            "time_ms", "site", "lat", "lon", "city", "sources", line="src",
            night=(local.dt.hour() >= EVENING) | (local.dt.hour() < MORNING),
            evening=local.dt.offset_by(f"-{MORNING}h").dt.date(),
        )
    )


def usual(seen: pl.DataFrame) -> pl.DataFrame:
    """How busy each site is: site, lat, lon, usual (share of its lines among those of all sites of the city)."""
    sites = seen.group_by("site").agg(pl.col("lat", "lon", "city").first(), lines=pl.col("line").n_unique())
    share = pl.col("lines") / pl.col("lines").sum().over("city")
    return sites.select("site", "lat", "lon", usual=share).sort("site")
