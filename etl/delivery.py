"""A delivery: one file as it was handed over, how it was read, and what became of its rows."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InputError
from core.home import Home
from core.reports import FileReport
from etl.templates import AnyFile

FILE, REPLAY, TEMPLATE = "delivery.json", "replay.json", "template.json"
_LAYERS = "replay-[0-9]*"


class Delivery(BaseModel):
    """Written beside the records and the ledger, once. `source` names its rows in the graph.

    How the file is laid out is kept here, so that a row can be shown as it came whatever becomes of the template.
    `received_ms` null: every row counts as known since the date it bears itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str  # first 12 hex digits of the SHA-256
    sha256: str
    file: str  # the name it was delivered under
    template: str
    template_version: int
    record: str
    also: tuple[str, ...] = ()  # further kinds of records that its rows are
    agency: str
    handling: str
    source_grade: str
    info_grade: str
    received_ms: int | None
    loaded_ms: int
    layout: AnyFile
    header_row: int
    header: tuple[str, ...]
    rows: int
    loaded: int
    duplicate: int
    quarantined: dict[str, int] = Field(default_factory=dict)
    layers: int = 0  # replays beside what was first judged; the figures are those after the last

    @property
    def records(self) -> tuple[str, ...]:
        """All kinds of records that its rows are, the first one first."""
        return (self.record, *self.also)

    @property
    def mark(self) -> str:
        """What the graph is told when all of it is there: with each replay there is more of it."""
        return f"{self.source}+{self.layers}" if self.layers else self.source

    def report(self, *, already: bool) -> FileReport:
        """Its figures as a load reports them."""
        return FileReport(
            file=self.file,
            source=self.source,
            template=self.template,
            already=already,
            rows=self.rows,
            loaded=self.loaded,
            duplicate=self.duplicate,
            quarantined=self.quarantined,
        )


def records_folder(home: Home, sha256: str) -> Path:
    """Where a delivery's records, ledger and description lie."""
    return home.records / sha256


class Replay(BaseModel):
    """Written beside the records of a replay, once. The figures are the delivery's after it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    made_ms: int
    author: str
    reason: str
    template_version: int
    also: tuple[str, ...] = ()
    amendments: int  # so many of the delivery's amendments were there
    judged: int  # quarantined rows that were judged anew
    loaded: int
    duplicate: int
    quarantined: dict[str, int] = Field(default_factory=dict)


def layers(home: Home, sha256: str) -> list[Path]:
    """The folder of what was first judged, then one of each replay, in their order."""
    folder = records_folder(home, sha256)
    return [folder, *sorted(path for path in folder.glob(_LAYERS) if (path / REPLAY).is_file())]


def vault_file(home: Home, delivery: Delivery) -> Path:
    """The file as it was delivered.

    Raises:
        InputError: it is not in the vault.
    """
    files = [path for path in (home.vault / delivery.sha256).glob("*") if path.is_file()]
    if not files:
        raise InputError(f"«{delivery.file}» ({delivery.source}) is not in the vault any more.")
    return files[0]


def deliveries(home: Home) -> list[Delivery]:
    """All deliveries whose records are in place, in the order of their loading.

    Raises:
        InputError: a description cannot be read; the records were touched by something else.
    """
    found = [_read(path) for path in sorted(home.records.glob(f"*/{FILE}")) if not path.parent.name.startswith(".")]
    return sorted(found, key=lambda delivery: (delivery.loaded_ms, delivery.source))


def find(home: Home, sha256: str) -> Delivery | None:
    """The delivery of a file with this SHA-256, where its records are in place."""
    path = records_folder(home, sha256) / FILE
    return _read(path) if path.is_file() else None


def _read(path: Path) -> Delivery:
    try:
        first = Delivery.model_validate_json(path.read_bytes())
        replays = sorted(path.parent.glob(f"{_LAYERS}/{REPLAY}"))
        last = Replay.model_validate_json(replays[-1].read_bytes()) if replays else None
    except (OSError, ValidationError) as error:
        raise InputError(f"{path} cannot be read: restore it, or erase the delivery and load it again.") from error
    if last is None:
        return first
    figures = last.model_dump(include={"loaded", "duplicate", "quarantined", "template_version", "also"})
    return first.model_copy(update={**figures, "layers": len(replays)})
