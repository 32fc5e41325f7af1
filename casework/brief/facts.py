"""What a brief says, free of language and layout: the same facts make the ru, kk and en paper."""

from dataclasses import dataclass, field

from casework.purpose import Purpose
from core.answers import Activity, Edge
from core.holding import Holding
from core.networks import Member, Network, RowRef, Run

NO_ACTIVITY = Activity((), (), (), (), ())


@dataclass(frozen=True, slots=True)
class AccountMoney:
    """Turnover of one account, in tiyn; `within` came from other accounts of the network."""

    iban: str
    count_in: int
    amount_in: int
    count_out: int
    amount_out: int
    within: int


@dataclass(frozen=True, slots=True)
class PhoneCalls:
    """Traffic of one line; `inside` is with other lines of the network."""

    number: str
    voice: int
    messages: int
    seconds: int
    inside: int
    contacts: int


@dataclass(frozen=True, slots=True)
class ArrestFact:
    """One arrest that touched the network: whom, and what of theirs was seized (entity ids)."""

    number: str
    time_ms: int | None
    article: str | None = None
    city: str | None = None
    place: str | None = None
    substance: str | None = None
    mass_g: float | None = None
    cash_tiyn: int | None = None
    touched: tuple[str, ...] = ()
    rows: tuple[RowRef, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryFact:
    """One delivered file that stood behind the run."""

    file: str
    source: str
    agency: str
    received_ms: int | None
    rows: int
    loaded: int
    duplicate: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the paper says. `revealed`: IINs stand in full, for the purpose's stated reason."""

    run: Run
    network: Network
    purpose: Purpose
    handling: str = "open"
    demonstration: bool = False
    revealed: bool = False
    categories: dict[str, str] = field(default_factory=dict)  # member id → category; who is missing is unknown
    money: tuple[AccountMoney, ...] = ()
    calls: tuple[PhoneCalls, ...] = ()
    arrests: tuple[ArrestFact, ...] = ()
    edges: tuple[Edge, ...] = ()  # bundled, between the entities of members
    activity: Activity = NO_ACTIVITY
    deliveries: tuple[DeliveryFact, ...] = ()
    names: dict[str, str] = field(default_factory=dict)  # of persons who are no members: likely users
    holding: Holding | None = None  # who holds it together


def things(member: Member) -> list[str]:
    """Entity ids that stand for a member: itself, its lines, its accounts."""
    own = [member.id, *(f"phone:{p}" for p in member.phones), *(f"account:{a}" for a in member.ibans)]
    return list(dict.fromkeys(own))


def owner_of(network: Network) -> dict[str, str]:
    """Entity id → id of the member it stands for; what two members share belongs to the first of them."""
    owners: dict[str, str] = {}
    for member in network.members:
        for thing in things(member):
            owners.setdefault(thing, member.id)
    return owners


def drawn_first(network: Network) -> list[Member]:
    """Members in the order of the paper: core before context, more evidence first."""
    return sorted(network.members, key=lambda m: (not m.core, m.role == "dropper", -m.score, m.id))
