"""What loading reports: the figures of each file, and the row equation they must satisfy."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FileReport(BaseModel):
    """Figures of one delivered file. Always: rows = loaded + duplicate + sum(quarantined)."""

    model_config = ConfigDict(extra="forbid")

    file: str
    source: str  # first 12 hex digits of the SHA-256
    template: str
    already: bool = False
    rows: int
    loaded: int
    duplicate: int
    quarantined: dict[str, int] = Field(default_factory=dict)

    def adds_up(self) -> bool:
        """True where every data row has exactly one end."""
        return self.rows == self.loaded + self.duplicate + sum(self.quarantined.values())


class LoadReport(BaseModel):
    """What one call of `izder load` did."""

    model_config = ConfigDict(extra="forbid")

    run: str
    files: list[FileReport] = Field(default_factory=list)
    unrecognised: list[str] = Field(default_factory=list)


class ReplayReport(BaseModel):
    """What judging quarantined rows anew did: deliveries of which rows have another end now, with their figures."""

    model_config = ConfigDict(extra="forbid")

    judged: int = 0
    loaded: int = 0
    files: list[FileReport] = Field(default_factory=list)
    left: list[str] = Field(default_factory=list)  # deliveries that could not be judged anew: a sentence each


class RebuildReport(BaseModel):
    """What making the graph anew did."""

    model_config = ConfigDict(extra="forbid")

    deliveries: int
    from_vault: bool
    content_hash: str
    seconds: float


class Window(BaseModel):
    """What a sanction opens: calls or transfers of one object (its entity id) between two moments."""

    model_config = ConfigDict(extra="forbid")

    object: str
    from_ms: int
    to_ms: int
    expires_ms: int | None  # last millisecond in which what came under it may be used
    ended: bool


class RestingFile(BaseModel):
    """Rows of one delivery that came under a sanction; `shut` of them nobody may look at any more."""

    model_config = ConfigDict(extra="forbid")

    file: str
    source: str
    rows: int
    shut: int


class Authority(BaseModel):
    """A court's sanction and what rests on it. `edges` is null where the graph was not asked."""

    model_config = ConfigDict(extra="forbid")

    number: str
    court: str | None
    windows: list[Window]
    rows: int
    shut: int
    edges: int | None = None
    files: list[RestingFile] = Field(default_factory=list)

    @property
    def ended(self) -> bool:
        """True where none of its windows may be used any more."""
        return all(window.ended for window in self.windows)


class Scan(BaseModel):
    """What a search of every byte found: how much was searched, and in which files something remains."""

    model_config = ConfigDict(extra="forbid")

    files: int = 0
    bytes: int = 0
    remains: list[str] = Field(default_factory=list)


class Erasure(BaseModel):
    """A step of erasing a delivery: requested by one person, confirmed by another, then done."""

    model_config = ConfigDict(extra="forbid")

    source: str
    file: str  # masked: what it was called may name a person
    step: Literal["requested", "confirmed", "done"]
    author: str
    reason: str
    made_ms: int
    report: str = ""  # of `done`: an ErasureReport as JSON


class ErasureReport(BaseModel):
    """What erasing did, and the proof: `strings` that occurred in the erased file alone were searched for.

    `kept`: where something remains that is never erased (the audit log), by name, with the number of its entries.
    `scan.remains`: files in which it should not be. `fresh`: the graph was made on a new store; a Neo4j that is not
    ours was emptied, and its files are not ours to search.
    """

    model_config = ConfigDict(extra="forbid")

    source: str
    file: str
    rows: int
    judged_anew: list[str] = Field(default_factory=list)
    strings: int
    scan: Scan
    kept: dict[str, int] = Field(default_factory=dict)
    fresh: bool
    seconds: float

    @property
    def clean(self) -> bool:
        """True where nothing of it remains but in what is never erased."""
        return not self.scan.remains


class Amended(BaseModel):
    """What somebody said that a row should read: column → value; the row as it was delivered stays beside it."""

    model_config = ConfigDict(extra="forbid")

    row: int
    cells: dict[str, str]
    author: str
    reason: str
    made_ms: int


class QuarantinedRow(BaseModel):
    """One row that was not loaded, and why."""

    model_config = ConfigDict(extra="forbid")

    file: str
    source: str
    row: int
    reason: str
    detail: str = ""  # the column at fault, where there is one
    raw: str
