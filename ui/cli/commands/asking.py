"""ask: the catalogue of questions, and one answered."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from core.answers import Answer, QuestionSheet
from core.clock import from_ms
from core.errors import UnknownQuestion
from core.money import shown as money
from ui.cli.call import Call, screen
from ui.cli.documents import answer_document
from ui.cli.spreadsheet import write_csv

NUMBERS = {"integer", "number", "money"}
FIGURES = {"time": lambda ms: from_ms(ms).strftime("%d.%m.%Y %H:%M:%S"), "money": money}
FEW = 3  # rows named in a cell of a table; JSON and CSV name all

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="The question; without it, the catalogue is listed.")
]
Parameters = Annotated[
    list[str] | None, typer.Argument(metavar="key=value…", help="What the question must be told.")
]


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
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows.")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="With IINs in full; audited as unmasking.")] = False,
) -> None:
    """List the questions of the catalogue, or ask one."""
    if name is None:
        _list(call)
        return
    wants_json = call.json or form is Format.JSON
    with call.asking() as (access, purpose):
        answer = access.ask(
            purpose, name, _pairs(parameters or []), language=call.language, limit=limit, reveal=reveal or wants_json
        )
    if wants_json:
        sys.stdout.write(json.dumps(answer_document(answer), ensure_ascii=False, indent=2) + "\n")
    elif form is Format.CSV:
        rows = ([_cell(answer, *pair) for pair in zip(answer.types, row, strict=True)] for row in answer.rows)
        write_csv(sys.stdout, answer.titles, rows)
    else:
        _print(call, screen(), answer)


def _pairs(given: list[str]) -> dict[str, str]:
    """`key=value` words as a mapping.

    Raises:
        UnknownQuestion: a word without `=`, or a key given twice.
    """
    pairs: dict[str, str] = {}
    for word in given:
        key, sign, value = word.partition("=")
        if not sign or key in pairs:
            raise UnknownQuestion(f"«{word}» is {'given twice' if sign else 'not of the form key=value'}.")
        pairs[key] = value
    return pairs


def _list(call: Call) -> None:
    with call.izder(start_store=False) as izder:
        questions = izder.access.questions(call.language)
    document = {"questions": [asdict(question) for question in questions]}
    call.give(document, lambda out: _print_list(call, out, questions))


def _print_list(call: Call, out: Console, questions: Sequence[QuestionSheet]) -> None:
    table = Table(title=call.say("ask.title"), title_justify="left")
    for name in ("question", "parameters", "purpose"):
        table.add_column(call.say(f"ask.{name}"), overflow="fold")
    for question in questions:
        names = [each.name if each.required else f"[{each.name}]" for each in question.parameters]
        table.add_row(question.name, escape(" ".join(names)), f"{question.title}. {question.purpose}")
    out.print(table)


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
    """One value as people read it: local time, tenge, `file:row`."""
    if isinstance(value, list | tuple):
        return ", ".join(_cell(answer, kind, each) for each in value)
    if isinstance(value, int) and kind in FIGURES:
        return FIGURES[kind](value)
    if isinstance(value, str) and kind == "word":
        return answer.words.get(value, value)
    if isinstance(value, str) and kind == "rows":
        source, _, row = value.partition(":")
        return f"{answer.files.get(source, source)}:{row}"
    return "" if value is None else str(value)
