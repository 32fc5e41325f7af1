"""A block of rows → their fields and the first defect of each."""

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from core.records import Field, RecordKind, storage
from etl.checks import rules
from etl.checks.canonical import Canonical
from etl.checks.reading import Header, read_field
from etl.checks.rules import Rule
from etl.templates import Template

_Defect = tuple[pl.Expr, str, str]  # where it holds, its code, the field


def judge(cells: pl.DataFrame, header: Header, template: Template, known: Canonical) -> pl.DataFrame:
    """All fields of the record kind, and `defect` and `at` (the field), both null where a row is good.

    `cells` are rows of the right shape; a field that the template does not map is null.
    """
    kind = template.kind
    columns: list[pl.Series] = []
    for name, field in kind.fields.items():
        columns += _columns(name, field, cells, header, template, known)
    table = pl.DataFrame(columns)
    defects = [*_unread(template), *_missing(template), *_broken(kind)]
    return table.select(
        *kind.fields, _first(defects, lambda found: found[1], "defect"), _first(defects, lambda found: found[2], "at")
    )


def _columns(
    name: str, field: Field, cells: pl.DataFrame, header: Header, template: Template, known: Canonical
) -> list[pl.Series]:
    """The field, and beside it `<name>?`: whether something was written that could not be read."""
    of = storage(field.type, many=field.many)
    mapped = template.fields.get(name)
    if mapped is None:
        return [pl.Series(name, [None], dtype=of).new_from_index(0, cells.height)]
    value, wrong = read_field(cells, header, mapped, field, template.zone, known)
    return [value.cast(of).alias(name), wrong.alias(f"{name}?")]


def _unread(template: Template) -> Iterator[_Defect]:
    for name, field in template.kind.fields.items():
        code = rules.load().unread(template.record, name, field.type)
        if name in template.fields and code:
            yield pl.col(f"{name}?"), code, name


def _missing(template: Template) -> Iterator[_Defect]:
    for name in template.kind.required:
        code = rules.load().missing(template.record, name, template.kind.fields[name].type)
        yield pl.col(name).is_null(), code, name


def _broken(kind: RecordKind) -> Iterator[_Defect]:
    for rule in rules.load().rules.get(kind.kind, ()):
        yield _breaks(rule).fill_null(False), rule.code, rule.field


def _breaks(rule: Rule) -> pl.Expr:
    value = pl.col(rule.field)
    broken = pl.lit(False)
    if rule.least is not None:
        broken |= value < rule.least
    if rule.most is not None:
        broken |= value > rule.most
    if rule.before:
        broken |= value < pl.col(rule.before)
    if rule.prefix:
        broken |= ~value.str.starts_with(pl.col(rule.prefix) + ":")
    return broken


def _first(defects: Sequence[_Defect], word: Callable[[_Defect], str], name: str) -> pl.Expr:
    """The word of the first defect that holds."""
    found = [pl.when(defect[0]).then(pl.lit(word(defect))) for defect in defects]
    return pl.coalesce(found).alias(name) if found else pl.lit(None, dtype=pl.String).alias(name)
