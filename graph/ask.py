"""Runs a question of the catalogue: typed parameters in, rows out, and what was cut off or not covered said aloud."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

import polars as pl

from core import ontology
from core.answers import Answer, ParameterSheet, QuestionSheet
from core.errors import StoreUnavailable, UnknownQuestion
from core.phrases import Phrases
from graph.analyses import ANALYSES, Found, Reads
from graph.coverage import coverage, crowded
from graph.narrowing import narrowed
from queries import Parameter, Question, catalogue
from queries.binding import bind

MOST_ROWS = 10_000
SECONDS = 10.0
NEAREST = 3  # names told of where a question's is not known

Row = dict[str, Any]


class Store(Protocol):
    """What asking needs of a graph store: reading in a transaction that cannot write and ends in time."""

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, timeout_s: float = SECONDS) -> list[Row]:
        """Rows by column name."""

    def table(
        self, cypher: str, types: Mapping[str, pl.DataType], params: Mapping[str, Any], timeout_s: float = SECONDS
    ) -> pl.DataFrame:
        """The same as columns of these types: for analyses that read many rows."""

    def scan_nodes(self, label: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All nodes of one label: for analyses of everybody at once."""

    def scan_edges(self, kind: str, properties: Sequence[str] | None = None) -> pl.DataFrame:
        """All edges of one type."""


def ask(
    store: Store,
    question: str | Question,
    parameters: Mapping[str, Any],
    limit: int | None = None,
    *,
    language: str = "ru",
    timeout_s: float = SECONDS,
) -> Answer:
    """The answer to one question, at most `limit` rows of it (default: what the question says).

    Values may be as people type them (`+7 701 001 23 45`, an IBAN, an IIN, 2025-10-03) or canonical.

    Raises:
        UnknownQuestion: no such question, or parameters that do not fit it.
        StoreUnavailable: Neo4j was lost, or the answer took longer than `timeout_s` or more memory than it may have,
            and what of this question can be narrowed.
    """
    asked = find(question)
    most = min(limit or asked.limit_default, MOST_ROWS)
    bound = _persons_behind(store, asked, bind(asked, parameters, most + 1))
    reads = Reads(store, timeout_s)
    try:
        found = _found(store, reads, asked, bound, timeout_s)
    except StoreUnavailable as error:
        raise narrowed(asked, bound, error, language) from error
    shown, cut = found.rows[:most], len(found.rows) > most
    return Answer(
        question=asked.name,
        columns=tuple(column.name for column in asked.returns),
        titles=tuple(column.title.text(language) for column in asked.returns),
        types=tuple(column.type for column in asked.returns),
        rows=[[row[column.name] for column in asked.returns] for row in shown],
        cut=cut,
        total=found.total,
        notes=_notes(store, (asked, *reads.asked), bound, found.notes(most if cut else None, language), language),
        files=_files(store, asked, shown),
        words=_words(asked, shown, language),
    )


def sheets(language: str) -> list[QuestionSheet]:
    """The questions that people may ask, as they are offered in a language."""
    return [_sheet(question, language) for question in catalogue().values() if question.listed]


def _sheet(question: Question, language: str) -> QuestionSheet:
    parameters = tuple(_parameter_sheet(each, language) for each in question.parameters)
    return QuestionSheet(
        name=question.name,
        topic=question.topic,
        title=question.title.text(language),
        purpose=question.purpose.text(language),
        parameters=parameters,
        columns=tuple(column.name for column in question.returns),
    )


def _parameter_sheet(parameter: Parameter, language: str) -> ParameterSheet:
    return ParameterSheet(
        name=parameter.name,
        type=parameter.type,
        title=parameter.title.text(language),
        required=parameter.required,
        default=parameter.default,
        options=parameter.options,
        least=parameter.least,
        most=parameter.most,
    )


def find(question: str | Question) -> Question:
    """The question of that name.

    Raises:
        UnknownQuestion: the catalogue does not hold it.
    """
    if isinstance(question, Question):
        return question
    if question not in catalogue():
        raise _unknown(question)
    return catalogue()[question]


def _unknown(name: str) -> UnknownQuestion:
    """That there is no such question, with the names that are written nearly so."""
    told = f"There is no question «{name}»; izder ask lists them."
    names = [question.name for question in catalogue().values() if question.listed]
    near = ", ".join(get_close_matches(name.strip().lower().replace(" ", "_"), names, NEAREST))
    if not near:
        return UnknownQuestion(told, key="no_question", name=name)
    return UnknownQuestion(f"{told} Nearest: {near}.", key="no_question_near", name=name, near=near)


def listed(question: str) -> Question:
    """The question, where people may ask it.

    Raises:
        UnknownQuestion: no such question, or one that serves the screen.
    """
    asked = find(question)
    if not asked.listed:
        raise UnknownQuestion(
            f"«{question}» serves the screen; izder ask lists the questions.", key="screen_question", name=question
        )
    return asked


def checked(question: str, parameters: Mapping[str, Any], limit: int | None = None) -> Question:
    """The question, where people may ask it with these parameters and for so many rows. Needs no graph.

    Raises:
        UnknownQuestion: no such question, or parameters or a limit that do not fit it.
    """
    asked = listed(question)
    if limit is not None and not 0 < limit <= MOST_ROWS:
        raise UnknownQuestion(f"An answer has 1 to {MOST_ROWS} rows.", key="limit_wrong", most=MOST_ROWS)
    bind(asked, parameters, 1)
    return asked


def _found(store: Store, reads: Reads, question: Question, bound: Mapping[str, Any], timeout_s: float) -> Found:
    """What the question's Cypher finds, or its analysis."""
    if question.analysis:
        return ANALYSES[question.analysis](reads, bound)
    rows = store.read(question.cypher, bound, timeout_s=timeout_s)
    return Found(rows, total=(rows[0]["total"] if rows else 0) if question.counted else None)


def _persons_behind(store: Store, question: Question, bound: Mapping[str, Any]) -> dict[str, Any]:
    """An IIN or BIN stands for whom it was judged to belong to, unless the question is about the number itself."""
    if question.name == "holders_of_identifier":
        return dict(bound)
    return {name: _behind(store, value) for name, value in bound.items()}


def _behind(store: Store, value: object) -> object:
    if isinstance(value, list):
        return [_behind(store, each) for each in value]
    if not (isinstance(value, str) and value.startswith(("iin:", "bin:"))):
        return value
    holders = catalogue()["holders_of_identifier"]
    found = store.read(holders.cypher, bind(holders, {"entity": value}, 2))
    return found[0]["entity"] if len(found) == 1 else value


def _notes(
    store: Store, asked: Sequence[Question], bound: Mapping[str, Any], said: Sequence[str], language: str
) -> tuple[str, ...]:
    """What `said`, and of whom there is more than was looked at or seen. `asked`: the question, then what it read."""
    if not asked[0].listed:
        return tuple(said)
    about, every = _entities(asked[0], bound), ontology.load().edges
    parts = [each.parts(bound.get("kind") or (), every) for each in asked]
    looked_at, begun_at = ({kind for kinds in one for kind in kinds} for one in zip(*parts, strict=True))
    return (*said, *crowded(store, about, looked_at, begun_at, language), *coverage(store, about, language))


def _entities(question: Question, bound: Mapping[str, Any]) -> list[str]:
    given = [bound[parameter.name] for parameter in question.parameters if parameter.type in ("entity", "entities")]
    return [each for value in given if value for each in (value if isinstance(value, list) else [value])]


def _files(store: Store, question: Question, rows: Sequence[Row]) -> dict[str, str]:
    """Names of the delivered files that the answer's rows lead to, by source."""
    columns = [column.name for column in question.returns if column.type == "rows"]
    sources = {ref.partition(":")[0] for row in rows for column in columns for ref in row[column] or ()}
    if not sources:
        return {}
    names = catalogue()["source_names"]
    found = store.read(names.cypher, {"sources": sorted(sources), "limit": len(sources)})
    return {row["source"]: row["file"] for row in found}


def _words(question: Question, rows: Sequence[Row], language: str) -> dict[str, str]:
    """The answer's codes as its reader says them; a code that nobody named stays as it is."""
    columns = [column.name for column in question.returns if column.type == "word"]
    codes = {(name, row[name]) for row in rows for name in columns if row[name]}
    return {code: _word(name, code, language) for name, code in codes}


def _word(column: str, code: str, language: str) -> str:
    known = ontology.load()
    kind = known.nodes.get(code) or known.edges.get(code)
    if kind is not None:
        return kind.titles.text(language)
    return Phrases.load().word(column, code, language)
