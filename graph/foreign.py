"""Graphs of other makes: GraphML, GEXF, CSV matrices and edge lists, for communities and measures on anyone's graph."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

import networkx as nx
import polars as pl

from core.errors import InputError

SOURCES, TARGETS = ("source", "src", "from", "a"), ("target", "dst", "to", "b")
WEIGHTS = ("weight", "value", "w", "count")
DELIMITERS = "\t;,| "  # the first of these that the first line holds
EDGES = {"src": pl.String(), "dst": pl.String(), "weight": pl.Float64()}
HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file holds. `edges`: columns EDGES; `nodes`: all ids; `directed`: its edges have a direction."""

    edges: pl.DataFrame
    nodes: tuple[str, ...]
    directed: bool


def read_graph(path: Path) -> Foreign:
    """Nodes and weighted edges of a file; its name's ending says what it is. An edge without a weight weighs 1.

    CSV (also tsv, txt; UTF-8; tab, semicolon, comma, bar or blank between the cells) is a matrix where the first
    line repeats the first column, else a list of edges: columns called source, target and weight, or, without such
    a header, the first three.

    Raises:
        InputError: the file cannot be read, or is none of these.
    """
    read = READERS.get(path.suffix.casefold())
    if read is None:
        raise InputError(f"«{path.name}» is no graph that can be read; there are {', '.join(sorted(READERS))}.")
    if not path.is_file():
        raise InputError(f"«{path}» is no file that can be read.", key="no_file", file=str(path))
    try:
        return read(path)
    except (OSError, UnicodeDecodeError, ParseError, nx.NetworkXError, ValueError, KeyError) as error:
        raise InputError(f"«{path.name}» is no {path.suffix.removeprefix('.')} graph: {error}.") from error


def _xml(read: Callable[[Path], "nx.Graph[str]"]) -> Callable[[Path], Foreign]:
    def reader(path: Path) -> Foreign:
        with path.open("rb") as file:
            if b"<!doctype" in file.read(HEAD).lower():
                raise ValueError("it declares a document type, which may name other files; take it out")
        graph = read(path)
        lines = [(str(a), str(b), _weight(of)) for a, b, of in graph.edges(data=True)]
        return Foreign(_edges(lines), tuple(map(str, graph)), graph.is_directed())

    return reader


def _text(path: Path) -> Foreign:
    text = path.read_text("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = next((sign for sign in DELIMITERS if sign in first), ",")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True) if any(row)]
    if not rows:
        raise ValueError("it is empty")
    return _matrix(rows) if _is_matrix(rows) else _list(rows)


def _is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    across, down = [cell.strip() for cell in rows[0][1:]], [row[0].strip() for row in rows[1:]]
    return len(across) > 1 and across == down


def _matrix(rows: Sequence[Sequence[str]]) -> Foreign:
    """Each pair once where the matrix is symmetric; else both directions are edges of their own."""
    names = [cell.strip() for cell in rows[0][1:]]
    cells = [[_number(cell, 0.0) for cell in row[1 : len(names) + 1]] for row in rows[1:]]
    if any(len(row) != len(names) for row in cells):
        raise ValueError("a line of the matrix has fewer cells than it has columns")
    directed = any(cells[i][j] != cells[j][i] for i in range(len(names)) for j in range(i))
    pairs = [(i, j) for i in range(len(names)) for j in range(len(names)) if directed or i <= j]
    lines = [(names[i], names[j], cells[i][j]) for i, j in pairs if cells[i][j]]
    return Foreign(_edges(lines), tuple(names), directed)


def _list(rows: Sequence[Sequence[str]]) -> Foreign:
    head = [cell.strip().casefold() for cell in rows[0]]
    places = [_place(head, names) for names in (SOURCES, TARGETS, WEIGHTS)]
    named = places[0] is not None and places[1] is not None
    source, target, weight = places if named else [0, 1, 2 if len(head) > 2 else None]
    lines = []
    for number, row in enumerate(rows[1:] if named else rows, 2 if named else 1):
        if len(row) <= max(source or 0, target or 0):
            raise ValueError(f"line {number} has no two ends")
        worth = _number(row[weight], 1.0) if weight is not None and weight < len(row) else 1.0
        lines.append((row[source or 0].strip(), row[target or 0].strip(), worth))
    return Foreign(_edges(lines), tuple(dict.fromkeys(end for a, b, _ in lines for end in (a, b))), directed=False)


def _place(head: Sequence[str], names: Sequence[str]) -> int | None:
    return next((head.index(name) for name in names if name in head), None)


def _number(cell: str, empty: float) -> float:
    return float(cell.strip().replace(",", ".")) if cell.strip() else empty


def _weight(of: Mapping[str, object]) -> float:
    return float(str(of.get("weight", 1.0)))


def _edges(lines: Sequence[tuple[str, str, float]]) -> pl.DataFrame:
    return pl.DataFrame(lines, schema=EDGES, orient="row")


READERS: Mapping[str, Callable[[Path], Foreign]] = {
    ".graphml": _xml(nx.read_graphml),
    ".gexf": _xml(nx.read_gexf),
    ".csv": _text,
    ".tsv": _text,
    ".txt": _text,
}
