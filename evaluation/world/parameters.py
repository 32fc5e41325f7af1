"""What a world is made from; the same parameters make the same bytes."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np

DAY_S, HOUR_S = 86_400, 3_600


@dataclass(frozen=True, slots=True)
class Parameters:
    """Size, length and seed of a world; `missing`: share of rows that no export holds."""

    people: int
    days: int
    shops: int
    seed: int
    missing: float = 0.1
    start: date = date(2025, 10, 3)

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=self.days - 1)

    def rng(self, part: str) -> np.random.Generator:
        """A stream of its own for each part, so that a change in one leaves the others as they were."""
        return np.random.default_rng([self.seed, crc32(part.encode())])

    def as_json(self) -> dict[str, str | int | float | bool]:
        """What truth/params.json says."""
        told = asdict(self) | {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return told | {"evasion": 1, "zero_crime": self.shops == 0}
