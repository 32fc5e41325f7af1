"""The whole way from a made world's files to its figures, on a real Neo4j."""

import pytest
from polars.testing import assert_frame_equal

from core.home import Home
from etl.load import load_paths
from evaluation.baselines import BASELINES
from evaluation.evaluate import detected
from evaluation.report import figures, report
from evaluation.shelf import Shelf
from evaluation.truth import read_truth
from evaluation.world import make_world
from graph.projection import project


@pytest.fixture
def world(tmp_path):
    make_world(tmp_path / "world", people=700, days=20, shops=1, seed=3)
    return tmp_path / "world"


def test_a_made_world_is_loaded_detected_and_scored(settings, world):
    run, tables = detected(settings, world / "feeds")
    on_the_shelf = Shelf(settings.home / "shelf")
    load_paths([world / "feeds"], home=Home(settings.home), writer=on_the_shelf, settings=settings)
    for name, table in project(on_the_shelf).items():
        assert_frame_equal(table, getattr(tables, name), check_row_order=False)
    truth = read_truth(world / "truth")
    assert tables.transfers.height > 0
    assert tables.calls.height > 0
    assert all(person.iin is None or len(person.iin) == 12 for person in run.persons), "scores need unmasked IINs"
    assert {person.iin for person in run.persons} & set(truth.role)
    others = {name: baseline(tables) for name, baseline in BASELINES.items()}
    assert 0 <= figures(run, truth, others)["person_average_precision"] <= 1
    assert "Each shop and the network nearest to it" in report(run, truth, others, {"days": 20})
