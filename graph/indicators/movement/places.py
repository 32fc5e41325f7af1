"""Places: where a line was when it made or took a call, by mast (all sectors of a mast are one place)."""

import polars as pl

from core.clock import datetime_column
from graph.indicators.scene import Scene

EVENING, MORNING = 18, 4  # local hours between which it is night


def placed(scene: Scene) -> pl.DataFrame:
    """Located events: line, time_ms, site, city, night, evening (the local day the night began on), sources."""
    site = pl.concat_str(pl.col("lat").round(4), pl.lit(" "), pl.col("lon").round(4))
    cells = scene.tables.cells.filter(pl.col("lat").is_not_null()).select("city", cell="id", site=site)
    local = datetime_column(pl.col("time_ms"))
    return (
        scene.tables.calls.filter(pl.col("cell").is_not_null() & pl.col("src").str.starts_with("phone:+"))
        .join(cells, on="cell").select(
            "time_ms", "site", "city", "sources", line="src",
            night=(local.dt.hour() >= EVENING) | (local.dt.hour() < MORNING),
            evening=local.dt.offset_by(f"-{MORNING}h").dt.date(),
        )
    )
