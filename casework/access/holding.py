"""The ties among a network's own members, as pairs of members: what «who holds it together» is measured on."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from casework.brief.facts import ArrestFact, owner_of
from core.answers import Edge
from core.networks import Network


def member_ties(network: Network, edges: Iterable[Edge], arrests: Sequence[ArrestFact]) -> set[tuple[str, str]]:
    """Pairs of members joined by edges between their things, or by one arrest that touched both.

    Either end may come first, and a member may be tied to himself: `graph.networks.holding` puts pairs in order.
    """
    owners = owner_of(network)
    inside = [edge for edge in edges if edge.source in owners and edge.target in owners]
    found = {(owners[edge.source], owners[edge.target]) for edge in inside}
    for arrest in arrests:
        found.update(combinations(sorted({owners[thing] for thing in arrest.touched if thing in owners}), 2))
    return found
