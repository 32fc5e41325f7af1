"""Who is one with whom: components of standing judgements, that never join two checked numbers or what people parted.

A pure function of the judgements and of who bears a checked number: the same everywhere, in any order.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from core.judgements import MODEL, Judgement


@dataclass(frozen=True, slots=True)
class Joined:
    """`merges`: judgements in force; `refused`: those that would join what must not be joined.

    `canonical`: of every party that is one with another, the id by which all of them go: the smallest that bears a
    checked number, else the smallest.
    """

    merges: tuple[Judgement, ...]
    refused: tuple[Judgement, ...]
    canonical: Mapping[str, str]


def join(standing: Iterable[Judgement], checked: Collection[str]) -> Joined:
    """Join along «same», people's word before a model's, heavier before lighter; «different» and numbers hold apart."""
    told = list(standing)
    parts = _Parts(frozenset(checked))
    for each in told:
        if each.verdict == "different":
            parts.keep_apart(*each.pair)
    merges: list[Judgement] = []
    refused: list[Judgement] = []
    for each in sorted((each for each in told if each.verdict == "same"), key=_precedence):
        (merges if parts.join(*each.pair) else refused).append(each)
    return Joined(tuple(sorted(merges, key=lambda each: each.pair)), tuple(refused), parts.canonical())


def _precedence(judgement: Judgement) -> tuple[bool, float, tuple[str, str]]:
    return judgement.author == MODEL, -(judgement.weight or 0.0), judgement.pair


@dataclass(slots=True)
class _Parts:
    """Disjoint sets of parties: each party leads to its set."""

    checked: frozenset[str]
    sets: dict[str, set[str]] = field(default_factory=dict)
    apart: dict[str, set[str]] = field(default_factory=dict)

    def keep_apart(self, one: str, other: str) -> None:
        """These two are never in one set."""
        self.apart.setdefault(one, set()).add(other)
        self.apart.setdefault(other, set()).add(one)

    def join(self, one: str, other: str) -> bool:
        """Make one set of the sets of two parties; False, and nothing happens, where that must not be."""
        small, large = sorted((self.sets.get(one, {one}), self.sets.get(other, {other})), key=len)
        if small is large or one in self.sets.get(other, ()):
            return True
        if self._must_not(small, large):
            return False
        large |= small
        self.sets.update(dict.fromkeys(small, large) | {one: large, other: large})
        return True

    def canonical(self) -> dict[str, str]:
        """Of every party in a set of several, the id by which the set goes."""
        return {party: min(self.checked & members or members) for party, members in self.sets.items()}

    def _must_not(self, small: set[str], large: set[str]) -> bool:
        two_numbers = bool(self.checked & small) and bool(self.checked & large)
        return two_numbers or any(self.apart.get(member, set()) & large for member in small)
