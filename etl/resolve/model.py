"""The model as data (model.yaml): fields, levels, weights, bands and guards."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from core.catalogue import Entry
from core.catalogue import read as read_entry
from core.resolution import Band

CONDITIONS = ("missing", "same", "overlap", "levenshtein", "damerau_levenshtein", "initial", "equal")


class Level(Entry):
    """One way in which two values meet; without a condition: everything else.

    `u`: a figure, or `sampled` (pairs drawn at random from the data), `counted` (how many pairs share such a thing,
    times `two_persons`), `rest` (what the others leave of 1); `otherwise` where there are too few parties for that.
    """

    word: str
    missing: str | None = None
    same: str | None = None
    overlap: str | None = None
    levenshtein: str | None = None
    damerau_levenshtein: str | None = None
    initial: str | None = None
    equal: tuple[str, str] | None = None
    at: int = 1
    frequency: str | None = None
    usual: float | None = None
    m: float | None = Field(default=None, gt=0, lt=1)
    u: float | Literal["sampled", "counted", "rest"] | None = None
    two_persons: float = Field(default=1.0, gt=0, le=1)
    otherwise: float | None = Field(default=None, gt=0, lt=1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that its condition reads."""
        if self.initial:
            return self.initial, f"{self.initial}_initial"
        plain = [self.missing, self.same, self.overlap, self.levenshtein, self.damerau_levenshtein]
        return (*(name for name in plain if name), *(self.equal or ()))

    @model_validator(mode="after")
    def _whole(self) -> "Level":
        if sum(getattr(self, name) is not None for name in CONDITIONS) > 1:
            raise ValueError(f"{self.word} has several conditions")
        if self.missing is None and (self.m is None or self.u is None):
            raise ValueError(f"{self.word} needs m and u")
        if self.u in ("sampled", "counted") and self.otherwise is None:
            raise ValueError(f"{self.word} needs u for few parties, too: otherwise")
        return self


class Comparison(Entry):
    """One field: `shows` are the columns that people see, `levels` from «missing» down to «different»."""

    field: str
    shows: tuple[str, ...]
    levels: tuple[Level, ...] = Field(min_length=3)

    @model_validator(mode="after")
    def _whole(self) -> "Comparison":
        first, last = self.levels[0], self.levels[-1]
        if first.missing is None or any(getattr(last, name) is not None for name in CONDITIONS):
            raise ValueError(f"{self.field} begins with «missing» and ends with everything else")
        return self


class Guard(Entry):
    """Where every field of `when` is at one of its levels, a pair is in the band `most` at most."""

    word: str
    most: Band
    when: Mapping[str, tuple[str, ...]]


class Model(Entry):
    """See model.yaml."""

    version: int
    others_expected: float
    most_in_block: int
    least_to_sample: int
    sampled_pairs: int
    smoothing: int
    merge_from: float
    review_from: float
    keep_from: float
    margin: float
    comparisons: tuple[Comparison, ...]
    guards: tuple[Guard, ...]

    @model_validator(mode="after")
    def _known(self) -> "Model":
        words = {each.field: {level.word for level in each.levels} for each in self.comparisons}
        for guard in self.guards:
            for field, levels in guard.when.items():
                if unknown := set(levels) - words.get(field, set()):
                    raise ValueError(f"guard {guard.word}: {field} has no level {', '.join(sorted(unknown))}")
        return self

    @property
    def name(self) -> str:
        """Version of the model and of Splink, and eight digits of all its data: what judgements are signed with."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()
        return f"izder-{self.version}.{digest[:8]}+splink-{version('splink')}"


HERE = Path(__file__).with_suffix(".yaml")


@cache
def load(path: Path = HERE) -> Model:
    """The model of a file.

    Raises:
        CatalogueError: it does not read as a model; names the field.
    """
    return read_entry(path, Model)
