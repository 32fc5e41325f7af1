"""What worlds are measured under, and what is asked of detection there (issue 5's targets)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setting:
    """How a world is made, and targets by figure."""

    evasion: int = 1
    missing: float = 0.1
    zero_crime: bool = False
    targets: Mapping[str, float] = field(default_factory=dict)


def _asked(recall: float, precision: float, persons: float, roles: float) -> dict[str, float]:
    return {"recall": recall, "precision": precision, "persons": persons, "roles": roles}


SETTINGS: Mapping[str, Setting] = {
    "evasion 1": Setting(targets=_asked(0.90, 0.95, 0.87, 0.78)),
    "30% missing": Setting(missing=0.3, targets=_asked(0.80, 0.90, 0.80, 0.72)),
    "evasion 3": Setting(evasion=3, targets=_asked(0.50, 0.70, 0.60, 0.60)),
    "zero crime": Setting(zero_crime=True),
}
