"""Shape of a template: how one feed's file is read, and which of its columns are which fields of a record."""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from core import clock, records
from core.catalogue import Entry, Titles
from core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text export separates its cells; `quote` None where it knows no quoted fields."""

    delimiter: str
    quote: str | None = '"'


class TextFile(Entry):
    """A delimited text file. The encoding is declared here and never guessed; `footer` is a regular expression."""

    format: Literal["text"] = "text"
    encoding: str
    delimiter: str = Field(min_length=1)
    quote: str | None = '"'
    footer: str | None = None

    @field_validator("encoding")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            return codecs.lookup(name).name
        except LookupError as error:
            raise ValueError(f"there is no encoding «{name}»") from error

    @property
    def dialect(self) -> Dialect:
        """How its lines fall into cells."""
        return Dialect(self.delimiter, self.quote)


class Workbook(Entry):
    """A sheet of an XLSX, XLS or ODS workbook: the first one, where `sheet` names none."""

    format: Literal["workbook"]
    sheet: str | None = None
    footer: str | None = None


def _as_columns(given: object) -> object:
    """A plain string is the name of the one column."""
    return {"column": given} if isinstance(given, str) else given


class Mapped(Entry):
    """Where a record's field comes from, and how its cells are read.

    `column`: one column; `columns`: several, joined by a blank (date and time apart); `constant`: the same for all;
    `first_of` with `bank`: the first of several account columns that is this bank's own.
    `formats`: dates and times (strftime), each tried in turn; `clock` in their place reads a duration hh:mm:ss.
    `decimal`: the decimal sign. `words`: the feed's word → ours. `separator`: between the values of a list.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    first_of: tuple[str, ...] = ()
    bank: str | None = None
    constant: str | None = None
    formats: tuple[str, ...] = ()
    clock: bool = False
    decimal: Literal[".", ","] = "."
    words: dict[str, str] = Field(default_factory=dict)
    separator: str | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> "Mapped":
        origins = [self.column, self.columns, self.first_of, self.constant]
        if sum(bool(origin) for origin in origins) != 1:
            raise ValueError("give exactly one of column, columns, first_of, constant")
        if bool(self.first_of) != bool(self.bank):
            raise ValueError("first_of and bank belong together")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column that it reads."""
        return (self.column,) if self.column else self.columns or self.first_of


class Template(Entry):
    """One feed. `ignored`: columns that are known and not used. `received`: yyyy-mm-dd, where the feed is of one day.

    `agency`: whose data it is; left out, it is this installation's own (IZDER_AGENCY).
    `source_grade` A-F and `info_grade` 1-6 are the defaults of the 3x5x2 and Admiralty systems; `handling` is
    open, restricted or secret. Every assertion of a delivery bears them.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    version: int = Field(ge=1)
    titles: Titles
    record: str
    agency: str | None = None
    source_grade: str = Field(default="B", pattern="^[A-F]$")
    info_grade: Annotated[str, BeforeValidator(str)] = Field(default="2", pattern="^[1-6]$")
    handling: Literal["open", "restricted", "secret"] = "open"
    received: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    zone: str = clock.LOCAL
    file: Annotated[TextFile | Workbook, Field(discriminator="format")]
    fields: dict[str, Annotated[Mapped, BeforeValidator(_as_columns)]]
    ignored: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _text_unless_said(cls, given: object) -> object:
        if isinstance(given, dict) and isinstance(given.get("file"), dict):
            given = {**given, "file": {"format": "text", **given["file"]}}
        return given

    @field_validator("zone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            clock.iana(name)
        except SettingsError as error:
            raise ValueError(str(error)) from error
        return name

    @model_validator(mode="after")
    def _fits(self) -> "Template":
        kind = records.load().get(self.record)
        if kind is None:
            raise ValueError(f"there is no record «{self.record}»; there are {', '.join(records.load())}")
        if strange := sorted(set(self.fields) - set(kind.fields)):
            raise ValueError(f"{self.record} has no field {', '.join(strange)}")
        if missing := [name for name in kind.required if name not in self.fields]:
            raise ValueError(f"{self.record} needs {', '.join(missing)}")
        for name, mapped in self.fields.items():
            words = kind.fields[name].words
            if words and (strange := sorted({*mapped.words.values(), *filter(None, [mapped.constant])} - set(words))):
                raise ValueError(f"{name} is one of {', '.join(words)}, not {', '.join(strange)}")
        if self.file.footer:
            re.compile(self.file.footer)
        return self

    @cached_property
    def kind(self) -> records.RecordKind:
        """The record kind that its rows become."""
        return records.load()[self.record]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns that a file must have, in the order of their use."""
        return tuple(dict.fromkeys(name for mapped in self.fields.values() for name in mapped.sources))
