"""Which claims of a network fall when a merge is undone: by whose rows they rest on, held to a plain oracle."""

from itertools import count

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.sensitivity import Evidence, Merge, effects, parted, side, standing
from core.networks import Member, Network, Reason, RowRef

A, B, C = "person:a", "person:b", "person:c"
PHONE_A, PHONE_B, PHONE_C = "phone:+7701", "phone:+7702", "phone:+7703"
ROWS = {"s:1": {PHONE_A, "phone:x"}, "s:2": {PHONE_B, "phone:x"}, "s:3": {PHONE_A, PHONE_B}, "s:4": {"phone:x"}}
THINGS = {A: {PHONE_A}, B: {PHONE_B}, C: {PHONE_C}}


def reason(family: str, llr: float, *rows: int, own: bool = True, total: int = 0) -> Reason:
    refs = tuple(RowRef(source="s", file="calls.csv", row=row) for row in rows)
    return Reason(indicator="x", family=family, llr=llr, key="k", own_conduct=own, rows=refs,
                  rows_total=total or len(rows))  # fmt: skip


def network(*reasons: Reason, other: Member | None = None) -> Network:
    member = Member(id=A, iin=None, name="A", role="courier", core=True, score=6, phones=("+7701", "+7702"),
                    reasons=reasons)  # fmt: skip
    members = (member, other) if other else (member,)
    return Network(id="network:1", rank=1, score=9, kind="drug_shop", members=members)


def merge(left: str = A, right: str = B) -> Merge:
    return Merge(A, left, right, "a.seitova", "one face", 1)


def effect(found: Network, *merges: Merge, edges: tuple[tuple[str, str], ...] = ()):
    first, *_ = effects(found, merges or (merge(),), Evidence(THINGS, ROWS, edges))
    return first


def test_a_reason_falls_where_its_rows_speak_of_those_that_go_alone() -> None:
    own, other, both = reason("flow", 3, 1), reason("contact", 2, 2), reason("device", 2, 1, 2)
    found = effect(network(own, other, both))
    assert (found.fallen, found.weaker, found.unclear) == ((other,), (both,), ())
    assert (found.leaves, found.phones) == ((B,), ("+7702",))


def test_a_row_that_speaks_of_both_stays() -> None:
    assert effect(network(reason("flow", 3, 3))).fallen == ()


def test_what_names_no_row_of_either_or_only_some_of_its_rows_cannot_be_told() -> None:
    neither, cut, none = reason("flow", 3, 4), reason("contact", 2, 2, total=50), reason("goods", 1)
    assert effect(network(neither, cut, none)).unclear == (neither, cut, none)


def test_the_member_falls_where_the_two_keys_rested_on_the_merge() -> None:
    found = effect(network(reason("flow", 3, 1), reason("movement", 3, 2)))
    assert (found.before.keys, found.after.keys) == (2, 1)
    assert found.member_falls


def test_the_member_stays_where_two_keys_are_left() -> None:
    found = effect(network(reason("flow", 3, 1), reason("device", 3, 1), reason("movement", 3, 2)))
    assert found.after.holds
    assert not found.member_falls


def test_another_way_between_the_two_keeps_them_one() -> None:
    found = effect(network(reason("flow", 3, 2)), merge(A, B), merge(B, C), merge(A, C))
    assert found.still_one
    assert found.fallen == ()


def test_who_hangs_on_the_one_that_goes_goes_too() -> None:
    assert effect(network(), merge(A, B), merge(B, C)).leaves == (B, C)


def test_a_tie_falls_where_it_ran_over_those_that_go_alone() -> None:
    other = Member(id="person:o", iin=None, name="O", role="operator", core=True, score=5, phones=("+7709",))
    over = effect(network(other=other), edges=((PHONE_B, "phone:+7709"),))
    both = effect(network(other=other), edges=((PHONE_B, "phone:+7709"), ("phone:+7709", PHONE_A)))
    assert (over.ties, both.ties) == ((other,), ())


def test_a_merge_of_somebody_else_is_no_matter_of_this_network() -> None:
    assert effects(network(), [Merge("person:z", "person:y", "person:z", "m", "r", 1)], Evidence({}, {}, ())) == ()


@pytest.mark.parametrize(("spoken", "whose"), [({"g"}, "gone"), ({"k"}, "kept"), ({"g", "k"}, "kept"), ({"x"}, None)])
def test_whose_row_it_is(spoken: set[str], whose: str | None) -> None:
    assert side(spoken, {"g"}, {"k"}) == whose


def test_standing_is_capped_in_a_family_and_doubts_are_taken_off() -> None:
    given_ = [reason("flow", 9, 1), reason("flow", 2, 1), reason("contact", 0.5, 1, own=False)]
    told = standing(given_, [reason("flow", -1, 1)])
    assert (told.keys, told.own, told.score) == (1, True, 4.0)


NODES = st.integers(0, 6)


@given(st.lists(st.tuples(NODES, NODES).filter(lambda pair: pair[0] != pair[1]), min_size=1, unique_by=frozenset))
def test_those_that_part_are_those_that_networkx_no_longer_reaches(pairs: list[tuple[int, int]]) -> None:
    merges = [Merge("0", str(min(pair)), str(max(pair)), "m", "r", n) for n, pair in zip(count(), pairs, strict=False)]
    whole: nx.Graph = nx.Graph(list(pairs))
    whole.add_node(0)
    for undone, pair in zip(merges, pairs, strict=True):
        rest = whole.copy()
        rest.remove_edge(*pair)
        wanted = nx.node_connected_component(whole, 0) - nx.node_connected_component(rest, 0)
        assert parted("0", undone, merges) == {str(node) for node in wanted}
