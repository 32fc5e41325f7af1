"""Which candidates are looked at: one per till."""

import polars as pl

from graph.indicators.examples.small_world import SmallWorld
from graph.networks.candidates import Candidate
from graph.networks.select import select

LAYERS = ("shared_cards", "hub_money", "paid", "held", "calls", "person_calls", "reaches_cards")
SINKS = {"s1": "sink", "s2": "sink"}


def ties(**given: list[tuple[str, str]]) -> dict[str, pl.DataFrame]:
    return {
        name: pl.DataFrame(given.get(name, []), schema={"src": pl.String, "dst": pl.String}, orient="row")
        for name in LAYERS
    }


def proposed(*members: set[str]) -> list[Candidate]:
    return [Candidate(frozenset(each), "cpm_coloured") for each in members]


BOTH = {"account:s1", "account:s2", "person:a", "person:b"}
FIRST, SECOND = {"account:s1", "person:a"}, {"account:s2", "person:b"}


def names(**given: list[tuple[str, str]]) -> set[frozenset[str]]:
    scene = SmallWorld().window().scene(SINKS)
    return {each.members for each in select(scene, ties(**given), proposed(BOTH, FIRST, SECOND))}


def test_sinks_that_share_cards_are_one_shop() -> None:
    assert names(shared_cards=[("account:s1", "account:s2")]) == {frozenset(BOTH)}


def test_sinks_that_share_two_people_are_one_shop() -> None:
    people = [(sink, person) for sink in ("account:s1", "account:s2") for person in ("person:a", "person:b")]
    assert names(paid=people) == {frozenset(BOTH)}


def test_sinks_that_share_one_supplier_are_two_shops() -> None:
    shared = [("account:s1", "person:a"), ("account:s2", "person:a")]
    assert names(paid=shared) == {frozenset(FIRST), frozenset(SECOND)}


def test_a_part_of_what_was_chosen_is_not_chosen_again() -> None:
    scene = SmallWorld().window().scene(SINKS)
    chosen = select(scene, ties(shared_cards=[("account:s1", "account:s2")]), proposed(BOTH, FIRST))
    assert len(chosen) == 1
