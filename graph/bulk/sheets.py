"""Merged tables → the CSV files that `neo4j-admin database import` reads.

Text is always quoted, so that an empty text and none at all stay apart. Lists are joined by a character that no text
read from a file holds; a table where one does, or where a list holds an empty text, cannot be said in this format.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.ontology import Ontology

BETWEEN = "\x1f"
BETWEEN_OPTION = "U+001F"
TYPES = {pl.String(): "string", pl.Int64(): "long", pl.Float64(): "double", pl.Boolean(): "boolean"}
LINE_END = "[\n\r]"
SLICE = 100_000  # rows turned into text at once


class CannotSay(Exception):
    """A table that this format has no words for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind's file, its labels (`Entity:Phone`) or type, and how many rows it has."""

    file: Path
    name: str
    node: bool
    rows: int
    many_lines: bool  # some text goes on over a line's end


def node_sheet(ontology: Ontology, label: str, tables: Iterable[pl.DataFrame], folder: Path) -> Sheet:
    """The file of one label.

    Raises:
        CannotSay: a value has no form in it.
    """
    group = "Entity" if ontology.nodes[label].entity else label
    labels = f"Entity:{label}" if ontology.nodes[label].entity else label
    return _sheet(labels, label, tables, folder, {"id": f"id:ID({group})"})


def edge_sheet(kind: str, tables: Iterable[pl.DataFrame], folder: Path) -> Sheet:
    """The file of one type of edge.

    Raises:
        CannotSay: a value has no form in it.
    """
    ends = {"src": ":START_ID(Entity)", "dst": ":END_ID(Entity)"}
    return _sheet(kind, kind, tables, folder, ends)


def _sheet(name: str, file: str, tables: Iterable[pl.DataFrame], folder: Path, keys: dict[str, str]) -> Sheet:
    path, rows, many_lines = folder / f"{file}.csv", 0, False
    with path.open("wb") as stream:
        for table in tables:
            for part in table.iter_slices(SLICE):
                said = _said(part)
                many_lines = many_lines or _goes_on(said)
                _write(stream, said.rename(_titles(part, keys)), header=rows == 0)
                rows += part.height
    return Sheet(path, name, node="id" in keys, rows=rows, many_lines=many_lines)


def _titles(table: pl.DataFrame, keys: dict[str, str]) -> dict[str, str]:
    """Columns as the import tool wants them called."""
    return {name: keys.get(name) or f"{name}:{_type(dtype)}" for name, dtype in table.schema.items()}


def _type(dtype: pl.DataType) -> str:
    return "string[]" if dtype == pl.List(pl.String()) else TYPES[dtype]


def _said(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text each."""
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List(pl.String())]
    said = table.with_columns(pl.col(lists).list.join(BETWEEN)) if lists else table
    unsaid = [_unsayable(table[name], said[name]) for name in lists]
    if any(unsaid):
        raise CannotSay(f"{lists[unsaid.index(True)]} holds an empty text or U+001F")
    return said


def _unsayable(lists: pl.Series, joined: pl.Series) -> bool:
    """Whether the lists cannot be had back: cut at the marks, they would not be what they were."""
    parts = joined.to_frame("text").select(pl.col("text").str.count_matches(BETWEEN, literal=True) + 1).to_series()
    empty = lists.list.contains("").any()
    return bool(empty) or bool((parts != lists.list.len()).any())


def _goes_on(table: pl.DataFrame) -> bool:
    texts = [pl.col(name).str.contains(LINE_END).any() for name, dtype in table.schema.items() if dtype == pl.String()]
    return bool(table.select(pl.any_horizontal(texts)).item()) if texts else False


def _write(stream: io.BufferedWriter, table: pl.DataFrame, *, header: bool) -> None:
    table.write_csv(stream, include_header=header, quote_style="non_numeric")


def options(sheets: Sequence[Sheet]) -> list[str]:
    """Arguments of the import for these files."""
    files = [f"--{'nodes' if each.node else 'relationships'}={each.name}={each.file}" for each in sheets if each.rows]
    told = [f"--array-delimiter={BETWEEN_OPTION}", "--strict=true"]
    return [*told, *(["--multiline-fields=true"] if any(each.many_lines for each in sheets) else []), *files]
