"""load, quarantine: files in, and what became of the rows that were not taken."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from core.errors import InputError
from core.phrases import Phrases
from core.reports import LoadReport, QuarantinedRow
from ui.cli.call import Call
from ui.cli.command import day
from ui.cli.commands.custody import export as write
from ui.cli.commands.custody import say

CODE = re.compile(r"[a-z]+(_[a-z]+)*")
Received = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Day of delivery; else what the template says."),
]
Template = Annotated[
    str | None, typer.Option(help="Name or file of the template, where the header is not to decide.")
]
Reasons = Annotated[
    list[str] | None, typer.Option(help="Only with this reason code; a sentence instead says why you ask.")
]
REPORTED = {"file", "template", "already", "rows", "loaded", "duplicate", "quarantined"}


def load(
    call: Call,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", readable=False, help="Files or folders.")],
    template: Template = None,
    received: Received = None,
) -> None:
    """Load exports; each file's template is recognised by its header."""
    with call.izder() as izder:
        report = izder.load(paths, template=template, received=received)
    call.give(report_document(report), lambda out: _print_report(call, out, report))


def quarantine(
    call: Call,
    file: Annotated[str | None, typer.Option(help="Only of this file.")] = None,
    reason: Reasons = None,
    limit: Annotated[int | None, typer.Option(help="At most so many rows.")] = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write them to a file, in full; audited as unmasking.")
    ] = None,
) -> None:
    """List the rows that were not loaded: file, row, reason and the raw line."""
    codes = [_known(word) for word in reason or () if CODE.fullmatch(word)]
    why = " ".join(word for word in reason or () if not CODE.fullmatch(word))
    with replace(call, reason=why or None).asking(start_store=False) as (access, purpose):
        found = [
            access.quarantine(purpose, file=file, reason=code, limit=limit, reveal=call.json or export is not None)
            for code in codes or (None,)
        ]
        ended = access.custody.ended()
    rows = [row for each in found for row in each][:limit]
    if export is not None:
        write(rows, export)
    document = {"rows": [row.model_dump(include={"file", "row", "reason", "detail", "raw"}) for row in rows]}
    call.give(document | {"ended": list(ended)}, lambda out: _print_rows(call, out, rows, ended))


def _known(code: str) -> str:
    """A reason code.

    Raises:
        InputError: no row can end with it.
    """
    if not Phrases.load().has(f"quarantine.{code}"):
        raise InputError(f"There is no reason code «{code}»; docs/reason-codes.md lists them.")
    return code


def report_document(report: LoadReport) -> dict[str, object]:
    """What `izder load --json` prints."""
    files = [file.model_dump(include=REPORTED) for file in report.files]
    return {"run": report.run, "files": files, "unrecognised": report.unrecognised}


def _print_report(call: Call, out: Console, report: LoadReport) -> None:
    table = Table(title=call.say("load.title"), title_justify="left")
    table.add_column(call.say("load.file"))
    table.add_column(call.say("load.template"))
    for name in ("rows", "loaded", "duplicate", "quarantined"):
        table.add_column(call.say(f"load.{name}"), justify="right")
    reasons: Counter[str] = Counter()
    for file in report.files:
        reasons.update(file.quarantined)
        figures = (file.rows, file.loaded, file.duplicate, sum(file.quarantined.values()))
        name = f"{file.file} ({call.say('load.already')})" if file.already else file.file
        table.add_row(name, file.template, *(f"{n:,}".replace(",", " ") for n in figures))
    out.print(table)
    if reasons:
        counted = ", ".join(f"{code} {n}" for code, n in reasons.most_common())
        out.print(call.say("load.reasons", counted=counted), markup=False)
    for path in report.unrecognised:
        out.print(call.say("load.unrecognised", file=path), markup=False)


def _print_rows(call: Call, out: Console, rows: list[QuarantinedRow], ended: tuple[str, ...]) -> None:
    if ended:
        out.print(say(call, "left_out", numbers=", ".join(ended)), markup=False)
    if not rows:
        out.print(call.say("quarantine.none"))
        return
    table = Table(title=call.say("quarantine.title", n=len(rows)), title_justify="left")
    for name in ("file", "row", "reason", "raw"):
        table.add_column(call.say(f"quarantine.{name}"), overflow="fold", justify="right" if name == "row" else "left")
    for row in rows:
        said = Phrases.load().text(f"quarantine.{row.reason}", call.language)
        about = ": ".join(filter(None, (said, row.detail)))
        table.add_row(escape(row.file), str(row.row), f"{row.reason}\n{escape(about)}", escape(row.raw))
    out.print(table)
