"""Shape of a template: how one feed's file is read, and which of its columns are which fields of which records."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

import polars as pl
from polars.exceptions import ComputeError
from pydantic import BeforeValidator, Field, field_validator, model_validator

from core import clock, grades, records
from core.catalogue import Entry, Titles
from core.errors import SettingsError
from etl.templates.files import AnyFile
from etl.templates.joining import Join, refuse_misfits
from etl.templates.mapping import AnyMapped, Reading, refuse_strange_words, sources


def _as_day(given: object) -> object:
    """YAML makes a date of what is written like one."""
    return given.isoformat() if isinstance(given, date) else given


class Template(Entry):
    """One feed. `ignored`: columns that are known and not used. `received`: yyyy-mm-dd, where the feed is of one day.

    `agency`: whose data it is; left out, it is this installation's own (IZDER_AGENCY).
    `source_grade` A-F and `info_grade` 1-6 are the defaults of the 3x5x2 and Admiralty systems; `handling` is
    open, restricted or secret. Every assertion of a delivery bears them; `graded` names columns in which a row says
    otherwise of itself. `split`: a column → a regular expression for its whole cell, whose named groups can be used
    like columns of their own. `also`: further records that the same row is. `joins`: feeds that report the same events.
    `author` and `made` (ISO time) say who saved this version and when; saving writes them.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    version: int = Field(ge=1)
    author: str | None = None
    made: str | None = None
    titles: Titles
    record: str
    agency: str | None = None
    source_grade: str = Field(default="B", pattern="^[A-F]$")
    info_grade: Annotated[str, BeforeValidator(str)] = Field(default="2", pattern="^[1-6]$")
    handling: Literal["open", "restricted", "secret"] = "open"
    graded: dict[grades.Grade, AnyMapped] = Field(default_factory=dict)
    received: Annotated[str | None, BeforeValidator(_as_day)] = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    zone: str = clock.LOCAL
    file: AnyFile
    split: dict[str, str] = Field(default_factory=dict)
    fields: dict[str, AnyMapped]
    also: tuple[Reading, ...] = ()
    ignored: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()

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
        Reading(record=self.record, fields=self.fields)
        refuse_misfits(self.name, self.record, self.joins)
        for grade, mapped in self.graded.items():
            refuse_strange_words(grade, mapped, grades.WORDS[grade])
        if self.file.footer:
            re.compile(self.file.footer)
        parts = [part for names in self.parts.values() for part in names]
        if twice := sorted({part for part in parts if parts.count(part) > 1}):
            raise ValueError(f"split makes {', '.join(twice)} twice")
        return self

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What a row becomes: the record that the template is named for, and those it is also."""
        return Reading(record=self.record, fields=self.fields), *self.also

    @property
    def kind(self) -> records.RecordKind:
        """The record kind that its rows become in the first place."""
        return self.readings[0].kind

    @property
    def record_names(self) -> tuple[str, ...]:
        """Names of all record kinds that its rows become, the first one first."""
        return tuple(dict.fromkeys(reading.record for reading in self.readings))

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Column that is split → the names of its parts."""
        return {column: _groups(pattern) for column, pattern in self.split.items()}

    @cached_property
    def needed(self) -> frozenset[str]:
        """Columns without which no row of a file could be taken."""
        required = [self.fields[field] for field in self.readings[0].kind.required]
        return frozenset(self.real(name for mapped in required for name in mapped.needed))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns that a file must have, in the order of their use."""
        used = [*(name for reading in self.readings for name in reading.columns), *sources(self.graded.values())]
        return self.real([*used, *self.split])

    def real(self, names: Iterable[str]) -> tuple[str, ...]:
        """The file's columns behind these names, each once: of a part the column that is split."""
        of = {part: column for column, parts in self.parts.items() for part in parts}
        return tuple(dict.fromkeys(of.get(name, name) for name in names))


def _groups(pattern: str) -> tuple[str, ...]:
    """Names of a regular expression's groups.

    Raises:
        ValueError: it is none (of the linear kind, without looking ahead or behind), or names no group.
    """
    try:
        found = pl.select(pl.lit("").str.extract_groups(pattern)).to_series().struct.fields
    except ComputeError as error:
        raise ValueError(f"«{pattern}» cannot be used to split: {error}") from error
    named = tuple(name for name in found if not name.isdecimal())
    if not named:
        raise ValueError(f"«{pattern}» names no part: write (?P<name>…)")
    return named
