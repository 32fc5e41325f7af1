"""Turns facts into marks and ties: who is drawn alone, who stands in a group, what joins them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from casework.brief.drawing import Mark, MarkKind, Tie
from casework.brief.facts import Facts, drawn_first, owner_of
from casework.brief.signs import settable, shortened
from core.networks import Member

ALONE = 26  # so many persons are drawn one by one before droppers and context share a mark
LAYER_OF = {
    "TRANSFERRED": "money", "CALLED": "calls", "USED_IN": "device", "HAS_SIM": "device",
    "HOLDS": "registration", "SUBSCRIBES": "registration", "CONTACT_PHONE": "registration",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """Who stands behind each mark. `numbers`: member id → number in the table; `groups`: letter → member ids."""

    marks: tuple[Mark, ...]
    ties: tuple[Tie, ...]
    numbers: dict[str, int]
    groups: dict[str, list[str]] = field(default_factory=dict)


def cast(facts: Facts) -> Cast:
    """Marks and ties of the network picture."""
    members = drawn_first(facts.network)
    numbers = {member.id: n for n, member in enumerate(members, start=1)}
    joined = joins(facts)
    groups = grouped(members, joined)
    mark_of = {member: letter for letter, inside in groups.items() for member in inside}
    alone = [member for member in members if member.id not in mark_of]
    marks = [mark(member, numbers[member.id]) for member in alone]
    marks += [
        Mark(letter, f"{letter} × {len(inside)}", "", "dropper", "group", False) for letter, inside in groups.items()
    ]
    arrests, arrest_ties = arrest_marks(facts, mark_of)
    ties = bundled(joined, mark_of) + arrest_ties
    return Cast((*marks, *arrests), tuple(ties), numbers, groups)


def mark(member: Member, number: int) -> Mark:
    """One member's mark: its short name, or the end of its number where nobody is known to use it."""
    kind: MarkKind = "person" if member.id.startswith(("person:", "org:")) else "line"
    return Mark(member.id, str(number), caption(member), member.role, kind, member.core)


def caption(member: Member) -> str:
    """What stands under a mark."""
    if member.name:
        return shortened(settable(member.name, breaks=False), 20)
    known = member.phones[0] if member.phones else member.ibans[0] if member.ibans else member.id.partition(":")[2]
    return f"…{settable(known, breaks=False)[-4:]}"


def joins(facts: Facts) -> Counter[tuple[str, str, str]]:
    """(member, member, layer) → rows between anything of the one and anything of the other."""
    owners = owner_of(facts.network)
    found: Counter[tuple[str, str, str]] = Counter()
    for edge in facts.edges:
        a, b = owners.get(edge.source), owners.get(edge.target)
        if a and b and a != b and edge.kind in LAYER_OF:
            found[(min(a, b), max(a, b), LAYER_OF[edge.kind])] += edge.count
    return found


def grouped(members: Sequence[Member], joined: Counter[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Letters of groups: droppers and context who hang on the same core member share one; none in small networks."""
    if len(members) <= ALONE:
        return {}
    core = {member.id for member in members if member.core}
    behind: dict[str | None, list[str]] = {}
    for member in members:
        if not member.core:
            behind.setdefault(strongest(member.id, core, joined), []).append(member.id)
    fitting = sorted((inside for inside in behind.values() if len(inside) > 1), key=lambda inside: -len(inside))
    return {letters(n): inside for n, inside in enumerate(fitting)}


def letters(n: int) -> str:
    """A, B, … Z, AA, AB, …"""
    return (letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def strongest(member: str, core: set[str], joined: Counter[tuple[str, str, str]]) -> str | None:
    """The core member that most rows join this one to."""
    weights: Counter[str] = Counter()
    for (a, b, _), count in joined.items():
        other = b if a == member else a if b == member else None
        if other in core:
            weights[other] += count
    return min(weights, key=lambda who: (-weights[who], who)) if weights else None


def bundled(joined: Counter[tuple[str, str, str]], mark_of: dict[str, str]) -> list[Tie]:
    """Ties between marks; what joins members of one group is not drawn."""
    found: Counter[tuple[str, str, str]] = Counter()
    for (a, b, layer), count in joined.items():
        one, other = sorted((mark_of.get(a, a), mark_of.get(b, b)))
        if one != other:
            found[(one, other, layer)] += count
    return [Tie(a, b, layer, count) for (a, b, layer), count in sorted(found.items())]


def arrest_marks(facts: Facts, mark_of: dict[str, str]) -> tuple[list[Mark], list[Tie]]:
    """Arrests that touch two or more marks join them; others stand in the timeline only."""
    owners = owner_of(facts.network)
    marks, ties = [], []
    for n, arrest in enumerate(facts.arrests, start=1):
        touched = sorted({mark_of.get(owner, owner) for t in arrest.touched if (owner := owners.get(t))})
        if len(touched) > 1:
            key = f"arrest {n}"
            marks.append(Mark(key, "", "", "unknown", "arrest", False))
            ties += [Tie(key, mark_id, "arrest") for mark_id in touched]
    return marks, ties
