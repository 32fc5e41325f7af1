"""Verdicts reach the graph at once, and taking one back leaves it exactly as it was."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from casework.bootstrap import Izder
from casework.purpose import Purpose
from graph.store import GraphStore

REGISTER = """phone,iin,full_name,valid_from,valid_to
77010012301,900329397139,Сейтова Айгуль,2019-08-06,
77010012302,850101300015,Ким Сергей,2019-08-06,
77010012303,,Сейтова А.,2019-08-06,
77010012304,,SEITOVA AIGUL,2020-08-06,
"""
FIRST, SECOND = Purpose("a.seitova", "case 25-114"), Purpose("b.omarov", "case 25-114")


@pytest.fixture
def izder(registered: Callable[[str], AbstractContextManager[Izder]]) -> Iterator[Izder]:
    with registered(REGISTER) as izder:
        yield izder


def unnamed(store: GraphStore) -> list[str]:
    """Persons whom no checked number names: they can be merged by a judgement."""
    known = set(store.scan_edges("IDENTIFIED_BY", [])["src"])
    return [person for person in store.scan_nodes("Person", [])["id"] if person not in known]


def numbered(store: GraphStore) -> list[str]:
    return sorted(set(store.scan_edges("IDENTIFIED_BY", [])["src"]))


def joined(store: GraphStore) -> list[tuple[str, str]]:
    return list(store.scan_edges("SAME_AS", []).select("src", "dst").iter_rows())


def test_a_merge_is_in_the_graph_at_once_and_undoing_it_leaves_the_graph_as_it_was(
    izder: Izder, store: GraphStore
) -> None:
    one, other, *_ = unnamed(store)
    before = store.content_hash()
    outcome = izder.pairs.judge(other, one, verdict="same", reason="one face in two photographs", purpose=FIRST)
    assert outcome.judgement is not None
    assert joined(store) == [(one, other)]
    assert store.content_hash() != before
    izder.pairs.undo(one, other, reason="pressed by mistake", purpose=FIRST)
    assert joined(store) == []
    assert store.content_hash() == before


def test_two_checked_numbers_are_held_apart_and_that_is_said(izder: Izder, store: GraphStore) -> None:
    one, other, *_ = numbered(store)
    outcome = izder.pairs.judge(one, other, verdict="same", reason="one face", purpose=FIRST)
    assert outcome.held_apart
    assert joined(store) == []


def test_a_merge_in_a_case_reaches_the_graph_with_the_second_person(izder: Izder, store: GraphStore) -> None:
    one, other, *_ = unnamed(store)
    izder.access.categorise(FIRST, "network:1", one, "suspect", "named by two arrested")
    assert izder.pairs.judge(one, other, verdict="same", reason="one face", purpose=FIRST).waiting is not None
    assert joined(store) == []
    izder.pairs.confirm(one, other, purpose=SECOND)
    assert joined(store) == [(one, other)]
