"""ask: the catalogue of questions, and one answered."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, TypedDict

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from casework.access import checked
from casework.bootstrap import Izder
from core.answers import Answer, ParameterSheet, QuestionSheet, SavedQuestion
from core.clock import from_ms
from core.errors import AccessRefused, UnknownQuestion
from core.money import shown as money
from ui.cli.call import Call, screen
from ui.cli.documents import answer_document
from ui.cli.spreadsheet import write_csv

NUMBERS = {"integer", "number", "money"}
FIGURES = {"time": lambda ms: from_ms(ms).strftime("%d.%m.%Y %H:%M:%S"), "money": money}
SAVED = "@"  # before the name of a question that was saved
THREE_DIGITS = 1000  # from here on a figure is said without what follows its point
FEW = 3  # rows named in a cell of a table; JSON and CSV name all

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="The question; without it, the catalogue is listed.")
]
Parameters = Annotated[
    list[str] | None,
    typer.Argument(metavar="key=value…", help="What it must be told; the list shows the range of each number."),
]


class _How(TypedDict):
    """How an answer is to be given."""

    language: str
    limit: int | None
    reveal: bool


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def ask(
    call: Call,
    name: Name = None,
    parameters: Parameters = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.TABLE,
    limit: Annotated[int | None, typer.Option(help="At most so many rows, 1 to 10000.")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="With IINs in full; audited as unmasking.")] = False,
) -> None:
    """List the questions of the catalogue and those that were saved, or ask one."""
    if name is None:
        _list(call)
        return
    wants_json, given = call.json or form is Format.JSON, pairs(parameters or [])
    _refuse(call, name, given, limit)
    with call.asking() as (access, purpose):
        how: _How = {"language": call.language, "limit": limit, "reveal": reveal or wants_json}
        saved = name.startswith(SAVED)
        answer = access.saved.ask(purpose, name[1:], given, **how) if saved else access.ask(purpose, name, given, **how)
    if wants_json:
        sys.stdout.write(json.dumps(answer_document(answer), ensure_ascii=False, indent=2) + "\n")
    elif form is Format.CSV:
        rows = ([_cell(answer, *pair) for pair in zip(answer.types, row, strict=True)] for row in answer.rows)
        write_csv(sys.stdout, answer.titles, rows)
    else:
        _print(call, screen(), answer)


def _refuse(call: Call, name: str, given: dict[str, str], limit: int | None) -> None:
    """Refuse what cannot be asked before Neo4j is started for it.

    Raises:
        UnknownQuestion, NotFound: no such question, or parameters or a limit that do not fit it.
    """
    if not name.startswith(SAVED):
        checked(name, given, limit)
        return
    with call.asking(start_store=False) as (access, purpose):
        access.saved.check(purpose, name[1:], given, limit)


def pairs(given: list[str]) -> dict[str, str]:
    """`key=value` words as a mapping.

    Raises:
        UnknownQuestion: a word without `=`, or a key given twice.
    """
    pairs: dict[str, str] = {}
    for word in given:
        key, sign, value = word.partition("=")
        if not sign:
            raise UnknownQuestion(f"«{word}» is not of the form key=value.", key="no_pair", word=word)
        if key in pairs:
            raise UnknownQuestion(f"«{word}» is given twice.", key="pair_twice", word=word)
        pairs[key] = value
    return pairs


def _list(call: Call) -> None:
    with call.izder(start_store=False) as izder:
        questions, saved = izder.access.questions(call.language), _saved(izder)
    document = {"questions": [asdict(question) for question in questions], "saved": [asdict(each) for each in saved]}
    call.give(document, lambda out: _print_list(call, out, questions, saved))


def _saved(izder: Izder) -> list[SavedQuestion]:
    """What was saved; nothing where nobody said who asks and they must."""
    try:
        return izder.access.saved.every(izder.access.purpose(izder.settings.user, izder.settings.reason))
    except AccessRefused:
        return []


def _print_list(
    call: Call, out: Console, questions: Sequence[QuestionSheet], saved: Sequence[SavedQuestion]
) -> None:
    table = Table(title=call.say("ask.title"), title_justify="left")
    for name in ("question", "parameters", "purpose"):
        table.add_column(call.say(f"ask.{name}"), overflow="fold")
    for question in questions:
        names = [_named(each) for each in question.parameters]
        table.add_row(question.name, escape(" ".join(names)), f"{question.title}. {question.purpose}")
    for made in saved:
        told = " ".join(f"{key}={value}" for key, value in made.parameters.items())
        by = call.say("ask.saved", question=made.question, author=made.author)
        table.add_row(escape(f"{SAVED}{made.name}"), escape(told), escape(by))
    out.print(table)


def _named(parameter: ParameterSheet) -> str:
    """A parameter as the list names it: in brackets where it need not be told, with the range of a number."""
    name = f"{parameter.name} {parameter.range}" if parameter.range else parameter.name
    return name if parameter.required else f"[{name}]"


def _print(call: Call, out: Console, answer: Answer) -> None:
    if answer.rows:
        table = Table()
        for title, kind in zip(answer.titles, answer.types, strict=True):
            table.add_column(title, overflow="fold", justify="right" if kind in NUMBERS else "left")
        for row in answer.rows:
            table.add_row(*(escape(_short(answer, kind, value)) for kind, value in zip(answer.types, row, strict=True)))
        out.print(table)
    else:
        out.print(call.say("ask.nothing"))
    if answer.total is not None:
        shown = len({row[0] for row in answer.rows})
        out.print(call.say("ask.of", what=answer.titles[0], shown=shown, total=answer.total), markup=False)
    for note in answer.notes:
        out.print(note, style="dim", markup=False)


def _short(answer: Answer, kind: str, value: object) -> str:
    """A value for a table: of many rows the first few, and how many more there are."""
    if kind == "rows" and isinstance(value, list) and len(value) > FEW:
        return f"{_cell(answer, kind, value[:FEW])} (+{len(value) - FEW})"
    return _cell(answer, kind, value)


def _cell(answer: Answer, kind: str, value: object) -> str:
    """One value as people read it: local time, tenge, three digits of a measured figure, `file:row`."""
    if isinstance(value, list | tuple):
        return ", ".join(_cell(answer, kind, each) for each in value)
    if isinstance(value, int) and kind in FIGURES:
        return FIGURES[kind](value)
    if isinstance(value, str) and kind == "word":
        return answer.words.get(value, value)
    if isinstance(value, str) and kind == "rows":
        source, _, row = value.partition(":")
        return f"{answer.files.get(source, source)}:{row}"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < THREE_DIGITS else f"{value:.0f}"
    return "" if value is None else str(value)
