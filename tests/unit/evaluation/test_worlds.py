"""Worlds are found again, told apart by seed, and every entity of their tables bears its label."""

import pytest

from evaluation.world import Told
from evaluation.worlds import FITTING, labels, mixed_worlds, world

SMALL = Told(people=900, days=14, shops=1, seed=5)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return world(tmp_path_factory.mktemp("worlds"), SMALL)


def test_a_world_is_found_again_with_its_tables(made):
    tables = made.tables
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    again = world(made.folder.parent, SMALL)
    assert again.tables.transfers.equals(tables.transfers)
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


def test_every_entity_of_the_tables_bears_its_label(made):
    told = labels(made)
    assert not told["entity"].is_duplicated().any()
    assert set(made.tables.persons.drop_nulls("iin")["id"]) <= set(told["entity"])
    ordinary = set(made.tables.holders.filter(holder_kind="person")["account"])
    assert ordinary <= set(told["entity"])
    assert set(told.filter("core")["ring"]) == {"S01"}
    assert set(told.filter("core")["kind"]) == {"person", "phone", "account"}


def test_worlds_to_fit_on_are_mixed_and_never_those_of_evaluation(tmp_path):
    told = [found.told for found in mixed_worlds(tmp_path, count=6, people=900, days=7)]
    assert len({(each["evasion"], each["missing"]) for each in told}) == 6
    assert [each["zero_crime"] for each in told].count(True) == 1
    assert min(each["seed"] for each in told) >= FITTING
    with pytest.raises(ValueError, match="evaluation"):
        next(mixed_worlds(tmp_path, count=1, first=FITTING - 1))
