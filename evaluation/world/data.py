"""The lists that invented people, cities and payments are drawn from."""

from functools import cache
from pathlib import Path

from pydantic import Field

from core.catalogue import Entry, read, read_yaml

HERE = Path(__file__).parent


class Origin(Entry):
    """Given names and family names that go together (family names in their male form)."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    family: tuple[str, ...]


class FirmNames(Entry):
    """Parts of firms' names."""

    forms: tuple[str, ...]
    words: tuple[str, ...]
    retail: tuple[str, ...]


class Names(Entry):
    """All names."""

    kazakh: Origin
    russian: Origin
    firm: FirmNames


class City(Entry):
    """A city, its place and its share of the people."""

    name: str
    code: str
    lat: float
    lon: float
    share: float


class Payment(Entry):
    """What stands in the purpose, and the channel bank B names it by."""

    channel: str
    texts: tuple[str, ...]


class Lookalike(Entry):
    """An ordinary trade or occasion with many payers; meanings stand in lookalikes.yaml."""

    per_10k: float
    payers: tuple[int, int]
    payments: tuple[int, int]
    amount: tuple[int, int]
    round: int
    hours: tuple[int, int]
    calls: float
    monthly: bool = False
    burst: bool = False
    texts: tuple[str, ...]
    rounds: tuple[float, float, float] | None = None
    back: float = 0.0


Range = tuple[float, float]


class Sums(Entry):
    """What a customer pays at a time: a price list, or any sum around a median."""

    median: float
    spread: float
    items: int = 0
    unit: int = 500
    each_spread: float = 0.0


class Ring(Entry):
    """People who collect on cards of others; meanings stand in rings.yaml."""

    roles: dict[str, tuple[int, int]]
    droppers: Range
    customers: Range
    payments: float
    sums: Sums
    hours: tuple[int, int]
    texts: tuple[str, ...]
    days: Range
    burners: Range
    wages: tuple[str, ...]
    ties: tuple[tuple[str, str, float], ...]
    rounds: dict[str, tuple[float, float, float]] = Field(default_factory=dict)
    customer_calls: float = 0.0
    cold_calls: float = 0.0
    back: float = 0.0
    supplies: float = 0.0
    named: dict[str, str] = Field(default_factory=dict)


class _Cities(Entry):
    cities: tuple[City, ...]


class _Payments(Entry):
    kinds: dict[str, Payment]


class _Lookalikes(Entry):
    kinds: dict[str, Lookalike]


class Circle(Entry):
    """People around one in the middle; meanings stand in circles.yaml."""

    per_10k: float
    size: tuple[int, int]


class _Circles(Entry):
    kinds: dict[str, Circle]


class _Rings(Entry):
    kinds: dict[str, Ring]


@cache
def names() -> Names:
    """names.yaml."""
    return read(HERE / "names.yaml", Names)


@cache
def cities() -> tuple[City, ...]:
    """cities.yaml, in its order: a city is known by its place in it."""
    return _Cities.model_validate({"cities": read_yaml(HERE / "cities.yaml")}).cities


@cache
def payments() -> dict[str, Payment]:
    """texts.yaml."""
    return _Payments.model_validate({"kinds": read_yaml(HERE / "texts.yaml")}).kinds


@cache
def lookalikes() -> dict[str, Lookalike]:
    """lookalikes.yaml."""
    return _Lookalikes.model_validate({"kinds": read_yaml(HERE / "lookalikes.yaml")}).kinds


@cache
def rings() -> dict[str, Ring]:
    """rings.yaml."""
    return _Rings.model_validate({"kinds": read_yaml(HERE / "rings.yaml")}).kinds


@cache
def circles() -> dict[str, Circle]:
    """circles.yaml."""
    return _Circles.model_validate({"kinds": read_yaml(HERE / "circles.yaml")}).kinds
