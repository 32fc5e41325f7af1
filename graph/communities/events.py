"""What became of communities between two moments: same, grown, shrunk, split, merged, mixed, appeared, gone."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Literal

import networkx as nx

Change = Literal["same", "grown", "shrunk", "changed", "split", "merged", "mixed", "appeared", "gone"]
SHARED = 0.5  # of the smaller one's members: then one goes on in the other


@dataclass(frozen=True, slots=True)
class Event:
    """Places in the two lists that belong together. `joined` and `left`: members who are new, or not there any more."""

    change: Change
    before: tuple[int, ...]
    after: tuple[int, ...]
    joined: frozenset[str]
    left: frozenset[str]


def events(before: Sequence[Set[str]], after: Sequence[Set[str]]) -> list[Event]:
    """One event for each group of communities that go on in each other, in order of their places.

    Two go on in each other when they share half of the smaller one's members (Palla, Barabási, Vicsek 2007,
    doi:10.1038/nature05670, in the form that needs no parameter but this one).
    """
    ties: nx.Graph[tuple[int, int]] = nx.Graph()
    ties.add_nodes_from([*((0, place) for place in range(len(before))), *((1, place) for place in range(len(after)))])
    for a, old in enumerate(before):
        ties.add_edges_from(((0, a), (1, b)) for b, new in enumerate(after) if _goes_on(old, new))
    groups = sorted(sorted(group) for group in nx.connected_components(ties))
    return [_event(group, before, after) for group in groups]


def _goes_on(old: Set[str], new: Set[str]) -> bool:
    smaller = min(len(old), len(new))
    return smaller > 0 and len(old & new) >= SHARED * smaller


def _event(group: list[tuple[int, int]], before: Sequence[Set[str]], after: Sequence[Set[str]]) -> Event:
    old = tuple(place for side, place in group if side == 0)
    new = tuple(place for side, place in group if side == 1)
    were, are = (
        frozenset[str]().union(*(held[place] for place in places)) for held, places in ((before, old), (after, new))
    )
    return Event(_change(len(old), len(new), are - were, were - are), old, new, are - were, were - are)


def _change(old: int, new: int, joined: Set[str], left: Set[str]) -> Change:
    if old == 1 and new == 1:
        return _moved(bool(joined), bool(left))
    if not old or not new:
        return "gone" if old else "appeared"
    return "mixed" if old > 1 and new > 1 else "split" if new > 1 else "merged"


def _moved(joined: bool, left: bool) -> Change:
    if joined and left:
        return "changed"
    return "grown" if joined else "shrunk" if left else "same"
