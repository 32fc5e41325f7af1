"""What resolution says of two parties that look alike, field by field, before a person has judged them.

Weights are log2 Bayes factors: +1 doubles the odds that the two are one, -1 halves them. `prior` and the fields'
weights add up to `weight`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Band = Literal["merge", "review", "leave"]


class FieldWeight(BaseModel):
    """One field of the comparison: what stands on either side, how the two meet, and what that weighs.

    `level` is a word of the model's own (exact, one_typo, swapped, different, missing …). Empty sides: nothing known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    level: str
    weight: float
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()


class ScoredPair(BaseModel):
    """Two parties of one kind, `left` the smaller id, as one version of the model sees them.

    `guards` are words for what keeps a pair out of the band its weight alone would put it in (name_alone,
    given_differs …): each has its sentence in the phrase catalogue, `resolve.guard.<word>`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: str
    right: str
    weight: float
    probability: float = Field(ge=0, le=1)
    prior: float
    fields: tuple[FieldWeight, ...]
    band: Band
    model: str
    guards: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """The two."""
        return self.left, self.right


class ResolveReport(BaseModel):
    """What a run of resolution did. `merged` and `withdrawn` are judgements it made now, `standing` those in force,
    by people or a model; `persons_joined`: parties that are one with another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    parties: int
    pairs: int
    merged: int
    withdrawn: int
    review: int
    standing: int
    persons_joined: int
    seconds: float


class Undone(BaseModel):
    """Two that were one and are not any more; `parted`: the judgements that fell, one on others where they
    were one over others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: str
    right: str
    parted: tuple[tuple[str, str], ...] = ()


class Quality(BaseModel):
    """Merges by weight held to people's judgements: right, wrong (people say two), missed (people say one)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of merges that are right; None where nothing was merged."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of those who are one that were merged; None where nobody is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


class Learned(BaseModel):
    """What people's judgements would change in a model; pairs of figures are before and after.

    `quality` is measured on judgements held out, in `folds` parts; `moves` counts pairs of the last run that change
    their band.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    before: str
    after: str
    merge_from: tuple[float, float]
    review_from: tuple[float, float]
    same: int
    different: int
    folds: int
    quality: tuple[Quality, Quality]
    moves: dict[str, int]
