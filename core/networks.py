"""What detection says: networks, members, reasons and doubts. Leads with grounds, never a rating of a person."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Role = Literal[
    "organiser", "operator", "supplier", "stash", "courier", "handler", "cashout", "dropper", "unknown"
]
Family = Literal["flow", "contact", "movement", "device", "arrest", "goods"]
Kind = Literal["drug_shop", "fraud_ring", "casino", "trade", "family", "cannot_say"]


class Model(BaseModel):
    """Frozen, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RowRef(Model):
    """One row of a delivered file: `row` is the 1-based physical line or sheet row, header included."""

    source: str  # first 12 hex digits of the file's SHA-256
    file: str  # the name it was delivered under
    row: int


class Reason(Model):
    """One piece of evidence. `llr` > 0 speaks for, < 0 against; the text is phrase `key` with `parameters`."""

    indicator: str
    family: Family
    llr: float
    key: str
    parameters: dict[str, str | int | float] = Field(default_factory=dict)
    own_conduct: bool = False
    rows: tuple[RowRef, ...] = ()
    rows_total: int = 0  # `rows` may be cut; this is how many there are
    shipped: float | None = None  # the figure before its fitted factor, where it has one

    @property
    def plain(self) -> float:
        """The figure before any fitted factor: keys turn on it."""
        return self.llr if self.shipped is None else self.shipped


class Member(Model):
    """A person or an unresolved line in a network.

    `id` is an entity id. `iin` is null where the user is not known; then phones or accounts identify the member.
    `core` is false for droppers and for those shown as context only. `stability` is n of 100 seeded runs, 0-1;
    null where it was not measured. `role_confidence`: probability of the role, 0-1; 0 for droppers, who are told by
    their cards. `role_grounds`: traits that speak most for it (words.trait of the phrases).
    """

    id: str
    iin: str | None
    name: str | None
    phones: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    role: Role
    role_confidence: float = 0.0
    role_grounds: tuple[str, ...] = ()
    core: bool
    score: float
    stability: float | None = None
    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()
    likely_user: str | None = None  # a guess with a figure, never an identity: entity id of a person
    likely_user_llr: float | None = None


class Network(Model):
    """A group of people who likely act together. `kind` names the organisation that the evidence fits best."""

    id: str
    rank: int
    score: float
    kind: Kind
    kind_reasons: tuple[Reason, ...] = ()
    proposed_by: tuple[str, ...] = ()  # names of the proposers
    city: str | None = None
    members: tuple[Member, ...]
    doubts: tuple[Reason, ...] = ()
    gaps: tuple[Reason, ...] = ()  # what was not available: coverage of banks, operators, days
    first_ms: int | None = None
    last_ms: int | None = None
    fdr: float | None = None  # share of false discoveries among networks as high as this; null: not asked for


class PersonScore(Model):
    """Evidence on one person, for evaluation only: shown in no view and no brief."""

    id: str
    iin: str | None
    score: float
    role: Role


class Run(Model):
    """One run of detection and everything needed to repeat it."""

    id: str
    as_of: str | None  # yyyy-mm-dd, local
    started_ms: int
    seconds: float
    parameters: dict[str, str | int | float | bool | None]
    code_version: str
    data_hash: str
    networks: tuple[Network, ...]
    persons: tuple[PersonScore, ...] = ()
    # candidates that are no drug matter, by kind or as nothing_for_drugs; by_chance: with a false discovery rate set
    left_out: dict[str, int] = Field(default_factory=dict)
