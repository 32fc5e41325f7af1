"""Scores of a run of detection against the truth of a synthetic world.

Two readings of who is in a network's core. `by_iin`: members whose IIN is given; unresolved lines do not count, for
or against. `by_line`: unresolved lines count as the person who really uses them, as an investigator would find out;
a line that leads to nobody known counts as a stranger.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from core.networks import Member, Network, PersonScore, Run
from evaluation.truth import Truth

MATCH = 0.5  # Jaccard from which a proposed core is a shop's
TOP = 10
CORE_ROLES = ("organiser", "operator", "supplier", "stash", "courier", "handler", "cashout")
Reading = Callable[[Network, Truth], frozenset[str]]


@dataclass(frozen=True, slots=True)
class ShopResult:
    """How one shop came out: the proposal nearest to its core."""

    shop: str
    size: int
    jaccard: float
    rank: int | None  # of the nearest proposal; null where nothing overlaps
    missed: tuple[str, ...]  # core members not in it
    strangers: tuple[str, ...]  # in it, but not of this shop's core

    @property
    def found(self) -> bool:
        """Whether the proposal is this shop."""
        return self.jaccard >= MATCH


@dataclass(frozen=True, slots=True)
class CoreScore:
    """Proposed cores against the shops."""

    shops: tuple[ShopResult, ...]
    right: int  # of the first `listed`, how many are a shop not named before
    listed: int  # proposals in the top ten
    proposals: int = 0  # all of them

    @property
    def recall(self) -> float:
        """Share of shops that a proposal names (Jaccard at least .5)."""
        return sum(shop.found for shop in self.shops) / len(self.shops) if self.shops else 0.0

    @property
    def precision(self) -> float:
        """Share of the first ten proposals that are a shop."""
        return self.right / self.listed if self.listed else 0.0


def by_iin(network: Network, truth: Truth) -> frozenset[str]:
    """Core members whose IIN is given."""
    return frozenset(member.iin for member in network.members if member.core and member.iin)


def by_line(network: Network, truth: Truth) -> frozenset[str]:
    """Core members, unresolved lines counted as who really uses them."""
    return frozenset(member.iin or user_of(member, truth) for member in network.members if member.core)


def user_of(member: Member, truth: Truth) -> str:
    """Who really uses an unresolved line: most of its phones and accounts; its own id where nobody is known."""
    users = [truth.phone_user.get(phone) for phone in member.phones]
    users += [truth.account_user.get(iban) for iban in member.ibans]
    known = Counter(user for user in users if user)
    return max(sorted(known), key=lambda user: known[user], default=member.id)


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Shared over all; 0 for two empty sets."""
    union = set(a) | set(b)
    return len(set(a) & set(b)) / len(union) if union else 0.0


def score_run(run: Run, truth: Truth, reading: Reading = by_iin) -> CoreScore:
    """Networks of a run against the shops, in the order of their rank."""
    ranked = sorted(run.networks, key=lambda network: network.rank)
    return score_cores([reading(network, truth) for network in ranked], truth)


def score_cores(cores: Sequence[frozenset[str]], truth: Truth, top: int = TOP) -> CoreScore:
    """Proposed cores, best first, against the shops. A shop named twice is right once."""
    results = tuple(_nearest(shop, members, cores) for shop, members in truth.shops.items())
    named: set[str] = set()
    right = 0
    for core in cores[:top]:
        shops = {shop for shop, members in truth.shops.items() if jaccard(core, members) >= MATCH}
        right += bool(shops - named)
        named |= shops
    return CoreScore(results, right, min(len(cores), top), len(cores))


def _nearest(shop: str, members: frozenset[str], cores: Sequence[frozenset[str]]) -> ShopResult:
    values = [jaccard(core, members) for core in cores]
    best = max(values, default=0.0)
    if best == 0.0:
        return ShopResult(shop, len(members), 0.0, None, tuple(sorted(members)), ())
    at = values.index(best)
    missed, strangers = sorted(members - cores[at]), sorted(cores[at] - members)
    return ShopResult(shop, len(members), best, at + 1, tuple(missed), tuple(strangers))


def average_precision(ranked: Mapping[str, float], wanted: Collection[str]) -> float:
    """Mean of the precision at each wanted person, best first; equal scores count as one step; who is absent is missed.

    The definition of scikit-learn's average_precision_score, with unlisted persons never reached.
    """
    taken = hits = 0
    total = 0.0
    for _, tied in groupby(sorted(ranked, key=lambda person: -ranked[person]), key=lambda person: ranked[person]):
        step = list(tied)
        new = sum(person in wanted for person in step)
        taken, hits = taken + len(step), hits + new
        total += new * hits / taken
    return total / len(wanted) if wanted else 0.0


def person_precision(persons: Iterable[PersonScore], truth: Truth, wanted: Collection[str] | None = None) -> float:
    """Average precision of persons by score, droppers left out of the list; `wanted` is the core unless given."""
    wanted = truth.core if wanted is None else wanted
    listed = {person.iin: person.score for person in persons if person.iin}
    leave_out = truth.droppers - set(wanted)
    return average_precision({iin: score for iin, score in listed.items() if iin not in leave_out}, wanted)


def dropper_precision(persons: Iterable[PersonScore], truth: Truth) -> float:
    """Average precision of finding droppers, core members left out of the list."""
    listed = {person.iin: person.score for person in persons if person.iin and person.iin not in truth.core}
    return average_precision(listed, truth.droppers)


def roles(run: Run, truth: Truth, reading: Reading = by_iin) -> dict[tuple[str, str], int]:
    """Counts of (true role, said role) over members of networks and over core members who are in none («absent»).

    A person in several networks counts with the role of the best-ranked one. Lines count where `reading` is by_line.
    """
    said: dict[str, str] = {}
    for network in sorted(run.networks, key=lambda network: network.rank):
        for member in network.members:
            person = member.iin or (user_of(member, truth) if reading is by_line else None)
            if person and (member.core or member.role == "dropper"):
                said.setdefault(person, member.role)
    for person in truth.core:
        said.setdefault(person, "absent")
    return dict(Counter((truth.role.get(person, "stranger"), role) for person, role in said.items()))


def role_macro_f1(confusion: Mapping[tuple[str, str], int]) -> float:
    """Mean F1 over the core roles that occur in truth."""
    scores = []
    for role in CORE_ROLES:
        truly = sum(count for (true, _), count in confusion.items() if true == role)
        said = sum(count for (_, word), count in confusion.items() if word == role)
        if truly:
            scores.append(2 * confusion.get((role, role), 0) / (truly + said))
    return sum(scores) / len(scores) if scores else 0.0


def wrongly_core(run: Run, truth: Truth, reading: Reading = by_iin) -> dict[str, int]:
    """Who stands in a core without being core of any shop: counts by what they really are."""
    named = frozenset().union(*(reading(network, truth) for network in run.networks)) - truth.core
    return dict(Counter(truth.role.get(person, "stranger") for person in named).most_common())


def whereabouts(person: str, run: Run, truth: Truth) -> str:
    """Where a missed core member is: core, core by line, dropper, context, scored or absent, whichever comes first."""
    seen = [
        ("core" if member.core else "dropper" if member.role == "dropper" else "context") if member.iin == person
        else "core by line" if member.core and not member.iin and user_of(member, truth) == person else ""
        for network in run.networks for member in network.members
    ]
    scored = "scored" if any(one.iin == person and one.score > 0 for one in run.persons) else "absent"
    return next((word for word in ("core", "core by line", "dropper", "context") if word in seen), scored)
