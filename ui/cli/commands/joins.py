"""joins, joins undo, joins redo, clocks: rows that are one event, and how far the clocks that dated them differ."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from casework.access.joins import clock_sentence
from core.errors import InputError
from core.joins import ClockAudit, JoinedPair, Report
from core.phrases import Phrases
from ui.cli.call import Call

STATES = ("joined", "judged", "alike", "ambiguous", "undone")
Row = Annotated[str, typer.Argument(metavar="SOURCE:ROW", help="A row: its source, a colon, its number.")]


def joins(
    call: Call,
    file: Annotated[str | None, typer.Option(help="Only of this file (name or source).")] = None,
    state: Annotated[str | None, typer.Option(help=f"Only in this state: {', '.join(STATES)}.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many pairs.")] = None,
) -> None:
    """List the rows of two feeds that are one event, or could be: by which rule, how many seconds apart."""
    if state not in (None, *STATES):
        raise InputError(f"There is no state «{state}»; there are {', '.join(STATES)}.")
    with call.asking(start_store=False) as (access, purpose):
        found = access.joins.pairs(purpose, file=file, state=state, limit=limit)
    call.give({"pairs": [pair.model_dump() for pair in found]}, lambda out: _print_pairs(call, out, found))


def undo(call: Call, left: Row, right: Row) -> None:
    """Say that two rows that were joined are two events; `--reason` stays with the judgement."""
    with call.izder() as izder:
        made = izder.joins.undo(left, right, reason=izder.settings.reason or "")
    said = say(call, "undone", left=made.left, right=made.right)
    call.give(made.model_dump(), lambda out: out.print(said, markup=False))


def redo(call: Call, left: Row, right: Row) -> None:
    """Say that two rows are one event after all; `--reason` stays with the judgement."""
    with call.izder() as izder:
        made = izder.joins.redo(left, right, reason=izder.settings.reason or "")
    said = say(call, "redone", left=made.left, right=made.right)
    call.give(made.model_dump(), lambda out: out.print(said, markup=False))


def clocks(call: Call) -> None:
    """How far the clocks of feeds differ, by events that both tell of; a zone declared wrongly shows as hours."""
    with call.asking(start_store=False) as (access, purpose):
        found = access.joins.clocks(purpose)
    call.give({"clocks": [audit.model_dump() for audit in found]}, lambda out: _print_clocks(call, out, found))


def say(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of the topic `joins`."""
    return Phrases.load().text(f"joins.{key}", call.language, **parameters)


def _print_pairs(call: Call, out: Console, found: Sequence[JoinedPair]) -> None:
    if not found:
        out.print(say(call, "none"))
        return
    table = Table(title=say(call, "title", n=len(found)), title_justify="left")
    for name in ("left", "right", "apart", "rule", "state", "said"):
        table.add_column(say(call, name), overflow="fold", justify="right" if name == "apart" else "left")
    for pair in found:
        apart = "" if pair.apart_s is None else f"{pair.apart_s:+g}"
        said = ": ".join(filter(None, (pair.author, pair.reason)))
        table.add_row(
            _row(pair.left), _row(pair.right), apart, pair.rule, say(call, f"states.{pair.state}"), escape(said)
        )
    out.print(table)


def _row(report: Report) -> str:
    return f"{escape(report.file)}\n{report.ref}"


def _print_clocks(call: Call, out: Console, found: Sequence[ClockAudit]) -> None:
    if not found:
        out.print(say(call, "clock.none"))
        return
    table = Table(title=say(call, "clock.title"), title_justify="left")
    for name in ("feeds", "pairs", "skew", "spread", "drift", "says"):
        table.add_column(say(call, f"clock.{name}"), overflow="fold")
    for audit in found:
        heaps = audit.offsets
        table.add_row(
            f"{audit.left} ~ {audit.right}", str(audit.pairs), "\n".join(f"{each.seconds:+g}" for each in heaps),
            "\n".join(f"{each.spread_s:g}" for each in heaps), "" if audit.drift_s is None else f"{audit.drift_s:+.2f}",
            clock_sentence(audit, call.language),
        )  # fmt: skip
    out.print(table)
