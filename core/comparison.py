"""What two runs of detection say differently."""

from dataclasses import dataclass, field

from core.networks import Member, Network, Reason

BASE_RATE = 0.002  # core members among people: between 1 and 5 in 1,000 are assumed wherever a rate is needed


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """Networks that go on in each other. `change` is a word of graph.communities.events; its members are the core's."""

    change: str
    before: tuple[Network, ...]
    after: tuple[Network, ...]
    joined: tuple[Member, ...] = ()
    left: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side. `conditions`: what they were made with and is not the same, first and second."""

    before: str
    after: str
    conditions: dict[str, tuple[object, object]] = field(default_factory=dict)
    changes: tuple[NetworkChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a member's reckoning: one finding, and how much of it counts in the score."""

    reason: Reason
    counted: float


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a member's score comes about. `keys`: families that say enough to count as independent evidence.

    `posterior` is what the score makes of `base_rate`, if the weights hold and families are independent; it says how
    evidence adds up, and is no rating of a person.
    """

    member: Member
    entries: tuple[Entry, ...]
    score: float
    keys: tuple[str, ...]
    own_conduct: bool
    base_rate: float
    posterior: float
