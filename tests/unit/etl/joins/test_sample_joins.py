"""On the sample: every transfer that truly stands in two exports is joined, and nothing else is."""

import polars as pl
import pytest

from core.judgements import NoJudgements
from etl.delivery import deliveries
from etl.in_force import InForce
from etl.joins.joins import Joins


@pytest.fixture(scope="module")
def joins(sample):
    lab, _ = sample
    return Joins.of(InForce.of(lab.home), deliveries(lab.home), NoJudgements())


@pytest.fixture(scope="module")
def pairs(joins):
    names = {delivery.source: delivery.file for delivery in joins.every}
    found = [part.pairs for record in joins.rules for part in joins.everywhere(record)]
    rows = pl.concat(found).select("left", "right", "state").rows()
    return [
        (*((names[ref.split(":")[0]], int(ref.split(":")[1])) for ref in pair), state) for *pair, state in rows
    ]


def test_only_true_mirrors_are_joined_and_all_whose_other_row_is_there(pairs, examples):
    defects = pl.read_csv(examples / "truth" / "defects.csv").filter(pl.col("kind") == "mirror")
    mirrors = set(defects.select("feed", "line").rows())
    assert {state for *_, state in pairs} == {"joined"}
    assert all((left in mirrors) != (right in mirrors) for left, right, _ in pairs)
    assert len(mirrors) - len(pairs) == 3  # their other row is quarantined


def test_each_delivery_touches_what_looking_at_everything_finds(joins, pairs):
    around = [part.pairs for delivery in joins.every for part in joins.around(delivery)]
    assert pl.concat(around).unique(["left", "right"]).height == len(pairs)
