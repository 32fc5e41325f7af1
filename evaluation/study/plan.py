"""What a study measures: how many worlds of which size, under which settings."""

from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from evaluation.study.settings import SETTINGS
from evaluation.worlds import FITTING


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: `seeds` of each setting; `ablated`: of the first setting's first seeds, how many are cut.

    `dated`: of the same, how many are detected week by week as of then. `compared`: of each setting, how many the
    simpler methods see, which take longer than detection; all of them if None.
    """

    root: Path
    people: int = 100_000
    shops: int = 12
    days: int = 60
    first_seed: int = 1
    seeds: int = 10
    settings: tuple[str, ...] = tuple(SETTINGS)
    ablated: int = 1
    dated: int = 0
    compared: int | None = None

    def compares(self, seed: int) -> bool:
        """Whether the simpler methods are run on the worlds of a seed."""
        return self.compared is None or seed < self.first_seed + self.compared

    def checked(self) -> "Plan":
        """This plan.

        Raises:
            InputError: a setting that is not known, or seeds that weights may have been fitted on.
        """
        if unknown := set(self.settings) - set(SETTINGS):
            raise InputError(f"No setting «{min(unknown)}»; there are {', '.join(SETTINGS)}.")
        if self.first_seed < 1 or self.first_seed + self.seeds > FITTING:
            raise InputError(f"Seeds of evaluation go from 1 to {FITTING - 1}: the others may have been fitted on.")
        return self
