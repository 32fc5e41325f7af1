"""What people are told of reports of one event: which rows were joined and why, and how far feeds' clocks differ."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["joined", "judged", "alike", "ambiguous", "undone"]
ClockVerdict = Literal["fine", "skewed", "zone", "few"]


class Report(BaseModel):
    """One side: a row of a delivered file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    source: str
    row: int
    feed: str

    @property
    def ref(self) -> str:
        """«source:row»."""
        return f"{self.source}:{self.row}"


class JoinedPair(BaseModel):
    """Two reports of one call or transfer, or of what could be one.

    `state`: joined (by `rule`), judged (a person said they are one), alike (they say the same to the letter),
    ambiguous (each could be another's: left apart), undone (a person said they are two). `apart_s`: how many seconds
    later the right one says it was. `author` and `reason` are those of a person's judgement.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: str
    left: Report
    right: Report
    rule: str
    state: State
    apart_s: float | None
    edge: str | None = None
    author: str | None = None
    reason: str | None = None


class Offset(BaseModel):
    """Pairs of reports by which the right feed's clock is about `seconds` ahead: median, half the middle 50%, days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float
    spread_s: float
    pairs: int
    first_ms: int
    last_ms: int


class ClockAudit(BaseModel):
    """How far the clocks of two feeds differ, by events that both tell of and that have no rival within 14 hours.

    `offsets`: the most frequent first. `drift_s`: by how many seconds a day the first one grows; None where it rests
    on fewer than three days. `verdict`: skewed (beyond the rule's tolerance), zone (by about whole hours), few (fewer
    than five pairs), fine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    record: str
    left: str
    right: str
    tolerance_s: float
    pairs: int
    offsets: tuple[Offset, ...] = Field(default=())
    drift_s: float | None = None
    verdict: ClockVerdict

    @property
    def hours(self) -> int:
        """Whole hours of the first offset that is off by some; 0 where none is."""
        return next((hours for each in self.offsets if (hours := round(each.seconds / 3600))), 0)
