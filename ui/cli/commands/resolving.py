"""resolve run, why, unmerge: the model asked, a pair explained, a merge undone."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from casework.resolution import Why
from core.errors import IzderError
from core.judgements import Judgement
from core.phrases import Phrases, judged_on
from core.resolution import ResolveReport, Undone
from ui.cli.call import Call
from ui.cli.documents import rows_document

One = Annotated[str, typer.Argument(metavar="A", help="Id of one person.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Id of the other.")]


def run(call: Call) -> None:
    """Compare all persons that no checked number names with all others; merge what lies above the band."""
    with call.izder() as izder:
        report = izder.resolution.run()
    call.give(report.model_dump(), lambda out: _print_report(call, out, report))


def why(call: Call, one: One, other: Other) -> None:
    """Say how two persons were compared, who judged them and when, and on which rows it rests."""
    with call.izder() as izder:
        purpose = izder.access.purpose(izder.settings.user, izder.settings.reason)
        told = izder.resolution.why(one, other, call.language, purpose)
    call.give(why_document(told), lambda out: _print_why(call, out, told))


def unmerge(call: Call, one: One, other: Other) -> None:
    """Say that two are not one: the graph is what it was before they were merged. --reason says why."""
    if not (call.reason or "").strip():
        raise IzderError("Say on what ground: --reason.")
    with call.izder() as izder:
        undone = izder.resolution.unmerge(one, other, reason=str(call.reason))
    call.give(undone.model_dump(), lambda out: _print_undone(call, out, undone))


def why_document(told: Why) -> dict[str, Any]:
    """What `izder resolve why --json` prints."""
    waiting = told.facing.waiting
    return {
        "left": waiting.left, "right": waiting.right, "one": bool(told.chain),
        "chain": [each.model_dump() for each in told.chain],
        "scored": waiting.scored.model_dump(exclude={"left", "right"}) if waiting.scored else None,
        "history": [each.model_dump() for each in told.facing.history],
        "rows": {
            party: [{"kind": each.kind, "value": each.value, "rows": rows_document(each.rows)} for each in said]
            for party, said in told.rows.items()
        },
    }  # fmt: skip


def _print_report(call: Call, out: Console, report: ResolveReport) -> None:
    figures = report.model_dump()
    for key in ("compared", "merged", "withdrawn", "review"):
        out.print(_text(call, f"cli.{key}", **figures), markup=False)


def _print_undone(call: Call, out: Console, undone: Undone) -> None:
    out.print(_text(call, "cli.parted"), markup=False)
    for left, right in undone.parted:
        out.print(f"  {left} — {right}", markup=False)


def _print_why(call: Call, out: Console, told: Why) -> None:
    waiting = told.facing.waiting
    out.print(_text(call, "cli.one" if told.chain else "cli.two"), markup=False)
    for each in told.chain if len(told.chain) > 1 else ():
        out.print(f"  {each.left} — {each.right}: {_judged(call, each)}", markup=False)
    if waiting.scored:
        out.print(_fields(call, told))
        for word in waiting.scored.guards:
            out.print(_text(call, f"guard.{word}"), markup=False)
    else:
        out.print(_text(call, "cli.not_compared"), markup=False)
    for each in told.facing.history:
        out.print(_judged(call, each), markup=False)
    out.print(_rows(call, told))


def _judged(call: Call, each: Judgement) -> str:
    verdict = Phrases.load().text(f"review.was.{each.verdict}", call.language)
    return _text(call, "cli.judged", verdict=verdict, author=each.author, when=each.made_ms,
                 reason=judged_on(each.author, each.reason, call.language), model=each.model or "–")  # fmt: skip


def _fields(call: Call, told: Why) -> Table:
    scored, phrases = told.facing.waiting.scored, Phrases.load()
    table = Table(show_footer=True)
    words = [
        phrases.text(f"review.{key}", call.language) for key in ("field", "list.left", "list.right", "level", "weight")
    ]
    total = f"{scored.weight:+.1f}" if scored else ""
    for at, word in enumerate(words):
        last = at == len(words) - 1
        table.add_column(word, total if last else "", overflow="fold", justify="right" if last else "left")
    for field in scored.fields if scored else ():
        said = phrases.text(f"review.fields.{field.field}", call.language)
        level = phrases.text(f"review.levels.{field.level}", call.language)
        cells = (said, ", ".join(field.left), ", ".join(field.right), level, f"{field.weight:+.1f}")
        table.add_row(*map(escape, cells))
    if scored:
        table.add_row(phrases.text("review.prior", call.language), "", "", "", f"{scored.prior:+.1f}")
    return table


def _rows(call: Call, told: Why) -> Table:
    table = Table()
    for key in ("party", "kind", "value", "rows"):
        table.add_column(_text(call, f"cli.{key}"), overflow="fold")
    for party, said in told.rows.items():
        for each in said:
            rows = ", ".join(f"{row.file}:{row.row}" for row in each.rows)
            table.add_row(*map(escape, (party, each.kind, each.value, rows)))
    return table


def _text(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    return Phrases.load().text(f"resolve.{key}", call.language, **parameters)
