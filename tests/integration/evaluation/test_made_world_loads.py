"""A made world and the loader, written apart from each other, agree on the fate of every row."""

import json
from pathlib import Path

import polars as pl
import pytest

from core.home import Home
from core.settings import Settings
from etl.ledger import quarantined
from etl.load import load_paths
from evaluation.world import make_world
from graph.store import GraphStore


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, people=800, days=10, shops=1, seed=11)
    return folder


def named_by_the_truth(world: Path) -> set[tuple[str, int, str]]:
    """File, row and reason of every row that must end in quarantine."""
    defects = pl.read_parquet(world / "truth/defects.parquet").filter(
        pl.col("expect").is_in(["quarantine", "out_of_scope"])
    )
    outside = pl.col("expect") == "out_of_scope"
    reason = pl.when(outside).then(pl.lit("outside_authority")).otherwise("kind")
    return set(defects.select("feed", "line", reason).iter_rows())


def test_every_row_of_a_made_world_has_the_fate_that_its_truth_names(world, store: GraphStore, settings: Settings):
    home = Home(settings.home).ensure()
    report = load_paths([world / "feeds"], home=home, writer=store, settings=settings)
    told = json.loads((world / "truth/counts.json").read_text("utf-8"))
    assert {f.file: (f.rows, f.loaded, f.duplicate) for f in report.files} == {
        name: (c["data_rows"], c["good"], sum(c["duplicates"].values())) for name, c in told.items()
    }
    assert {(row.file, row.row, row.reason) for row in quarantined(home)} == named_by_the_truth(world)
