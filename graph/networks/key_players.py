"""Key players: the few without whom a network falls apart most (KPP-Neg).

Borgatti 2006, «Identifying sets of key players in a social network» (doi:10.1007/s10588-006-7084-x): of all sets of k
members the one whose removal leaves the fewest pairs of the others connected. Exact up to 64 members: a set of
members is one machine word, so all sets can be looked at.
"""

from collections.abc import Iterable, Sequence
from math import comb
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from core.holding import KeySet
from graph.communities.kernel import compiled

MOST = 64  # members for which every set is looked at
SETS = 8_000_000  # and so many sets: some seconds

Masks = NDArray[np.uint64]
Word = Any  # a 64-bit word in compiled code, for which numpy's stubs and numba's types disagree


def key_players(members: Sequence[str], ties: Iterable[tuple[str, str]], size: int) -> KeySet | None:
    """The key set of that size among the members; None where there are no more members than that, or no tie.

    Of several equally good sets the first in the order of `members` is given, and `equals` says how many there are.
    In larger networks one member is taken after the other, each the best at its turn, and `exact` is false.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(members)
    graph.add_edges_from((a, b) for a, b in ties if a != b)
    before = _pairs(graph)
    if not 0 < size < len(members) or not before:
        return None
    if len(members) <= MOST and comb(len(members), size) <= SETS:
        places, after, equals = best_set(masks(members, graph.edges), size)
        return KeySet(tuple(members[place] for place in places), before, int(after), int(equals), exact=True)
    return _one_by_one(graph, members, size, before)


def masks(members: Sequence[str], ties: Iterable[tuple[str, str]]) -> Masks:
    """The neighbours of each member as bits."""
    place = {member: number for number, member in enumerate(members)}
    found = [0] * len(members)
    for a, b in ties:
        found[place[a]] |= 1 << place[b]
        found[place[b]] |= 1 << place[a]
    return np.array(found, dtype=np.uint64)


def _pairs(graph: "nx.Graph[str]") -> int:
    return sum(len(piece) * (len(piece) - 1) // 2 for piece in nx.connected_components(graph))


def _one_by_one(graph: "nx.Graph[str]", members: Sequence[str], size: int, before: int) -> KeySet:
    rest, taken = graph.copy(), []
    for _ in range(size):
        left = {member: _pairs(nx.restricted_view(rest, [member], [])) for member in members if member in rest}
        taken.append(min(left, key=lambda member: left[member]))
        rest.remove_node(taken[-1])
    order = tuple(member for member in members if member in taken)
    return KeySet(order, before, _pairs(rest), 1, exact=False)


@compiled
def count(word: Word) -> Word:
    """Bits that are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def reachable(ties: Masks, alive: Word) -> Word:
    """Pairs of the members `alive` (bits) that can reach one another."""
    one, none, pairs = np.uint64(1), np.uint64(0), np.int64(0)
    while alive != none:
        group = alive & (~alive + one)
        edge = group
        while edge != none:
            lowest = edge & (~edge + one)
            fresh = ties[count(lowest - one)] & alive & ~group
            group |= fresh
            edge = (edge ^ lowest) | fresh
        alive = alive & ~group
        size = count(group)
        pairs += size * (size - 1) // 2
    return pairs


@compiled
def best_set(ties: Masks, size: int) -> tuple[NDArray[np.int64], Word, Word]:
    """Of all sets of `size` members the first whose removal leaves fewest pairs; how many, and how many sets do so."""
    members = len(ties)
    every: Word = ~np.uint64(0) >> np.uint64(64 - members)
    places = np.arange(size)
    best, equals = places.copy(), np.int64(0)
    fewest: Word = np.int64(members * members)
    while True:
        alive = every
        for place in places:
            alive &= ~(np.uint64(1) << np.uint64(place))
        left = reachable(ties, alive)
        if left < fewest:
            best, fewest, equals = places.copy(), left, np.int64(1)
        elif left == fewest:
            equals += 1
        turn = size - 1
        while turn >= 0 and places[turn] == members - size + turn:
            turn -= 1
        if turn < 0:
            return best, fewest, equals
        places[turn] += 1
        for later in range(turn + 1, size):
            places[later] = places[later - 1] + 1
