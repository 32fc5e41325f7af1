"""The lists that invented people, cities and payments are drawn from."""

from functools import cache
from pathlib import Path

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


class _Cities(Entry):
    cities: tuple[City, ...]


class _Payments(Entry):
    kinds: dict[str, Payment]


class _Lookalikes(Entry):
    kinds: dict[str, Lookalike]


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
