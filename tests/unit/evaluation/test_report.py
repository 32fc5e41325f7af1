"""The report names what was found, what was missed and who is wrongly in it."""

from core.networks import Member, Network, PersonScore, Run
from evaluation.baselines import Baseline
from evaluation.report import figures, report
from evaluation.truth import Truth

TRUTH = Truth(
    shops={"S01": frozenset({"900000000001", "900000000002", "900000000003"})},
    role={"900000000001": "organiser", "900000000002": "courier", "900000000003": "stash", "900000000009": "taxi"},
    phone_user={"+77010000002": "900000000002"},
    account_user={},
)
MEMBERS = (
    Member(id="person:1", iin="900000000001", name=None, role="organiser", core=True, score=5.0),
    Member(id="phone:2", iin=None, name=None, phones=("+77010000002",), role="courier", core=True, score=4.0),
    Member(id="person:9", iin="900000000009", name=None, role="courier", core=True, score=3.0),
)
RUN = Run(
    id="run:1", as_of=None, started_ms=0, seconds=1.0, parameters={}, code_version="", data_hash="",
    networks=(Network(id="network:1", rank=1, score=9.0, kind="drug_shop", members=MEMBERS),),
    persons=(PersonScore(id="person:1", iin="900000000001", score=5.0, role="organiser"),), left_out={"casino": 2},
)
LOUVAIN = {"louvain": Baseline([frozenset({"900000000009"})], {})}
WORLD = {"days": 60, "missing": 0.1, "evasion": 1}


def test_both_readings_stand_side_by_side():
    found = figures(RUN, TRUTH, LOUVAIN)
    assert (found["recall_iin"], found["recall_line"]) == (0.0, 1.0)  # 1 of 4, 2 of 4
    assert found["baselines"] == {"louvain": {"recall": 0.0, "precision_at_10": 0.0, "person_average_precision": None}}


def test_every_miss_is_named_with_where_it_is():
    text = report(RUN, TRUTH, LOUVAIN, WORLD)
    assert "| S01 | stash | 900000000003 | absent |" in text
    assert "Of 3 core members 1 stand in a core by IIN, 1 only by a phone or card" in text
    assert "900000000001" not in text
    assert "900000000002" not in text


def test_who_is_wrongly_in_a_core_is_told_by_what_they_are():
    assert "| taxi | 1 | 1 |" in report(RUN, TRUTH, LOUVAIN, WORLD)


def test_what_was_left_out_is_told():
    assert "left out 2 candidates of other kinds (casino 2)" in report(RUN, TRUTH, LOUVAIN, WORLD)


def test_a_run_without_networks_is_reported_too():
    nothing = RUN.model_copy(update={"networks": (), "persons": (), "left_out": {}})
    text = report(nothing, TRUTH, {}, WORLD)
    assert "Detection proposed 0 networks" in text
    assert "Nobody." in text
