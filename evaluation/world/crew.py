"""Who a shop is: its people with roles, their work phones as these are replaced, and its style."""

from dataclasses import dataclass, field

import numpy as np

from evaluation.world import data
from evaluation.world.columns import Ints, Reals
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import Parameters
from evaluation.world.people import Society

LEADS = ("organiser", "supplier", "stash", "handler", "cashout", "operator")
# who speaks with whom over work phones, and how often a day
TIES = (
    ("organiser", "operator", 1.2), ("organiser", "handler", 0.8), ("organiser", "cashout", 0.7),
    ("organiser", "supplier", 0.4), ("supplier", "stash", 0.4), ("organiser", "stash", 0.5),
    ("operator", "courier", 1.0), ("courier", "stash", 0.3), ("handler", "cashout", 0.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a shop works; each is drawn from a wide range of its own."""

    opened: int  # day
    prices: Reals
    rotation: float  # days that a bought card is used
    cards: float  # cards in use at a time
    keep: float  # share that stays on a card
    hours: tuple[float, float]  # from payment to forwarding
    wage: float
    phone_days: float  # days until a work phone is replaced
    hops: float  # share of forwards that pass another card first
    talk: float  # how much of what they say is said by phone
    nights: float  # share of nights that a courier is on the way with the phone on


@dataclass(slots=True)
class WorkPhone:
    """One work phone: place in the book, who uses it, first and last day."""

    phone: int
    user: int
    from_day: int
    to_day: int


@dataclass(slots=True)
class Crew:
    """A shop's people (party by role; several couriers), droppers, buyers, straws, and work phones."""

    name: str
    city: int
    style: Style
    roles: dict[str, list[int]]
    droppers: Ints
    buyers: Ints
    straws: Ints
    phones: list[WorkPhone] = field(default_factory=list)
    until: dict[int, int] = field(default_factory=dict)  # last day of those arrested

    @property
    def core(self) -> list[tuple[int, str]]:
        """Party and role of each core member."""
        return [(party, role) for role, parties in self.roles.items() for party in parties]

    def in_use(self, party: int) -> list[WorkPhone]:
        """Work phones of a member, oldest first."""
        return [phone for phone in self.phones if phone.user == party]


def hire(world: Parameters, society: Society, number: int, free: list[Ints]) -> Crew:
    """Draw a shop's people from `free` (shuffled, per city), so that nobody has two roles."""
    rng = world.rng(f"shop {number}")
    roomy = [place for place, people in enumerate(free) if len(people) > 60]
    weight = np.array([data.cities()[place].share for place in roomy])
    place = int(rng.choice(roomy, p=weight / weight.sum()))
    style = _style(rng, world)
    life = (world.days - style.opened) / 60
    sizes = dict.fromkeys(LEADS, 1) | {"courier": int(rng.integers(4, 13))}
    if rng.random() < 0.4:
        sizes["operator"] = 0  # then the organiser does it
    most = len(free[place]) // 3
    rest = {"dropper": min(most, int(style.cards * max(2.0, life * 60 / style.rotation))),
            "buyer": min(most, int(rng.integers(60, 300) * max(life, 0.3))), "straw": 3}  # fmt: skip
    taken = {}
    for role, size in (sizes | rest).items():
        taken[role], free[place] = free[place][:size], free[place][size:]
    roles = {role: taken[role].tolist() for role in sizes if len(taken[role])}
    return Crew(f"S{number + 1:02d}", place, style, roles, taken["dropper"], taken["buyer"], taken["straw"])


def _style(rng: np.random.Generator, world: Parameters) -> Style:
    base = rng.lognormal(9.4, 0.35)
    first = rng.uniform(0.5, 8)
    return Style(
        opened=int(rng.integers(0, max(1, world.days // 3))),
        prices=(base * np.array([1.0, 1.8, 3.2, 5.0]) / 500).round() * 500,
        rotation=rng.uniform(3, 12), cards=rng.uniform(2, 6), keep=rng.uniform(0.005, 0.06),
        hours=(first, first + rng.uniform(1, 12)), wage=rng.lognormal(12.2, 0.3),
        phone_days=rng.uniform(9, 30), hops=rng.uniform(0.0, 0.4),
        talk=rng.uniform(0.1, 0.6), nights=rng.uniform(0.03, 0.25),
    )  # fmt: skip


def equip(world: Parameters, crew: Crew, own: Holdings) -> None:
    """Work phones for the core, registered to straws, replaced with contacts carried over."""
    rng = world.rng(f"phones {crew.name}")
    for party, _ in crew.core:
        day = crew.style.opened
        while day < world.days:
            last = min(world.days - 1, day + max(3, round(rng.normal(crew.style.phone_days, 3))))
            straw = int(rng.choice(crew.straws)) if len(crew.straws) else -1
            handset = np.array([own.phones.handsets - 1]) if crew.in_use(party) and rng.random() < 0.3 else None
            phone = own.phones.connect(
                rng, np.array([straw]), np.array([party]), burner=True, from_day=day, to_day=last, handset=handset
            )
            crew.phones.append(WorkPhone(int(phone[0]), party, day, last))
            day = last + 1
