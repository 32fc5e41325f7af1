"""rebuild; quarantine amend, replay; authority; erase: what was delivered, put right, made again, shut, erased."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from core.clock import from_ms
from core.errors import InputError
from core.phrases import Phrases
from core.reports import Authority, Erasure, ErasureReport, QuarantinedRow, ReplayReport
from ui.cli.call import Call
from ui.cli.spreadsheet import write_csv

FOR_EVER = 2**62
FIGURES = {"rows", "edges", "shut"}
HEAD = ("file", "row", "reason", "detail", "raw")


def rebuild(
    call: Call,
    from_vault: Annotated[
        bool, typer.Option("--from-vault", help="Make the records anew, too, from the delivered files.")
    ] = False,
) -> None:
    """Make the graph anew from records and judgements; it says the same as before."""
    with call.izder() as izder:
        report = izder.custody.rebuild(from_vault=from_vault)
    call.give(
        report.model_dump(), lambda out: out.print(say(call, "rebuild.done", **report.model_dump()), markup=False)
    )


def replay(
    call: Call,
    file: Annotated[str | None, typer.Option(help="Only of this file.")] = None,
    template: Annotated[str | None, typer.Option(help="Name or file of the template, else the feed's own.")] = None,
) -> None:
    """Judge quarantined rows anew, after a template, a row or a sanction was put right, and load what is good."""
    with call.izder() as izder:
        report = izder.custody.replay(file, template)
    call.give(report.model_dump(), lambda out: _print_replay(call, out, report))


def amend(
    call: Call,
    source: Annotated[str, typer.Argument(metavar="FILE", help="Name or source of the delivery.")],
    row: Annotated[int, typer.Argument(metavar="ROW", help="Number of the row.")],
    cells: Annotated[list[str], typer.Argument(metavar="COLUMN=VALUE...", help="What the columns should read.")],
) -> None:
    """Say what a quarantined row should read, and why; the row as delivered stays, and replay loads it."""
    changes = _changes(cells)
    with call.izder(start_store=False) as izder:
        purpose = izder.access.purpose(izder.settings.user, izder.settings.reason)
        made = izder.custody.amend(replace(purpose, reason=izder.settings.reason or ""), source, row, changes)
    call.give(made.model_dump(), lambda out: out.print(say(call, "amend.done", row=row, file=source), markup=False))


def authority(call: Call) -> None:
    """List the court's sanctions: what they open, until when, and how much rests on each."""
    with call.asking() as (access, purpose):
        found = access.custody.authorities(purpose)
    document = {"authorities": [{**each.model_dump(exclude={"files"}), "ended": each.ended} for each in found]}
    call.give(document, lambda out: _print_authorities(call, out, found))


def show(
    call: Call, number: Annotated[str, typer.Argument(metavar="NUMBER", help="Number of the sanction.")]
) -> None:
    """What rests on one sanction, by file."""
    with call.asking() as (access, purpose):
        found = access.custody.authority(purpose, number)
    call.give({**found.model_dump(), "ended": found.ended}, lambda out: _print_authority(call, out, found))


def erase(
    call: Call,
    source: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Name or source; without it, erasures are listed.")
    ] = None,
) -> None:
    """Erase a delivery and all that was derived from it; one person asks, another confirms with the same command."""
    with call.izder(start_store=source is not None) as izder:
        purpose = izder.access.purpose(izder.settings.user, izder.settings.reason)
        if source is None:
            steps = izder.erasing.listed(purpose)
            call.give({"erasures": [step.model_dump() for step in steps]}, lambda out: _print_steps(call, out, steps))
            return
        done = izder.erasing.erase(purpose, source)
    if isinstance(done, ErasureReport):
        document = {"step": "done", **done.model_dump(), "clean": done.clean}
        call.give(document, lambda out: _print_erasure(call, out, done))
    else:
        call.give(done.model_dump(), lambda out: out.print(say(call, "erase.requested", file=done.file), markup=False))


def export(rows: list[QuarantinedRow], path: Path) -> None:
    """Write quarantined rows as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, HEAD, ([str(getattr(row, name)) for name in HEAD] for row in rows))


def say(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of the topic `custody`."""
    return Phrases.load().text(f"custody.{key}", call.language, **parameters)


def _print_authorities(call: Call, out: Console, found: list[Authority]) -> None:
    if not found:
        out.print(say(call, "authority.none"))
        return
    table = _table(call, "number", "court", "object", "window", "until", "state", "rows", "edges")
    for each in found:
        objects = sorted({window.object.partition(":")[2] for window in each.windows})
        more = f" +{len(objects) - 1}" if len(objects) > 1 else ""
        last = max(each.windows, key=lambda window: window.expires_ms or FOR_EVER)
        opened = _days(min(window.from_ms for window in each.windows), max(window.to_ms for window in each.windows))
        table.add_row(
            each.number, each.court or "", objects[0] + more, opened, _day(last.expires_ms), _state(call, each.ended),
            str(each.rows), "" if each.edges is None else str(each.edges),
        )  # fmt: skip
    out.print(table)


def _print_authority(call: Call, out: Console, found: Authority) -> None:
    out.print(f"{found.number} · {found.court or ''} · {_state(call, found.ended)}", markup=False)
    windows = _table(call, "object", "window", "until", "state")
    for each in found.windows:
        opened = _days(each.from_ms, each.to_ms)
        windows.add_row(each.object.partition(":")[2], opened, _day(each.expires_ms), _state(call, each.ended))
    out.print(windows)
    files = _table(call, "file", "rows", "shut")
    for file in found.files:
        files.add_row(file.file, str(file.rows), str(file.shut))
    out.print(files)


def _print_steps(call: Call, out: Console, steps: list[Erasure]) -> None:
    table = _table(call, "file", "step", "when", "who", "why")
    for step in steps:
        when = from_ms(step.made_ms).strftime("%d.%m.%Y %H:%M")
        table.add_row(step.file, say(call, f"erase.{step.step}_step"), when, step.author, step.reason)
    out.print(table if steps else say(call, "erase.none"))


def _print_erasure(call: Call, out: Console, done: ErasureReport) -> None:
    out.print(say(call, "erase.done", file=done.file, rows=done.rows, seconds=done.seconds), markup=False)
    if done.judged_anew:
        out.print(say(call, "erase.judged_anew", files=", ".join(done.judged_anew)), markup=False)
    searched = {"strings": done.strings, "files": done.scan.files, "mb": round(done.scan.bytes / 1e6, 1)}
    key = "erase.clean" if done.clean else "erase.remains"
    out.print(say(call, key, **searched, places=", ".join(done.scan.remains)), markup=False)
    for table, entries in done.kept.items():
        out.print(say(call, "erase.kept", table=table, entries=entries), markup=False)
    if not done.fresh:
        out.print(say(call, "erase.not_ours"), markup=False)


def _table(call: Call, *columns: str) -> Table:
    table = Table()
    for name in columns:
        table.add_column(say(call, f"authority.{name}"), justify="right" if name in FIGURES else "left")
    return table


def _state(call: Call, ended: bool) -> str:
    return say(call, "authority.ended" if ended else "authority.stands")


def _day(ms: int | None) -> str:
    return "" if ms is None else from_ms(ms).strftime("%d.%m.%Y")


def _days(first: int, last: int) -> str:
    return f"{_day(first)} – {_day(last)}"


def _changes(cells: list[str]) -> dict[str, str]:
    pairs = [cell.partition("=") for cell in cells]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise InputError(f"«{wrong[0]}» is not of the form column=value.")
    return {name: value for name, _, value in pairs}


def _print_replay(call: Call, out: Console, report: ReplayReport) -> None:
    out.print(say(call, "replay.done", judged=report.judged, loaded=report.loaded), markup=False)
    if report.files:
        table = Table()
        for name in ("file", "rows", "loaded", "duplicate", "quarantined"):
            table.add_column(call.say(f"load.{name}"), justify="left" if name == "file" else "right")
        for file in report.files:
            figures = (file.rows, file.loaded, file.duplicate, sum(file.quarantined.values()))
            table.add_row(file.file, *(f"{n:,}".replace(",", " ") for n in figures))
        out.print(table)
    for sentence in report.left:
        out.print(sentence, markup=False)
