"""template draft, list, show, check, save: from a file of unknown make to a template that loads it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from core.drafts import Draft, Ground, Rehearsal, RehearsedRow, TemplateSheet, Wishes, said
from core.errors import InputError
from core.phrases import Phrases
from ui.cli.call import Call

SHOWN_SIGNS = {"\t": "⇥ tab", "": "—"}
Given = Annotated[Path, typer.Argument(metavar="FILE", help="An export of unknown make.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Write the template to this file.")]
Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help="Which field a column is; nothing after = for none."),
]


def draft(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    call: Call,
    file: Given,
    output: Out = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding, confirmed.")] = None,
    delimiter: Annotated[str | None, typer.Option(help="The sign between columns; \\t for a tab.")] = None,
    quote: Annotated[str | None, typer.Option(help="The quotation mark; empty for none.")] = None,
    header_row: Annotated[int | None, typer.Option(help="The row that names the columns, from 1.")] = None,
    header_rows: Annotated[int | None, typer.Option(min=1, max=3, help="How many rows the header has: 1 to 3.")] = None,
    footer: Annotated[str | None, typer.Option(help="Regular expression of lines that are no records.")] = None,
    sheet: Annotated[str | None, typer.Option(help="The sheet of a workbook.")] = None,
    decimal: Annotated[str | None, typer.Option(help="The decimal sign.")] = None,
    date_format: Annotated[list[str] | None, typer.Option(help="Style of dates or times (strftime).")] = None,
    zone: Annotated[str | None, typer.Option(help="The time zone, as +05:00 or Asia/Almaty.")] = None,
    record: Annotated[str | None, typer.Option(help="What a row is: transfer, call, arrest…")] = None,
    columns: Maps = None,
    name: Annotated[str | None, typer.Option(help="Name of the template.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title for people.")] = None,
    agency: Annotated[str | None, typer.Option(help="Whose data it is.")] = None,
    own: Annotated[str | None, typer.Option(help="Account or phone of the one whose statement it is.")] = None,
    ways: Annotated[list[str] | None, typer.Option(
        "--way", metavar="WORD=out|in", help="Which way a word or code says, for the one whose statement it is.",
    )] = None,
) -> None:  # fmt: skip
    """Propose a template for a file, each proposal with its grounds, and rehearse its first rows."""
    wishes = Wishes(
        encoding=encoding, delimiter="\t" if delimiter == "\\t" else delimiter, quote=quote, header_row=header_row,
        header_rows=header_rows, footer=footer, sheet=sheet, decimal=decimal, formats=tuple(date_format or ()),
        zone=zone, record=record, columns=dict(map(_mapping, columns or ())), name=name, title=title, agency=agency,
        own=own, ways=dict(map(_mapping, ways or ())),
    )  # fmt: skip
    with call.asking(start_store=False) as (access, purpose):
        found = access.templates.draft(purpose, file, wishes, reveal=call.json)
        dry = None if found.missing else access.templates.rehearse(purpose, file, found.template, reveal=call.json)
    if output is not None:
        _write(call, found, output)
    document = {"draft": found.model_dump(), "rehearsal": dry and dry.model_dump()}
    call.give(document, lambda out: _print_draft(call, out, found, dry, output))


def listed(call: Call) -> None:
    """List the templates: those that come with Izder, and yours with who made them."""
    with call.izder(start_store=False) as izder:
        sheets = izder.access.templates.sheets()
    call.give({"templates": [sheet.model_dump() for sheet in sheets]}, lambda out: _print_list(call, out, sheets))


def show(
    call: Call,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the template.")],
    version: Annotated[int | None, typer.Option(help="Which version, else the one in force.")] = None,
) -> None:
    """Print a template."""
    with call.izder(start_store=False) as izder:
        text = izder.access.templates.text(name, version)
    call.give({"name": name, "template": text}, lambda out: out.print(text, markup=False, highlight=False, end=""))


def check(
    call: Call,
    template: Annotated[Path, typer.Argument(metavar="TEMPLATE.yaml", help="File of the template.")],
    on: Annotated[Path, typer.Option(help="The export to rehearse it on.")],
) -> None:
    """Rehearse a template on an export: how its first rows would be understood. Nothing is written."""
    text = _read(template)
    with call.asking(start_store=False) as (access, purpose):
        dry = access.templates.rehearse(purpose, on, text, reveal=call.json)
    call.give(dry.model_dump(), lambda out: _print_rehearsal(call, out, dry))


def save(
    call: Call, template: Annotated[Path, typer.Argument(metavar="TEMPLATE.yaml", help="File of the template.")]
) -> None:
    """Put a template in force as the next version of its name, under your name; earlier versions are kept."""
    text = _read(template)
    with call.izder(start_store=False) as izder:
        sheet = izder.templates.save(text)
    told = say(call, "saved", name=sheet.name, version=sheet.version, author=sheet.author)
    call.give(sheet.model_dump(), lambda out: out.print(told, markup=False))


def say(call: Call, key: str, /, **parameters: str | int | float | None) -> str:
    """A phrase of drafts on the command line."""
    return Phrases.load().text(f"draft.cli.{key}", call.language, **parameters)


def _mapping(word: str) -> tuple[str, str]:
    column, sign, field = word.rpartition("=")
    if not sign or not column:
        raise InputError(f"«{word}» is not of the form COLUMN=FIELD.")
    return column, field.strip()


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"«{path}» cannot be read as a template: {error}.") from error


def _write(call: Call, found: Draft, path: Path) -> None:
    """The template, under a line that says what is still to be confirmed."""
    if found.doubtful:
        near = " or ".join(each.encoding for each in found.encodings[:2])
        raise InputError(f"«{found.file}» reads well as {near}, and differently: look at both and say --encoding.")
    lacks = [f"#? {say(call, 'lacks', fields=', '.join(found.missing))}"] if found.missing else []
    lines = [f"#? {say(call, 'draft_of', file=found.file)}", *lacks, found.template]
    path.write_text("\n".join(lines), "utf-8")


def _print_draft(call: Call, out: Console, found: Draft, dry: Rehearsal | None, output: Path | None) -> None:
    if found.encodings:
        out.print(_encodings(call, found))
    out.print(_choices(call, found))
    out.print(_columns(call, found))
    if found.missing:
        out.print(say(call, "lacks", fields=", ".join(found.missing)), markup=False)
    if found.doubtful:
        out.print(say(call, "doubtful"), markup=False)
    if dry is not None:
        _print_rehearsal(call, out, dry)
    if output is None:
        out.print(found.template, markup=False, highlight=False)
    else:
        out.print(say(call, "written", file=str(output)), markup=False)


def _encodings(call: Call, found: Draft) -> Table:
    table = _table(say(call, "encodings"), *(say(call, key) for key in ("encoding", "score", "undecodable", "words")))
    for each in found.encodings:
        words = " ".join([*each.words[:6], *([f"[{each.letters}]"] if each.letters else [])])
        figures = (f"{each.score:.0%}", str(each.undecodable))
        table.add_row(each.encoding, *figures, escape(words + "\n" + _grounds(call, each.grounds)))
    return table


def _choices(call: Call, found: Draft) -> Table:
    table = _table(say(call, "proposals"), *(say(call, key) for key in ("property", "proposed", "grounds", "others")))
    for name, choice in found.choices.items():
        title = Phrases.load().text(f"draft.property.{name}", call.language)
        others = ", ".join(map(_sign, choice.others[:5]))
        table.add_row(title, escape(_sign(choice.value)), escape(_grounds(call, choice.grounds)), escape(others))
    return table


def _columns(call: Call, found: Draft) -> Table:
    table = _table(say(call, "columns"), *(say(call, k) for k in ("column", "field", "score", "grounds", "samples")))
    for column in found.columns:
        score = f"{column.score:.0%}" if column.field else ""
        samples = " · ".join(column.samples[:3])
        shown = (column.name, column.field or "—", score, _grounds(call, column.grounds), samples)
        table.add_row(*map(escape, shown))
    return table


def _print_rehearsal(call: Call, out: Console, dry: Rehearsal) -> None:
    out.print(_rows(call, say(call, "rehearsal", n=dry.judged), dry, dry.rows))
    if dry.held:
        out.print(_rows(call, say(call, "held"), dry, dry.held))
    counted = ", ".join(f"{word} {times}" for word, times in dry.counts.items())
    out.print(say(call, "counts", counted=counted), markup=False)
    if not dry.scope:
        out.print(say(call, "no_scope"), markup=False)


def _rows(call: Call, title: str, dry: Rehearsal, rows: tuple[RehearsedRow, ...]) -> Table:
    table = _table(title, *(say(call, key) for key in ("row", "fate", "understood")))
    for row in rows:
        why = Phrases.load().text(f"quarantine.{row.reason}", call.language) if row.reason else ""
        fate = "\n".join(filter(None, [row.reason or _fate(call, row), why, row.detail]))
        words = (f"{dry.titles[name][call.language]}: {value}" for name, value in row.fields.items())
        table.add_row(str(row.row), escape(fate), escape(" · ".join(words) if not row.reason else row.raw))
    return table


def _fate(call: Call, row: RehearsedRow) -> str:
    return Phrases.load().text(f"draft.fate.{row.fate}", call.language)


def _print_list(call: Call, out: Console, sheets: list[TemplateSheet]) -> None:
    table = _table(say(call, "templates"), *(say(call, k) for k in ("name", "version", "title", "record", "author")))
    for sheet in sheets:
        author = "Izder" if sheet.built_in else ", ".join(filter(None, [sheet.author, (sheet.made or "")[:10]])) or "—"
        table.add_row(sheet.name, str(sheet.version), escape(sheet.titles[call.language]), sheet.record, escape(author))
    out.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _grounds(call: Call, grounds: tuple[Ground, ...]) -> str:
    return "; ".join(said(ground, Phrases.load(), call.language) for ground in grounds)


def _sign(value: str) -> str:
    return SHOWN_SIGNS.get(value, value)
