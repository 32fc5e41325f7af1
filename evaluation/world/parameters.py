"""What a world is made from; the same parameters make the same bytes."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import NotRequired, TypedDict
from zlib import crc32

import numpy as np

DAY_S, HOUR_S = 86_400, 3_600
MOST_EVASION = 3


class Told(TypedDict):
    """Parameters as they are told to `make_world`."""

    people: int
    days: int
    shops: int
    seed: int
    missing: NotRequired[float]
    evasion: NotRequired[int]
    zero_crime: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Size, length and seed of a world.

    `missing`: share of rows that no export holds, and of accounts and phones whose bank or operator exports nothing.
    `evasion`: 0 careless, 1 as usual, 2 careful, 3 cash, crypto and messengers instead of cards and calls.
    `zero_crime`: no drug shops; the rivals, as many as `shops`, stay.
    """

    people: int
    days: int
    shops: int
    seed: int
    missing: float = 0.1
    evasion: int = 1
    zero_crime: bool = False
    start: date = date(2025, 10, 3)

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=self.days - 1)

    @property
    def drug_shops(self) -> int:
        """Drug shops that there are."""
        return 0 if self.zero_crime else self.shops

    def rng(self, part: str) -> np.random.Generator:
        """A stream of its own for each part, so that a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, crc32(part.encode())])

    def as_json(self) -> dict[str, str | int | float | bool]:
        """What truth/params.json says."""
        told = asdict(self) | {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return told | {"zero_crime": self.drug_shops == 0}
