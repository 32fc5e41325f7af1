"""Who holds a network together, and what the simulation of its regrowth comes to."""

from math import comb

import networkx as nx
import numpy as np
import pytest
from scipy.stats import binom, norm

from core.networks import Member, Network
from core.tables import Tables
from graph.networks.detect import detect
from graph.networks.holding import holding
from graph.networks.regrowth import Cost, Trial, costs, remaining

FEW = Trial(runs=20)
HUB = "person:hub"
STAR = [(HUB, f"person:{each}") for each in range(8)]
ROLES = {HUB: "handler", **{f"person:{each}": "courier" for each in range(8)}}


def member(entity: str, role: str = "courier", core: bool = True, iin: str | None = "9") -> Member:
    return Member(id=entity, iin=iin, name=None, role=role, core=core, score=5.0)


def network(*members: Member) -> Network:
    return Network(id="network:x", rank=1, score=1.0, kind="drug_shop", members=members)


def test_the_middle_of_a_star_holds_it_together_and_is_the_key() -> None:
    found = holding(network(*(member(name, role) for name, role in ROLES.items())), STAR, size=1, trial=FEW)
    first = found.holders[0]
    assert (first.member.id, first.betweenness, first.ties, first.key) == (HUB, 1.0, 8, True)
    assert first.constraint == pytest.approx(nx.constraint(nx.Graph(STAR))[HUB])
    assert found.key
    assert (found.key.members, found.key.before, found.key.after) == ((HUB,), comb(9, 2), 0)


def test_who_is_context_is_neither_measured_nor_removed_and_droppers_are_only_removed() -> None:
    members = [
        member("person:a"), member("person:b"), member("person:c", "dropper", core=False),
        member("person:d", "unknown", core=False), member("phone:+7", "unknown", core=False, iin=None),
    ]  # fmt: skip
    ties = [("person:a", "person:b"), ("person:b", "phone:+7"), ("person:c", "person:a"), ("person:d", "person:b")]
    found = holding(network(*members), ties, size=1, trial=FEW)
    assert {holder.member.id for holder in found.holders} == {"person:a", "person:b", "phone:+7"}
    named = {each for scenario in found.remaining for each in scenario.removed}
    assert "person:d" not in named
    assert {scenario.scenario for scenario in found.remaining} == {"key", "couriers", "droppers"}


def test_a_network_without_ties_has_no_key_and_is_no_error() -> None:
    found = holding(network(member("person:a"), member("person:b")), [])
    assert found.key is None
    assert all(holder.betweenness == 0 and holder.constraint is None for holder in found.holders)


def test_the_simulation_agrees_with_what_can_be_reckoned_for_a_star() -> None:
    cost = Cost(days=20, spread=0.7, ties=0.6, why="x")
    found = remaining("key", [HUB], ROLES, STAR, Trial(30, 20_000), {"handler": cost, "courier": cost})
    in_time = norm.cdf(np.log(30 / 20) / 0.7)
    taken_up = sum(binom.pmf(n, 8, 0.6) * comb(n + 1, 2) for n in range(9)) / comb(9, 2)
    assert found.at_once == 0.0
    assert found.later == pytest.approx(in_time * taken_up, abs=0.01)


def test_nobody_gone_leaves_everything_and_later_leaves_more() -> None:
    whole = remaining("chosen", [], ROLES, STAR, FEW)
    assert (whole.at_once, whole.later, whole.low, whole.high) == (1.0, 1.0, 1.0, 1.0)
    shares = [remaining("key", [HUB], ROLES, STAR, Trial(days)).later for days in (1, 10, 30, 300)]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_the_same_seed_gives_the_same_figures() -> None:
    assert remaining("key", [HUB], ROLES, STAR, Trial(seed=4)) == remaining("key", [HUB], ROLES, STAR, Trial(seed=4))


def test_what_is_assumed_has_a_reason_and_the_visible_ends_grow_back_first() -> None:
    known = costs()
    assert all(cost.why.endswith(".") for cost in known.values())
    assert known["dropper"].days < known["courier"].days < known["cashout"].days < known["supplier"].days
    assert known["dropper"].ties > known["supplier"].ties


def test_of_a_shop_that_was_found_its_core_is_measured(with_shop: Tables) -> None:
    found = detect(with_shop, parameters={"runs": 0}).networks[0]
    ties = [("person:handler", f"person:courier{each}") for each in range(4)]
    core = {each.id for each in found.members if each.core}
    assert core <= {holder.member.id for holder in holding(found, ties, trial=FEW).holders}
