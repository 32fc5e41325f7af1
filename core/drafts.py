"""A draft of a template for a file of unknown make: what is proposed, on which grounds, and how it would read."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from core.phrases import Phrases

Parameter = str | int | float | None
DIRECTION = "direction"  # beside a record's fields: the column that says which way a row goes
DIRECTED = ("call", "transfer")  # records whose two ends a direction can tell


class Plain(BaseModel):
    """Base of what a draft holds: data that goes to screen, terminal and JSON alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ground(Plain):
    """Why something is proposed: a phrase of the topic `draft`, and its parameters."""

    key: str
    parameters: Mapping[str, Parameter] = Field(default_factory=dict)


class Wishes(Plain):
    """What a person has decided; what is left out is proposed. `fields`: column's place → field, "" for not used;
    `columns` says the same by the column's name. Where a row says its direction, from_… are the fields of the one whose
    statement it is and to_… those of the other side; the column that says it is DIRECTION, and "" declines it.

    `header_row`: the last one, where `header_rows` is 2 or 3 (titles of groups over names). `own`: account or
    phone of the one whose statement it is, where no column has it; "" for none. `ways`: of words or codes of the column
    that says the direction, whether they are «out» or «in» for the one whose statement it is. `sheet` of a workbook;
    `quote` "" for a file without quoted fields; `formats`: of dates and times, strftime.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header_row: int | None = None
    header_rows: int | None = None
    footer: str | None = None
    sheet: str | None = None
    decimal: str | None = None
    formats: tuple[str, ...] = ()
    zone: str | None = None
    record: str | None = None
    name: str | None = None
    title: str | None = None
    agency: str | None = None
    own: str | None = None
    ways: dict[str, str] = Field(default_factory=dict)
    fields: dict[int, str] = Field(default_factory=dict)
    columns: dict[str, str] = Field(default_factory=dict)


class EncodingDraft(Plain):
    """One encoding as it would read the file. `score`: share of telling characters that make sense, 0-1.

    `kazakh`: how many letters of Kazakh it reads; `words`: the same words of the file in every candidate;
    `letters`: what this encoding makes of the bytes of ә і ң ғ ү ұ қ ө һ in the proposed one ("" where it has none).
    """

    encoding: str
    score: float
    undecodable: int
    kazakh: int
    words: tuple[str, ...] = ()
    letters: str = ""
    lines: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


class Encodings(Plain):
    """Candidates for a text file's encoding, the likeliest first; none where the file says it itself.

    `doubtful`: another candidate reads the file differently and makes as much sense: a person must say which.
    """

    candidates: tuple[EncodingDraft, ...] = ()
    doubtful: bool = False


class Choice(Plain):
    """What is proposed for one property of the file, why, and what else it could be."""

    value: str
    grounds: tuple[Ground, ...] = ()
    others: tuple[str, ...] = ()


class ColumnDraft(Plain):
    """One column: the field it is proposed for ("" for none), how sure, why, and the next best fields."""

    place: int
    name: str
    field: str = ""
    score: float = 0.0
    samples: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    others: tuple[str, ...] = ()


class Draft(Plain):
    """All proposals on one file. `rows`: cells of the first ones under the header. `template` is the YAML
    text of the template that they make.

    `missing`: required fields that no column was found for; while there are any, the template cannot be used.
    `doubtful`: another encoding reads the file differently and makes as much sense: a person must say which.
    """

    file: str
    format: str
    encodings: tuple[EncodingDraft, ...] = ()
    doubtful: bool = False
    choices: dict[str, Choice] = Field(default_factory=dict)
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[ColumnDraft, ...] = ()
    missing: tuple[str, ...] = ()
    template: str = ""


class RehearsedRow(Plain):
    """A row as it would be understood: its fate, the reason and column of a defect, and its fields in words."""

    row: int
    fate: str
    reason: str | None = None
    detail: str = ""
    raw: str
    fields: dict[str, str] = Field(default_factory=dict)


class Rehearsal(Plain):
    """A dry run over the first rows; nothing was written.

    `rows`: the first ones; `held`: some that would be quarantined; `counts`: loaded, duplicate and each reason, of
    `judged` rows. `scope`: whether registers of sanctions were there to judge by.
    """

    judged: int
    counts: dict[str, int]
    rows: tuple[RehearsedRow, ...]
    held: tuple[RehearsedRow, ...] = ()
    titles: dict[str, dict[str, str]] = Field(default_factory=dict)  # field → language → title
    scope: bool = True


class TemplateSheet(Plain):
    """A template as it is listed. `author` None: it comes with Izder, or nobody said. `made`: ISO time of saving."""

    name: str
    version: int
    titles: dict[str, str]
    record: str
    agency: str | None = None
    author: str | None = None
    made: str | None = None
    built_in: bool = False
    versions: tuple[int, ...] = ()


def said(ground: Ground, phrases: Phrases, language: str) -> str:
    """A ground in the reader's language."""
    parameters = dict(ground.parameters)
    if "check" in parameters:
        parameters["check"] = phrases.text(f"draft.check.{parameters['check']}", language)
    return phrases.text(f"draft.{ground.key}", language, **parameters)
