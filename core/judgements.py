"""What somebody decided about two things that look alike: are they one? Kept for ever, never overwritten.

The rooms below casework meet people's decisions only through this: etl applies them, casework keeps them.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

Subject = Literal["party", "row"]
Verdict = Literal["same", "different", "unsure", "withdrawn"]

MODEL = "model"  # who judges where nobody looked


class Judgement(BaseModel):
    """A verdict on a pair. A later one on the same pair takes the earlier one's place, but does not erase it.

    `subject` party: `left` and `right` are ids of persons or organisations; row: they are «source:row», two
    reports of one call or transfer. `left` is the smaller. `withdrawn` leaves the pair as if nobody had judged it.
    `author` is a user, or «model» where nobody looked; `weight` is a sum of log2 Bayes factors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: Subject
    left: str = Field(min_length=1)
    right: str = Field(min_length=1)
    verdict: Verdict
    author: str = Field(min_length=1)
    made_ms: int
    reason: str = Field(min_length=1)
    model: str | None = None
    weight: float | None = None

    @model_validator(mode="after")
    def _smaller_first(self) -> "Judgement":
        if self.left >= self.right:
            raise ValueError("the smaller of the two is named first, and they are not the same one")
        return self

    @property
    def pair(self) -> tuple[str, str]:
        """The two that were judged."""
        return self.left, self.right


class JudgementBook(Protocol):
    """Where judgements are kept. Implemented by casework.judgements."""

    def standing(self, subject: Subject) -> Sequence[Judgement]:
        """The last judgement on each pair of this kind, withdrawn ones left out, in order of pairs."""

    def history(self, left: str, right: str) -> Sequence[Judgement]:
        """Every judgement on a pair, oldest first."""

    def record(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements. Whoever calls has written the audit entry."""


class NoJudgements:
    """A book with nothing in it: where nobody has judged anything."""

    def standing(self, subject: Subject) -> Sequence[Judgement]:
        """Nothing."""
        return ()

    def history(self, left: str, right: str) -> Sequence[Judgement]:
        """Nothing."""
        return ()

    def record(self, judgements: Iterable[Judgement]) -> None:
        """Refuses: there is nowhere to keep them."""
        raise NotImplementedError("there is no book to write judgements into")
