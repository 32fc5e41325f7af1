"""Asks the catalogue's questions in one language: the only way from the gate to the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from core.answers import Answer
from core.networks import RowRef
from graph.ask import ask

Row = Mapping[str, Any]


class Store(Protocol):
    """What the gate needs of a graph store."""

    def read(
        self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = 10.0
    ) -> list[dict[str, Any]]:
        """Rows of a transaction that cannot write and ends in time."""

    def search_names(self, text: str, limit: int = 50) -> list[dict[str, Any]]:
        """Entities whose name is like `text`, in any of its spellings, the best first."""

    def counts(self) -> dict[str, int]:
        """How many nodes and edges of each kind there are."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A store and the reader's language."""

    store: Store
    language: str

    def answer(self, question: str, limit: int | None = None, /, **parameters: object) -> Answer:
        """The answer to a question of the catalogue."""
        return ask(self.store, question, parameters, limit, language=self.language)

    def rows(self, question: str, limit: int | None = None, /, **parameters: object) -> list[Row]:
        """Its rows by column name."""
        found = self.answer(question, limit, **parameters)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def refs(sources: list[str] | None, files: Mapping[str, str]) -> tuple[RowRef, ...]:
    """`<source>:<row>` references with the names of their files."""
    found = []
    for each in sources or ():
        source, _, row = each.partition(":")
        found.append(RowRef(source=source, file=files.get(source, source), row=int(row)))
    return tuple(found)
