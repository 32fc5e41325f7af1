"""Weights refitted on decided cases: what changes, on how many cases, and how good it is before and after."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InputError


class Model(BaseModel):
    """Frozen, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Calibration(Model):
    """How good scores are as probabilities, on cases held out. `ece`: expected calibration error in ten bins, 0-1."""

    log_loss: float
    brier: float
    ece: float


class Factor(Model):
    """By how much the figures of one indicator are multiplied, and in how many cases it was found."""

    factor: float = Field(ge=0, le=10)
    cases: int


class Fitted(Model):
    """A refit. `factors` by indicator; one not named stays as it is. `card`: what it rests on and cannot know."""

    card: Mapping[str, str | int | float]
    before: Calibration
    after: Calibration
    factors: Mapping[str, Factor]

    @property
    def multiplied(self) -> dict[str, float]:
        """The factor of each indicator that was fitted."""
        return {name: each.factor for name, each in self.factors.items()}

    @property
    def name(self) -> str:
        """Short name of these factors: the same factors have the same."""
        said = "|".join(f"{name}={factor}" for name, factor in sorted(self.multiplied.items()))
        return hashlib.blake2b(said.encode(), digest_size=4).hexdigest()


def write_fitted(fitted: Fitted, path: Path) -> None:
    """Write a refit as a file that people can read, and change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(fitted.model_dump(), allow_unicode=True, sort_keys=False), "utf-8")


def read_fitted(path: Path) -> Fitted:
    """A refit from its file.

    Raises:
        InputError: the file cannot be read, or is none.
    """
    try:
        return Fitted.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise InputError(f"«{path.name}» holds no fitted weights, as `izder fit -o` writes them: {error}.") from error
