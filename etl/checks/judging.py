"""A block of rows → the fields of a record and the first defect of each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from core.records import Field, storage
from etl.checks import rules
from etl.checks.canonical import Canonical
from etl.checks.meaning import is_meant, row_grades
from etl.checks.reading import Header, read_field, second_reading
from etl.checks.rules import Rule
from etl.checks.texts import Torn, unknown_choices, with_parts
from etl.templates import Reading, Template

_Defect = tuple[pl.Expr, str, str]  # where it holds, its code, the feed's own name of the column
_END = {"defect": pl.String(), "at": pl.String()}


@dataclass(frozen=True, slots=True)
class Judged:
    """Records of one kind that rows mean: columns `at` (place in the block), the kind's fields, GRADES."""

    reading: Reading
    records: pl.DataFrame


def judge(
    cells: pl.DataFrame, header: Header, template: Template, known: Canonical, reading: Reading | None = None
) -> pl.DataFrame:
    """All fields of one record, and `defect` and `at` (the feed's column), both null where a row is good.

    `cells` are rows of the right shape; a field that is not mapped is null. `reading`: which of the template's
    records; left out, it is the first. What the template splits or chooses by is judged before the fields.
    """
    cells, places, torn = with_parts(cells, header, template)
    return _judge(cells, places, template, known, reading or template.readings[0], torn)


def judge_rows(
    cells: pl.DataFrame, header: Header, template: Template, known: Canonical
) -> tuple[pl.DataFrame, list[Judged]]:
    """`defect` and `at` of each row, and all records that the rows mean, those of bad rows, too.

    A row is taken whole or not at all: it is as bad as the first bad record that it means.
    """
    cells, places, torn = with_parts(cells, header, template)
    graded, wrong = row_grades(cells, places, template)
    ends, found = [_ends(cells.height, [*torn, *wrong])], list[Judged]()
    for reading in template.readings:
        here = is_meant(cells, places, template, reading)
        table = _judge(cells, places, template, known, reading, [])
        ends.append(table.select(pl.when(here).then("defect").alias("defect"), pl.when(here).then("at").alias("at")))
        records = table.drop("defect", "at").hstack(graded)
        found.append(Judged(reading, records.select(_PLACE, pl.all()).filter(here)))
    return _first_end(ends), found


_PLACE = pl.int_range(pl.len(), dtype=pl.UInt32).alias("at")


def _ends(height: int, torn: list[Torn]) -> pl.DataFrame:
    """`defect` and `at` of the first of these that holds."""
    flags = pl.DataFrame([t.rows.alias(str(place)) for place, t in enumerate(torn)])
    defects = [(pl.col(str(place)), t.code, t.column) for place, t in enumerate(torn)]
    if not defects:
        return pl.DataFrame(schema=_END).clear(height)
    return flags.select(_word(defects, 1).alias("defect"), _word(defects, 2).alias("at"))


def _first_end(ends: list[pl.DataFrame]) -> pl.DataFrame:
    first = ends[0]
    for end in ends[1:]:
        good = first["defect"].is_null()
        first = pl.DataFrame({name: end[name].zip_with(good, first[name]) for name in _END})
    return first


def _judge(
    cells: pl.DataFrame, header: Header, template: Template, known: Canonical, reading: Reading, torn: list[Torn]
) -> pl.DataFrame:
    torn = [*torn, *unknown_choices(cells, header, reading.fields)]
    columns = [t.rows.alias(f"{place}!") for place, t in enumerate(torn)]
    defects = [(pl.col(f"{place}!"), t.code, t.column) for place, t in enumerate(torn)]
    for name, field in reading.kind.fields.items():
        columns += _columns(name, field, cells, header, template.zone, reading, known)
    defects += [*_unread(reading, template), *_missing(reading, template), *_broken(reading, template)]
    twice = [
        second_reading(of, template.zone).alias(n) for n, of in reading.kind.fields.items() if of.second_reading_of
    ]
    table = pl.DataFrame(columns).with_columns(twice)
    return table.select(*reading.kind.fields, _word(defects, 1).alias("defect"), _word(defects, 2).alias("at"))


def _columns(
    name: str, field: Field, cells: pl.DataFrame, header: Header, zone: str, reading: Reading, known: Canonical
) -> list[pl.Series]:
    """The field, and beside it `<name>?`: whether something was written that could not be read."""
    of = storage(field.type, many=field.many)
    mapped = reading.fields.get(name)
    if mapped is None:
        return [pl.Series(name, [None], dtype=of).new_from_index(0, cells.height)]
    value, wrong = read_field(cells, header, mapped, field, zone, known)
    return [value.cast(of).alias(name), wrong.alias(f"{name}?")]


def _unread(reading: Reading, template: Template) -> Iterator[_Defect]:
    for name, field in reading.kind.fields.items():
        if name in reading.fields and (code := rules.load().unread(reading.record, name, field.type)):
            yield pl.col(f"{name}?"), code, _at(reading, template, name)


def _missing(reading: Reading, template: Template) -> Iterator[_Defect]:
    for name in reading.kind.required:
        code = rules.load().missing(reading.record, name, reading.kind.fields[name].type)
        yield pl.col(name).is_null(), code, _at(reading, template, name)


def _broken(reading: Reading, template: Template) -> Iterator[_Defect]:
    for rule in rules.load().rules.get(reading.record, ()):
        yield _breaks(rule).fill_null(False), rule.code, _at(reading, template, rule.field)


def _at(reading: Reading, template: Template, field: str) -> str:
    """The feed's own name of a field's column."""
    mapped = reading.fields.get(field)
    return " + ".join(template.real(mapped.sources)) if mapped else ""


def _breaks(rule: Rule) -> pl.Expr:
    value = pl.col(rule.field)
    broken = pl.lit(False)
    if rule.least is not None:
        broken |= value < rule.least
    if rule.most is not None:
        broken |= value > rule.most
    if rule.before:
        broken |= value < pl.col(rule.before)
    if rule.person:
        broken |= value.str.slice(4, 1).str.contains("[^0-3]")  # a day of birth; of a BIN this digit is 4, 5 or 6
    if rule.prefix:
        broken |= ~value.str.starts_with(pl.col(rule.prefix) + ":")
    return broken


def _word(defects: Sequence[_Defect], which: Literal[1, 2]) -> pl.Expr:
    """Code (1) or column (2) of the first defect that holds."""
    found = [pl.when(defect[0]).then(pl.lit(defect[which])) for defect in defects]
    return pl.coalesce(found) if found else pl.lit(None, dtype=pl.String)
