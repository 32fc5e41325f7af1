"""A dry run: the first rows of a file through the real checks, and nothing written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from core import clock, money
from core.drafts import Rehearsal, RehearsedRow
from core.errors import UnrecognisedFile
from core.home import Home
from core.records import Field
from etl import scope
from etl.blocks import Layout, blocks
from etl.checks.canonical import Canonical
from etl.checks.judging import judge
from etl.checks.reading import cell_columns
from etl.delivery import deliveries, records_folder
from etl.entities import entity_id
from etl.fates import QUARANTINED, Judge
from etl.recognise import Recognised, recognise
from etl.repeats import Seen
from etl.templates import Reading, Template

SHOWN, HELD, JUDGED = 20, 20, 5_000  # rows shown, quarantined ones shown beside, rows judged
_BLOCK = 2**20
_FOR_EVER = 10**14


def rehearse(path: Path, template: Template, home: Home, *, name: str | None = None) -> Rehearsal:
    """How a file's first rows would be understood, and what would be quarantined.

    Raises:
        UnrecognisedFile: the template does not fit the file.
        InputError: the file cannot be read.
    """
    found = recognise(path, [template], name=name)
    layout = Layout.of(found)
    rows = _first(blocks(path, layout, _BLOCK))
    fields, windows = _fields(rows, found, template), _windows(home, template)
    judging = Judge(template, layout.header, _open(fields) if windows is None else windows, Seen(), Canonical())
    book, _ = judging.block(rows)
    return _told(rows, book, _understood(fields), template, scoped=windows is not None)


def _first(found: Iterator[pl.DataFrame]) -> pl.DataFrame:
    taken: list[pl.DataFrame] = []
    for block in found:
        taken.append(block)
        if sum(each.height for each in taken) >= JUDGED:
            break
    if not taken:
        raise UnrecognisedFile(
            "The file has no rows under its header: there is nothing to rehearse.", key="nothing_to_rehearse"
        )
    return pl.concat(taken).head(JUDGED)


def _windows(home: Home, template: Template) -> pl.DataFrame | None:
    """The sanctioned windows of the registers that are loaded; None where there are none."""
    if not any(reading.kind.governed for reading in template.readings):
        return scope.windows([])
    registers = [each for each in deliveries(home) if each.record == scope.REGISTER]
    found = scope.windows([records_folder(home, each.sha256) for each in registers])
    return found if found.height else None


def _open(fields: Sequence[tuple[Reading, pl.DataFrame]]) -> pl.DataFrame:
    """Windows that cover every row: without a register scope cannot be judged, and the rest still can."""
    ends = [
        table.select(entity_id(reading.kind, field).alias("object"))
        for reading, table in fields
        for field in reading.kind.governed
    ]
    always = {"from_ms": pl.lit(0, pl.Int64), "to_ms": pl.lit(_FOR_EVER, pl.Int64), "number": pl.lit("")}
    return pl.concat(ends).drop_nulls().unique().with_columns(**always)


def _fields(rows: pl.DataFrame, found: Recognised, template: Template) -> list[tuple[Reading, pl.DataFrame]]:
    """What can be read of each row of the right shape, for each record that a row means."""
    whole, header = rows.filter(pl.col("shape").is_null()), cell_columns(found.header)
    return [
        (reading, whole.select("row").hstack(judge(whole, header, template, Canonical(), reading).drop("defect", "at")))
        for reading in template.readings
    ]


def _understood(fields: Sequence[tuple[Reading, pl.DataFrame]]) -> dict[int, dict[str, str]]:
    """Fields in words by row number; those of further records bear the record's name."""
    told: dict[int, dict[str, str]] = {}
    for place, (reading, table) in enumerate(fields):
        prefix = f"{reading.record}." if place else ""
        for row in table.select("row", *reading.fields).to_dicts():
            there = [name for name in reading.fields if row[name] is not None]
            words = {f"{prefix}{name}": _word(reading.kind.fields[name], row[name]) for name in there}
            told.setdefault(int(row["row"]), {}).update(words)
    return told


def _word(field: Field, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if field.type == "money" and isinstance(value, int):
        return money.shown(value, currency=False)
    if field.type in ("time", "day_start", "day_end") and isinstance(value, int):
        return clock.from_ms(value).strftime("%d.%m.%Y" if field.type != "time" else "%d.%m.%Y %H:%M:%S")
    return str(value)


def _told(
    rows: pl.DataFrame, book: pl.DataFrame, fields: dict[int, dict[str, str]], template: Template, *, scoped: bool
) -> Rehearsal:
    raw = dict(zip(rows["row"].to_list(), rows["raw"].to_list(), strict=True))
    judged = [
        RehearsedRow(
            row=line["row"], fate=line["fate"], reason=line["reason"], detail=line["detail"] or "",
            raw=raw[line["row"]], fields=fields.get(line["row"], {}),
        )
        for line in book.select("row", "fate", "reason", "detail").to_dicts()
    ]  # fmt: skip
    counts = Counter(line.reason if line.fate == QUARANTINED else line.fate for line in judged)
    held = (line for line in judged[SHOWN:] if line.fate == QUARANTINED)
    return Rehearsal(
        judged=len(judged),
        counts={str(word): times for word, times in counts.most_common()},
        rows=tuple(judged[:SHOWN]),
        held=tuple(islice(held, HELD)),
        titles=_titles(template),
        scope=scoped,
    )


def _titles(template: Template) -> dict[str, dict[str, str]]:
    first, *others = template.readings
    titles = {name: first.kind.fields[name].titles.model_dump() for name in first.fields}
    for reading in others:
        kind = reading.kind.titles.model_dump()
        for name in reading.fields:
            of = reading.kind.fields[name].titles.model_dump()
            titles[f"{reading.record}.{name}"] = {language: f"{kind[language]}: {of[language]}" for language in of}
    return titles
