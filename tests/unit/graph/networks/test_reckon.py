"""The ledger of a member and two runs side by side."""

import pytest

from core.networks import Member, Reason
from core.tables import Tables
from graph.networks.compare import compare
from graph.networks.detect import detect
from graph.networks.reckon import reckon


def test_the_ledger_of_every_member_comes_to_the_score_of_detection(with_shop: Tables) -> None:
    for member in detect(with_shop).networks[0].members:
        if member.reasons or member.doubts:
            assert round(reckon(member).score, 2) == pytest.approx(member.score, abs=0.011)


def test_of_a_family_the_greatest_counts_and_every_doubt() -> None:
    reasons = tuple(
        Reason(indicator=name, family=family, llr=llr, key="k", own_conduct=own)
        for name, family, llr, own in [("a", "flow", 9.0, True), ("b", "flow", 2.0, True), ("c", "device", 0.5, False)]
    )
    doubt = Reason(indicator="d", family="flow", llr=-1.0, key="k")
    member = Member(id="person:x", iin=None, name=None, role="unknown", core=True, score=4.0, reasons=reasons,
                    doubts=(doubt,))  # fmt: skip
    found = reckon(member, base_rate=0.5)
    assert [entry.counted for entry in found.entries] == [4.5, 0.0, 0.5, -1.0]
    assert (found.score, found.keys, found.own_conduct) == (4.0, ("flow",), True)
    assert found.posterior == pytest.approx(0.982, abs=0.001)


def test_a_run_beside_itself_says_that_nothing_changed(with_shop: Tables) -> None:
    run = detect(with_shop)
    found = compare(run, run)
    assert not found.conditions
    assert [change.change for change in found.changes] == ["same"]


def test_a_member_who_left_and_a_network_that_came_are_told(with_shop: Tables) -> None:
    run = detect(with_shop)
    network = run.networks[0]
    core = [member for member in network.members if member.core]
    smaller = network.model_copy(update={"members": tuple(core[1:])})
    stranger = core[0].model_copy(update={"id": "person:z"})
    other = network.model_copy(update={"id": "network:other", "members": (stranger,)})
    found = compare(run, run.model_copy(update={"networks": (smaller, other), "data_hash": "another"}))
    assert [(change.change, [m.id for m in change.left]) for change in found.changes] == [
        ("shrunk", [core[0].id]), ("appeared", []),
    ]  # fmt: skip
    assert found.conditions == {"data_hash": (run.data_hash, "another")}
