"""What a network claims that rests on a merge: if two are not one after all, which of its claims fall?

Computed from the run's reasons and the rows that they name, not by detecting again: who would be found instead, and
whether the rest would still be proposed as a group, only another run can say.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from core.networks import Member, Network, Reason
from graph.networks.standing import CAP, CORE, KEY, KEYS


@dataclass(frozen=True, slots=True)
class Merge:
    """A judgement in force that joins two source parties of a member."""

    member: str
    left: str
    right: str
    author: str
    reason: str
    made_ms: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What some reasons come to: independent families that count, whether own conduct is among them, the sum."""

    keys: int
    own: bool
    score: float

    @property
    def holds(self) -> bool:
        """The two-key rule and the score from which somebody is proposed."""
        return self.keys >= KEYS and self.own and self.score >= CORE


@dataclass(frozen=True, slots=True)
class Effect:
    """What falls if one merge is undone.

    `still_one`: they are one over other merges too, nothing falls. `leaves`: source parties that go, with their
    `phones` and `ibans`. Of the member's reasons `fallen` rest on rows of those alone, `weaker` in part, `unclear` name
    fewer rows than they rest on, or none that tells. `ties`: other members tied to this one over those that go alone.
    """

    merge: Merge
    member: Member
    still_one: bool
    leaves: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    fallen: tuple[Reason, ...] = ()
    weaker: tuple[Reason, ...] = ()
    unclear: tuple[Reason, ...] = ()
    before: Standing | None = None
    after: Standing | None = None
    ties: tuple[Member, ...] = ()

    @property
    def member_falls(self) -> bool:
        """A member of the core who would not be proposed without it."""
        return bool(self.member.core and self.before and self.before.holds and self.after and not self.after.holds)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the graph and the records say: things of each source party, entities of each row, pairs of things with an
    edge between them.
    """

    things: Mapping[str, Collection[str]]
    rows: Mapping[str, Collection[str]]
    edges: Collection[tuple[str, str]]


def effects(network: Network, merges: Iterable[Merge], evidence: Evidence) -> tuple[Effect, ...]:
    """Of each merge that a member of the network rests on, what falls without it."""
    members, told = {member.id: member for member in network.members}, list(merges)
    return tuple(
        _effect(network, members[merge.member], merge, told, evidence) for merge in told if merge.member in members
    )


def _effect(network: Network, member: Member, merge: Merge, told: list[Merge], evidence: Evidence) -> Effect:
    leaves = parted(member.id, merge, [each for each in told if each.member == member.id])
    if not leaves:
        return Effect(merge, member, still_one=True)
    stays = {party for each in told if each.member == member.id for party in (each.left, each.right)} - leaves
    kept = _everything({*stays, member.id}, evidence)
    gone = _everything(leaves, evidence) - kept
    said = [(weighed(reason, gone, kept, evidence.rows), reason) for reason in member.reasons]
    by = {wanted: tuple(reason for word, reason in said if word == wanted) for wanted in WORDS}
    left = [reason for word, reason in said if word != "fallen"]
    return Effect(
        merge, member, still_one=False, leaves=tuple(sorted(leaves)),
        phones=_keys("phone:", gone, member.phones), ibans=_keys("account:", gone, member.ibans),
        fallen=by["fallen"], weaker=by["weaker"], unclear=by["unclear"],
        before=standing(member.reasons, member.doubts), after=standing(left, member.doubts),
        ties=_ties(network, member, gone, kept, evidence.edges),
    )  # fmt: skip


WORDS = ("stays", "fallen", "weaker", "unclear")


def parted(member: str, merge: Merge, merges: Iterable[Merge]) -> set[str]:
    """Source parties that are not one with the member any more when a merge is undone."""
    graph: nx.Graph[object] = nx.Graph()
    graph.add_node(member)
    graph.add_edges_from((each.left, each.right) for each in merges)
    before = nx.node_connected_component(graph, member)
    graph.remove_edge(merge.left, merge.right)
    return {str(party) for party in before - nx.node_connected_component(graph, member)}


def weighed(reason: Reason, gone: Collection[str], kept: Collection[str], rows: Mapping[str, Collection[str]]) -> str:
    """Whether a reason stays, falls, is weaker, or cannot be told, by whose things its rows speak of."""
    sides = [side(rows.get(f"{ref.source}:{ref.row}", ()), gone, kept) for ref in reason.rows]
    if "gone" not in sides:
        return "stays" if "kept" in sides else "unclear"
    if "kept" in sides:
        return "weaker"
    return "unclear" if reason.rows_total > len(reason.rows) else "fallen"


def side(spoken: Collection[str], gone: Collection[str], kept: Collection[str]) -> str | None:
    """Whose row it is: of those that go, of those that stay; None where of neither. What speaks of both stays."""
    if not set(spoken).isdisjoint(kept):
        return "kept"
    return None if set(spoken).isdisjoint(gone) else "gone"


def standing(reasons: Iterable[Reason], doubts: Iterable[Reason]) -> Standing:
    """As in detection: of each family the greatest, capped, less the doubts."""
    families: dict[str, float] = {}
    keys: set[str] = set()
    own: set[str] = set()
    for reason in reasons:
        families[reason.family] = max(families.get(reason.family, 0.0), min(reason.llr, CAP))
        if reason.plain >= KEY:
            keys.add(reason.family)
        if reason.own_conduct:
            own.add(reason.family)
    score = sum(families.values()) + sum(doubt.llr for doubt in doubts)
    return Standing(len(keys), bool(keys & own), round(score, 2))


def _everything(parties: Collection[str], evidence: Evidence) -> set[str]:
    return {thing for party in parties for thing in evidence.things.get(party, ())} | set(parties)


def _keys(prefix: str, gone: Collection[str], shown: Iterable[str]) -> tuple[str, ...]:
    return tuple(key for key in shown if prefix + key in gone)


def _ties(
    network: Network, member: Member, gone: set[str], kept: set[str], edges: Iterable[tuple[str, str]]
) -> tuple[Member, ...]:
    """Other members with an edge to those that go and none to those that stay."""
    told = list(edges)
    over = {other for one, other in [*told, *((b, a) for a, b in told)] if one in gone}
    direct = {other for one, other in [*told, *((b, a) for a, b in told)] if one in kept}
    others = (each for each in network.members if each.id != member.id)
    return tuple(each for each in others if not over.isdisjoint(things_of(each)) and direct.isdisjoint(things_of(each)))


def things_of(member: Member) -> set[str]:
    """Entity ids that stand for a member."""
    return {member.id, *(f"phone:{phone}" for phone in member.phones), *(f"account:{iban}" for iban in member.ibans)}
