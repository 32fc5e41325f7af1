"""Who a ring is: its people with roles, and their work phones as these are replaced."""

from dataclasses import dataclass, field

import numpy as np

from core.errors import InputError
from evaluation.world import data
from evaluation.world.columns import Ints
from evaluation.world.holdings import Holdings
from evaluation.world.parameters import Parameters
from evaluation.world.services import Services
from evaluation.world.style import Style, style_of

SHOP = "shop"
LEAST = 60  # people in a city who are in nothing yet, for a ring to open there
TWO_CITIES = 0.3  # share of rings that work in a second city, too


@dataclass(slots=True)
class WorkPhone:
    """One work phone: place in the book, who uses it, first and last day."""

    phone: int
    user: int
    from_day: int
    to_day: int


@dataclass(slots=True)
class Crew:
    """A ring's people (parties by role), droppers, customers, straws, exchanger and work phones."""

    name: str
    kind: str
    city: int
    second_city: int
    style: Style
    roles: dict[str, list[int]]
    droppers: Ints
    customers: Ints
    straws: Ints
    exchanger: int
    phones: list[WorkPhone] = field(default_factory=list)
    until: dict[int, int] = field(default_factory=dict)  # last day of those arrested

    @property
    def core(self) -> list[tuple[int, str]]:
        """Party and role of each member."""
        return [(party, role) for role, parties in self.roles.items() for party in parties]

    @property
    def ring(self) -> data.Ring:
        """The figures of its kind."""
        return data.rings()[self.kind]

    @property
    def shop(self) -> str:
        """Its name where it is a drug shop."""
        return self.name if self.kind == SHOP else ""

    def who(self, *roles: str) -> int:
        """The first member with the first of these roles that anybody has."""
        return next(self.roles[role][0] for role in (*roles, "organiser") if self.roles.get(role))

    def in_use(self, party: int) -> list[WorkPhone]:
        """Work phones of a member, oldest first."""
        return [phone for phone in self.phones if phone.user == party]

    def line(self, own: Holdings, party: int, second: Ints) -> Ints:
        """The phone on which a member works at each second: the work phone, or the private one."""
        phones = self.in_use(party)
        if not phones:
            return own.line(np.full(len(second), party), second)
        starts = np.array([phone.from_day for phone in phones])
        at = (np.searchsorted(starts, second // 86_400, side="right") - 1).clip(0)
        return np.asarray(np.array([phone.phone for phone in phones])[at])


def hire(world: Parameters, number: int, kind: str, free: list[Ints], services: Services) -> Crew:
    """Draw a ring's people from `free` (shuffled, per city) and from whom rings share.

    Raises:
        InputError: nobody is left.
    """
    rng = world.rng(f"{kind} {number}")
    ring = data.rings()[kind]
    style = style_of(rng, world, ring)
    place, second = _cities(rng, free)
    life = (world.days - style.opened) / 60
    roles = _members(rng, ring, services, free, place)
    size = rng.random()
    droppers = _droppers(rng, ring, style, free, (place, life, size), services)
    customers = _sized(rng, ring.customers, size, max(life, 0.3), len(free[place]) // 3)
    straws = services.pick(rng, services.straws, 0.6) or _taken(free, place, int(rng.integers(1, 4))).tolist()
    straws += services.pick(rng, services.straws, 0.3)
    return Crew(
        f"{'S' if kind == SHOP else 'R'}{number + 1:02d}", kind, place, second, style, roles, droppers,
        _taken(free, place, customers), np.unique(straws), int(rng.choice(services.exchangers)),
    )  # fmt: skip


def _cities(rng: np.random.Generator, free: list[Ints]) -> tuple[int, int]:
    roomy = [place for place, people in enumerate(free) if len(people) > LEAST]
    if not roomy:
        raise InputError("So many shops and rivals leave nobody to work for the last of them; make a larger world.")
    weight = np.array([data.cities()[place].share for place in roomy])
    place = int(rng.choice(roomy, p=weight / weight.sum()))
    return place, int(rng.choice(roomy)) if rng.random() < TWO_CITIES else place


def _members(
    rng: np.random.Generator, ring: data.Ring, services: Services, free: list[Ints], place: int
) -> dict[str, list[int]]:
    """Parties by role; a cash-out or supplier may work for others, too."""
    roles = {}
    for role, (least, most) in ring.roles.items():
        count = int(rng.integers(least, most + 1))
        shared = {"cashout": services.brokers, "supplier": services.suppliers}.get(role)
        hired = services.pick(rng, shared, 0.35) if shared is not None and count else []
        roles[role] = hired + _taken(free, place, count - len(hired)).tolist()
    return {role: parties for role, parties in roles.items() if parties}


def _droppers(
    rng: np.random.Generator, ring: data.Ring, style: Style, free: list[Ints], at: tuple[int, float, float],
    services: Services,
) -> Ints:  # fmt: skip
    """Most from the ring's city, some from anywhere, some who sell to several."""
    place, life, size = at
    count = _sized(rng, ring.droppers, size, max(life, 0.3), len(free[place]) // 4)
    far = int(rng.binomial(count, style.wide))
    others = rng.integers(0, len(free), far)
    elsewhere = [_taken(free, city, int((others == city).sum())) for city in range(len(free))]
    shared = rng.choice(services.droppers, min(len(services.droppers), count // 6), replace=False)
    return np.concatenate([_taken(free, place, count - far), *elsewhere, shared])


def _sized(rng: np.random.Generator, between: tuple[float, float], size: float, life: float, most: int) -> int:
    """A number from a range, by how large the ring is (0 to 1) and how long it has been at work."""
    low, high = np.log(between)
    drawn = np.exp(low + size * (high - low)) * rng.lognormal(0, 0.25)
    return max(2, min(most, round(float(np.clip(drawn, *between)) * life)))


def _taken(free: list[Ints], place: int, count: int) -> Ints:
    taken, free[place] = free[place][:count], free[place][count:]
    return taken


def equip(world: Parameters, crew: Crew, own: Holdings) -> None:
    """Work phones for the members, registered to straws, replaced with contacts carried over."""
    rng, style = world.rng(f"phones {crew.name}"), crew.style
    for party, _ in crew.core:
        day = style.opened if rng.random() >= style.own_line else world.days
        while day < world.days:
            last = min(world.days - 1, day + max(2, round(rng.normal(style.phone_days, 3))))
            old = crew.in_use(party) and rng.random() >= style.fresh_handset
            phone = own.phones.connect(
                rng, np.array([int(rng.choice(crew.straws))]), np.array([party]), burner=True, from_day=day,
                to_day=last, age=int(rng.exponential(style.stock)),
                handset=np.array([own.phones.handsets - 1]) if old else None,
            )  # fmt: skip
            crew.phones.append(WorkPhone(int(phone[0]), party, day, last))
            day = last + 1
