"""Weights: the log likelihood ratios of all indicators, read from weights.yaml, each with its reason."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from core.errors import CatalogueError


class Weight(BaseModel):
    """Figures of one indicator by the step it found, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    llr: Mapping[str, float]
    why: str


@cache
def weights() -> Mapping[str, Weight]:
    """All weights by indicator name."""
    given = yaml.safe_load((Path(__file__).parent / "weights.yaml").read_text("utf-8"))
    return {name: Weight.model_validate(entry) for name, entry in given.items()}


def llr(indicator: str, step: str) -> float:
    """The figure of one step of an indicator.

    Raises:
        CatalogueError: weights.yaml does not hold it.
    """
    try:
        return weights()[indicator].llr[step]
    except KeyError as error:
        raise CatalogueError(f"weights.yaml holds no figure «{step}» for indicator «{indicator}».") from error
