"""Reads the questions: each .cypher file begins with a YAML header; words they share stand in words.yaml.

A question that no single Cypher answers is its header alone, `<topic>/<name>.yaml`, and names its analysis.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from core.catalogue import Entry, parse_yaml
from core.catalogue import read as read_entry
from core.errors import CatalogueError
from queries.question import Question

HEADER = re.compile(r"\A/\*\n(?P<header>.*?)\n\*/\n(?P<cypher>.+)\Z", re.DOTALL)
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|FOREACH|LOAD\s+CSV|DROP)\b", re.IGNORECASE)
USED = re.compile(r"\$(\w+)")
GIVEN = {"limit", "zone", "most"}  # told without asking: rows at most, the local zone, edges looked at at most


class Words(Entry):
    """Words that questions share, by name: everything a parameter or column says but its name."""

    parameters: dict[str, dict[str, Any]]
    columns: dict[str, dict[str, Any]]


@cache
def catalogue() -> Mapping[str, Question]:
    """All questions by name.

    Raises:
        CatalogueError: a file does not read as a question; names the file and what to mend.
    """
    return load(Path(__file__).parent)


def load(folder: Path) -> Mapping[str, Question]:
    """The questions of a folder: `<topic>/<name>.cypher` or `.yaml`, with the folder's `words.yaml`.

    Raises:
        CatalogueError: a file does not read as a question, or two bear one name.
    """
    words = read_entry(folder / "words.yaml", Words)
    questions: dict[str, Question] = {}
    for path in sorted([*folder.rglob("*.cypher"), *folder.glob("*/*.yaml")], key=lambda path: path.parts):
        if path.stem in questions:
            raise CatalogueError(f"{path}: another question is called {path.stem} already.")
        questions[path.stem] = read(path, words)
    return MappingProxyType(questions)


def read(path: Path, words: Words) -> Question:
    """One question.

    Raises:
        CatalogueError: no header, an unknown key, a parameter not used or not declared, a write, no limit, no analysis.
    """
    header, cypher = _parts(path)
    try:
        question = Question.model_validate(_header(path, header, cypher, words))
    except ValidationError as error:
        raise CatalogueError(f"{path}: {error}") from error
    for fault in _faults(question):
        raise CatalogueError(f"{path}: {fault}")
    return question


def _parts(path: Path) -> tuple[str, str]:
    """The header and the Cypher; of an analysis, the header alone."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return text, ""
    match = HEADER.match(text)
    if match is None:
        raise CatalogueError(f"{path}: begin with a header between /* and */, each on its own line.")
    return match["header"], match["cypher"].strip()


def _header(path: Path, header: str, cypher: str, words: Words) -> dict[str, Any]:
    given = parse_yaml(header, path.name)
    if not isinstance(given, dict):
        raise CatalogueError(f"{path}: the header is not a list of keys.")
    return given | {
        "name": path.stem,
        "topic": path.parent.name,
        "cypher": cypher,
        "parameters": [_word(path, each, words.parameters) for each in given.get("parameters") or []],
        "returns": [_word(path, each, words.columns) for each in given.get("returns") or []],
    }


def _word(path: Path, given: str | Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """A word of words.yaml by its name, with what the header says otherwise; a full entry needs no word."""
    own = {"name": given} if isinstance(given, str) else dict(given)
    name = own.get("name")
    if isinstance(given, str) and name not in known:
        raise CatalogueError(f"{path}: {name} is not in words.yaml; add it there or write type and title here.")
    return dict(known.get(str(name), {})) | own


def _faults(question: Question) -> Iterator[str]:
    if bool(question.cypher) == bool(question.analysis):
        yield "a .cypher file holds the answer, a .yaml file names its analysis."
    if question.cypher:
        yield from _faults_of_cypher(question)
    for each in question.parameters:
        if question.listed and each.type == "integer" and each.least is None:
            yield f"{each.name} is a whole number that people may give: say its range, least and most."


def _faults_of_cypher(question: Question) -> Iterator[str]:
    declared = {parameter.name for parameter in question.parameters}
    used = set(USED.findall(question.cypher))
    if used - declared - GIVEN:
        yield f"${', $'.join(sorted(used - declared - GIVEN))} is used and not declared."
    if declared - used:
        yield f"${', $'.join(sorted(declared - used))} is declared and not used."
    if "limit" not in used:
        yield "a question ends at LIMIT $limit."
    if WRITES.search(question.cypher):
        yield "a question only reads."
