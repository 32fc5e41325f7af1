"""Who holds a network together, and what would likely remain of it without some of its members."""

from dataclasses import dataclass

from core.networks import Member


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a member stands among the ties of the network's own members; it says nothing of guilt or danger.

    `ties`: members tied directly. `betweenness`: share of shortest paths between others that lead through, 0-1.
    `constraint`: how closed the surroundings are, low for a broker; None without ties. `key`: one of the key set.
    """

    member: Member
    ties: int
    betweenness: float
    constraint: float | None
    key: bool


@dataclass(frozen=True, slots=True)
class KeySet:
    """Members without whom the fewest pairs of the others can still reach one another.

    `before`, `after`: pairs that can, with them and without. `equals`: sets of this size that do as much, this one
    among them. `exact`: every set was looked at; else one member was chosen after the other.
    """

    members: tuple[str, ...]
    before: int
    after: int
    equals: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Remaining:
    """What would remain without some members, as a share (0-1) of the pairs who could reach one another before.

    `scenario`: a word of the phrases (key, couriers, droppers, hubs, chosen). `at_once`: that day. `later`: the mean
    over the simulated runs once the horizon has passed and some were replaced; `low`, `high`: nine runs in ten.
    """

    scenario: str
    removed: tuple[str, ...]
    at_once: float
    later: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Holding:
    """All of it on one network. `days`: the horizon; `runs`: how often it was simulated."""

    holders: tuple[Holder, ...]
    key: KeySet | None
    remaining: tuple[Remaining, ...]
    days: int
    runs: int
