"""Asks the catalogue's questions in one language: the only way from the gate to the graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.answers import Answer
from core.networks import RowRef
from graph.ask import ask
from graph.store import GraphStore

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """A store and the reader's language."""

    store: GraphStore
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
