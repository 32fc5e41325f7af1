"""Components of judgements: the same in any order, never two checked numbers, never what people parted."""

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from core.judgements import Judgement, Verdict
from etl.resolve.one import join

NAMES = "abcdefgh"
PAIRS = st.lists(st.sampled_from(list(combinations(NAMES, 2))), unique=True, max_size=14)


def verdict(pair: tuple[str, str], word: Verdict = "same", author: str = "model", weight: float = 9.0) -> Judgement:
    left, right = pair
    return Judgement(
        subject="party", left=left, right=right, verdict=word, author=author, made_ms=1, reason="x", weight=weight
    )


@given(PAIRS)
def test_without_limits_they_are_connected_components(pairs: list[tuple[str, str]]) -> None:
    joined = join([verdict(pair) for pair in pairs], checked=())
    for component in nx.connected_components(nx.Graph(pairs)):
        assert {joined.canonical[member] for member in component} == {min(component)}
    assert len(joined.merges) == len(pairs)


@given(PAIRS, st.sets(st.sampled_from(NAMES)), PAIRS, st.randoms())
def test_no_component_holds_two_numbers_or_what_was_parted(pairs, checked, parted, chance) -> None:  # type: ignore[no-untyped-def]  # strategies say the types
    same = [verdict(pair, weight=float(at % 3)) for at, pair in enumerate(pairs) if pair not in parted]
    told = same + [verdict(pair, "different", "anna") for pair in parted]
    joined = join(told, checked)
    for one, other in combinations(NAMES, 2):
        if joined.canonical.get(one, one) == joined.canonical.get(other, other):
            assert not {one, other} <= checked
            assert (one, other) not in parted
    chance.shuffle(told)
    assert join(told, checked) == joined


def test_people_are_heard_before_a_model() -> None:
    by_model, by_people = verdict(("a", "c"), weight=50.0), verdict(("b", "c"), author="anna", weight=1.0)
    joined = join([by_model, by_people], checked={"a", "b"})
    assert (joined.merges, joined.refused) == ((by_people,), (by_model,))
    assert joined.canonical == {"b": "b", "c": "b"}


def test_the_checked_one_gives_the_name() -> None:
    assert join([verdict(("a", "b")), verdict(("b", "c"))], checked={"c"}).canonical == {"a": "c", "b": "c", "c": "c"}
