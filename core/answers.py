"""What a reader gets back: answers of questions, pictures, entities, rows. Plain data for screen, paper and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.networks import RowRef
from core.reports import Amended


@dataclass(frozen=True, slots=True)
class Answer:
    """Result of one question of the catalogue.

    `rows` are lists in the order of `columns`; `titles` are the columns' names in the reader's language.
    `cut` is true where more rows exist than are given; `total` says how many different values of the first column
    there are, where that was counted.
    Columns of type rows hold `<source>:<row>`; `files` names the delivered file of each source. Columns of type word
    hold codes (a kind of edge, a status); `words` says each in the reader's language.
    """

    question: str
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: list[list[Any]]
    cut: bool = False
    total: int | None = None
    notes: tuple[str, ...] = ()  # what was not covered, in the reader's language
    files: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()  # of the columns, as queries.question.ColumnType says


@dataclass(frozen=True, slots=True)
class Node:
    """One entity in a picture. `evidence` 0-1 scales its size; `role` colours it; `kind` shapes it."""

    id: str
    kind: str  # ontology label: Person, Phone, Account, …
    label: str
    role: str | None = None
    core: bool = False
    evidence: float = 0.0
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Edges of one type between two nodes, bundled: `count` rows, first and last day, sum where money moved."""

    id: str
    source: str
    target: str
    kind: str
    count: int = 1
    first_ms: int | None = None
    last_ms: int | None = None
    amount_tiyn: int | None = None
    days: tuple[int, ...] = ()  # local days (since 1970-01-01) of the rows, where rows have a time of their own


@dataclass(frozen=True, slots=True)
class Picture:
    """Part of the graph, ready to be drawn. `total` neighbours exist where `shown` are given (n of m)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an entity's sheet: a phrase key of what it is, its value, and the rows it rests on."""

    key: str
    value: str
    rows: tuple[RowRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity's sheet. `identifier` is masked unless it was revealed for a stated reason."""

    id: str
    kind: str
    label: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result."""

    id: str
    kind: str
    label: str
    matched: str  # what matched, masked where it is an IIN
    networks: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the other parties that were judged to be the same one


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a delivered file as it came: file, row, when and from whom, the raw line and its cells.

    `amended`: what people said since that it should read; what came is never changed.
    """

    ref: RowRef
    received_ms: int | None
    agency: str
    template: str
    raw: str
    cells: dict[str, str] = field(default_factory=dict)
    authority: str | None = None
    amended: tuple[Amended, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts per local day of what some entities did: for the time brush."""

    days: tuple[str, ...]  # yyyy-mm-dd
    calls: tuple[int, ...]
    transfers: tuple[int, ...]
    amount_tiyn: tuple[int, ...]
    arrests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question with its parameters, kept under a name by its author: for himself, or for all where `shared`."""

    name: str
    question: str
    parameters: Mapping[str, str]
    shared: bool
    author: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class ParameterSheet:
    """What a question must be told, in the reader's language. `type`: see queries.question.Parameter.

    `least` to `most` is what a whole number may be, or how many a list may name; None where that is not said.
    """

    name: str
    type: str
    title: str
    required: bool
    default: str | int | None = None
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def range(self) -> str | None:
        """From what to what a whole number may go, as `1–5`; None where that is not said."""
        return None if self.type != "integer" or self.least is None else f"{self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A question of the catalogue as it is offered to a reader."""

    name: str
    topic: str
    title: str
    purpose: str
    parameters: tuple[ParameterSheet, ...]
    columns: tuple[str, ...]
