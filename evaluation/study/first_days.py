"""How soon a shop is found: detection asked at the end of every week, seeing what was known by then."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from core.clock import day_end
from core.networks import Run
from evaluation.scoring import MATCH, by_line, jaccard
from evaluation.worlds import World, seen_by
from graph.networks.detect import detect

WEEKLY = "week by week"
WEEK, TOP = 7, 20  # days; places of the list


def first_days(found: World) -> dict[str, Any]:
    """`shops`: days from each one's first day to the first correct place in the top twenty; None: never."""
    opened = dict(pl.read_parquet(found.folder / "truth" / "shops.parquet", columns=["shop", "opened"]).iter_rows())
    start = date.fromisoformat(_start(found))
    ends = [start + timedelta(days=day - 1) for day in range(WEEK, found.told["days"] + 1, WEEK)]
    days: dict[str, int | None] = dict.fromkeys(found.truth.shops)
    for end, tables in zip(ends, seen_by(found.folder / "feeds", map(day_end, ends)), strict=True):
        run = detect(tables, as_of=end, parameters={"runs": 0})
        for shop in _named(run, found):
            if days[shop] is None:
                days[shop] = (end - date.fromisoformat(opened[shop])).days + 1
    return {"told": dict(found.told), "shops": days}


def _start(found: World) -> str:
    opened = pl.read_json(found.folder / "truth" / "params.json")["start"]
    return str(opened[0])


def _named(run: Run, found: World) -> set[str]:
    ranked = sorted(run.networks, key=lambda network: network.rank)[:TOP]
    cores = [by_line(network, found.truth) for network in ranked]
    return {
        shop for shop, members in found.truth.shops.items() if any(jaccard(core, members) >= MATCH for core in cores)
    }
