"""Where a record's fields come from: columns as they stand, or what can be worked out of them without any code."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from core import records
from core.catalogue import Entry


def _as_column(given: object) -> object:
    """A plain string is the name of the one column."""
    return {"column": given} if isinstance(given, str) else given


class Origin(Entry):
    """What is written in a row: in one `column`, in several `columns` with `joined_by` between, or a `constant`.

    Or `by` with `choose`: the word in column `by`, in any case, says which origin holds the value (null: none; the
    word '' is for rows in which nothing is written there); for all other words `otherwise`, and without it the row
    is quarantined. What is chosen may choose in its turn.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    joined_by: str = " "
    constant: str | None = None
    by: str | None = None
    choose: dict[str, "AnyOrigin | None"] = Field(default_factory=dict)
    otherwise: "AnyOrigin | None" = None

    @model_validator(mode="after")
    def _one_origin(self) -> "Origin":
        names = self._origins()
        if sum(bool(getattr(self, name)) for name in names) != 1:
            raise ValueError(f"give exactly one of {', '.join(names)}")
        if bool(self.by) != bool(self.choose) or (self.otherwise and not self.by):
            raise ValueError("by, choose and otherwise belong together")
        if len({word.casefold() for word in self.choose}) < len(self.choose):
            raise ValueError("choose names a word twice; capitals make no difference")
        return self

    def _origins(self) -> tuple[str, ...]:
        return ("column", "columns", "constant", "by")

    @property
    def chosen(self) -> tuple["Origin", ...]:
        """The origins that a word chooses among."""
        return tuple(origin for origin in (*self.choose.values(), self.otherwise) if origin)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column that it reads."""
        if self.by:
            return tuple(dict.fromkeys((self.by, *(name for origin in self.chosen for name in origin.sources))))
        return (self.column,) if self.column else self.columns

    @property
    def needed(self) -> tuple[str, ...]:
        """Columns without which it never has a value; one in which nothing may be written is none of them."""
        return (() if "" in self.choose else (self.by,)) if self.by else self.sources

    @property
    def constants(self) -> tuple[str, ...]:
        """What it says without reading a column."""
        within = (constant for origin in self.chosen for constant in origin.constants)
        return tuple(filter(None, [self.constant, *within]))


AnyOrigin = Annotated[Origin, BeforeValidator(_as_column)]
Origin.model_rebuild()


class Mapped(Origin):
    """Where a record's field comes from, and how what is written there is read.

    An Origin, or `first_of` with `bank`: the first of several account columns that is this bank's own.
    `formats`: dates and times (strftime), each tried in turn; `clock` in their place reads a duration hh:mm:ss.
    `decimal`: the decimal sign. `words`: the feed's word → ours. `separator`: between the values of a list.
    """

    first_of: tuple[str, ...] = ()
    bank: str | None = None
    formats: tuple[str, ...] = ()
    clock: bool = False
    decimal: Literal[".", ","] = "."
    words: dict[str, str] = Field(default_factory=dict)
    separator: str | None = None

    @model_validator(mode="after")
    def _belonging_together(self) -> "Mapped":
        if bool(self.first_of) != bool(self.bank):
            raise ValueError("first_of and bank belong together")
        return self

    def _origins(self) -> tuple[str, ...]:
        return ("column", "columns", "constant", "first_of", "by")

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column that it reads."""
        return super().sources or self.first_of


AnyMapped = Annotated[Mapped, BeforeValidator(_as_column)]


class When(Entry):
    """Which rows mean a record: those with something in `column`; with `is`, one of these words, in any case."""

    column: str
    is_: tuple[str, ...] = Field(default=(), alias="is")


class Reading(Entry):
    """One record that a row becomes: its kind, and where its fields come from."""

    record: str
    fields: dict[str, AnyMapped]
    when: Annotated[When | None, BeforeValidator(_as_column)] = None

    @field_validator("record")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in records.load():
            raise ValueError(f"there is no record «{name}»; there are {', '.join(records.load())}")
        return name

    @model_validator(mode="after")
    def _fits(self) -> "Reading":
        given = {name for name, field in self.kind.fields.items() if not field.second_reading_of}
        if strange := sorted(set(self.fields) - given):
            raise ValueError(f"{self.record} has no field {', '.join(strange)}")
        if missing := [name for name in self.kind.required if name not in self.fields]:
            raise ValueError(f"{self.record} needs {', '.join(missing)}")
        for name, mapped in self.fields.items():
            refuse_strange_words(name, mapped, self.kind.fields[name].words)
        return self

    @cached_property
    def kind(self) -> records.RecordKind:
        """The record kind that its rows become."""
        return records.load()[self.record]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns that it reads, in the order of their use."""
        when = [self.when.column] if self.when else []
        return tuple(dict.fromkeys([*sources(self.fields.values()), *when]))


def sources(given: Iterable[Mapped]) -> Iterator[str]:
    """Columns that they read, in order; some more than once."""
    for mapped in given:
        yield from mapped.sources


def refuse_strange_words(name: str, mapped: Mapped, words: Iterable[str]) -> None:
    """A field with words of its own takes no others.

    Raises:
        ValueError: a constant, or what a word of the feed stands for, is none of them.
    """
    known = list(words)
    meant = {*mapped.words.values(), *(mapped.words.get(said, said) for said in mapped.constants)}
    if known and (strange := sorted(meant - set(known))):
        raise ValueError(f"{name} is one of {', '.join(known)}, not {', '.join(strange)}")
