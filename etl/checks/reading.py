"""Cells → typed values, column by column: made of what the template says, as what the record kind says."""

from collections.abc import Callable, Mapping

import polars as pl

from core import clock, money
from core.records import Field, FieldType, storage
from etl.checks.canonical import Canonical
from etl.checks.texts import Header, cell_columns, cell_text, text_of
from etl.templates import Mapped

__all__ = ["Header", "Read", "cell_columns", "read_field", "read_words", "second_reading"]

_YEARS = (1990, 2100)
_CLOCK = r"^([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])$"
_IDENTIFIERS = {"phone", "account", "card", "item", "iin", "imei", "imsi", "article"}
_DAY_FORMATS = ("%Y-%m-%d",)
_TIME_FORMATS = ("%Y-%m-%d %H:%M:%S",)

Read = tuple[pl.Series, pl.Series]  # value; whether something was written that could not be read


def read_field(cells: pl.DataFrame, header: Header, mapped: Mapped, field: Field, zone: str, known: Canonical) -> Read:
    """A field's values, and where a cell holds something that is none."""
    if mapped.first_of:
        return _own_account(cells, header, mapped, known)
    text = text_of(cells, header, mapped)
    if field.many:
        return _many(text, mapped, field.type, known)
    value = _value(text, mapped, field.type, zone, known)
    return value, text.is_not_null() & value.is_null()


def second_reading(field: Field, zone: str) -> pl.Expr:
    """The later moment of a time that the zone's clock showed twice, or the flag that there is one; else null."""
    other = clock.second_reading_column(pl.col(str(field.second_reading_of)), zone)
    return other if field.type == "time" else pl.when(other.is_not_null()).then(pl.lit(True))


def read_words(text: pl.Series, mapped: Mapped) -> pl.Series:
    """The feed's words in ours, whatever their case; what the template itself says is ours already."""
    words = {**{word: word for word in mapped.constants}, **mapped.words}
    meant = {word.casefold(): ours for word, ours in words.items()}
    distinct = text.drop_nulls().unique()
    ours = pl.Series([meant.get(word.casefold()) for word in distinct.to_list()], dtype=pl.String)
    return text.replace_strict(distinct, ours, default=None, return_dtype=pl.String)


def _value(text: pl.Series, mapped: Mapped, of: FieldType, zone: str, known: Canonical) -> pl.Series:
    if of in _IDENTIFIERS:
        return known.column(text, of)
    if of == "word":
        return read_words(text, mapped)
    expression = _EXPRESSIONS.get(of)
    if expression is None:
        return text
    return text.to_frame("text").select(expression(pl.col("text"), mapped, zone).cast(storage(of))).to_series()


def _many(text: pl.Series, mapped: Mapped, of: FieldType, known: Canonical) -> Read:
    """Lists; a list with a value that cannot be read is no list."""
    at = pl.int_range(pl.len(), dtype=pl.UInt32).alias("at")
    items = pl.col("text").str.split(mapped.separator) if mapped.separator else pl.concat_list("text")
    each = text.to_frame("text").select(at, items.alias("item")).drop_nulls("item").explode("item")
    each = each.with_columns(pl.col("item").str.strip_chars(" ")).filter(pl.col("item").str.len_bytes() > 0)
    each = each.with_columns(known.column(each["item"], of).alias("value"))
    values, bad = pl.col("value").drop_nulls().unique().sort(), pl.col("value").is_null().any().alias("bad")
    lists = each.group_by("at").agg(values, bad)
    both = text.to_frame("text").select(at).join(lists, on="at", how="left", maintain_order="left")
    return both["value"], both["bad"].fill_null(False)


def _own_account(cells: pl.DataFrame, header: Header, mapped: Mapped, known: Canonical) -> Read:
    """The first of several accounts that is the bank's own; a wrong one is its own field's defect, not this one's."""
    value = pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)
    for name in mapped.first_of:
        account = known.column(cell_text(cells, header, name), "account")
        own = account.to_frame("own").select(pl.when(known.bank(account) == mapped.bank).then("own")).to_series()
        value = value.zip_with(value.is_not_null(), own)
    return value, pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True)


def _moment(text: pl.Expr, formats: tuple[str, ...]) -> pl.Expr:
    tried = [text.str.to_datetime(format, time_unit="ms", strict=False, exact=True) for format in formats]
    naive = pl.coalesce(tried)
    return pl.when(naive.dt.year().is_between(*_YEARS)).then(naive)


def _time(text: pl.Expr, mapped: Mapped, zone: str) -> pl.Expr:
    return clock.ms_column(_moment(text, mapped.formats or _TIME_FORMATS), zone)


def _day(text: pl.Expr, formats: tuple[str, ...]) -> pl.Expr:
    tried = [text.str.to_date(format, strict=False, exact=True) for format in formats or _DAY_FORMATS]
    day = pl.coalesce(tried)
    return pl.when(day.dt.year().is_between(1900, _YEARS[1])).then(day)


def _day_start(text: pl.Expr, mapped: Mapped, zone: str) -> pl.Expr:
    return clock.ms_column(_day(text, mapped.formats).cast(pl.Datetime("ms")), zone)


def _day_end(text: pl.Expr, mapped: Mapped, zone: str) -> pl.Expr:
    return clock.ms_column(_day(text, mapped.formats).cast(pl.Datetime("ms")) + pl.duration(days=1), zone) - 1


def _date(text: pl.Expr, mapped: Mapped, _zone: str) -> pl.Expr:
    return _day(text, mapped.formats).dt.to_string("%Y-%m-%d")


def _money(text: pl.Expr, mapped: Mapped, _zone: str) -> pl.Expr:
    """Where the comma is the decimal sign, a point before three digits may part thousands: not read, for safety."""
    tiyn = money.tiyn_column(text, mapped.decimal)
    if mapped.decimal == ".":
        return tiyn
    doubtful = text.str.contains(".", literal=True) & ~text.str.contains(r"^[+-]?[0-9]+\.[0-9]{1,2}$")
    return pl.when(~doubtful).then(tiyn)


def _number(text: pl.Expr, mapped: Mapped, _zone: str) -> pl.Expr:
    bare = text.str.replace_all(" ", "", literal=True).str.replace(mapped.decimal, ".", literal=True)
    return pl.when(bare.str.contains(r"^[+-]?[0-9]{1,15}(\.[0-9]+)?$")).then(bare).cast(pl.Float64, strict=False)


def _integer(text: pl.Expr, mapped: Mapped, _zone: str) -> pl.Expr:
    if not mapped.clock:
        return pl.when(text.str.contains(r"^[+-]?[0-9]{1,18}$")).then(text).cast(pl.Int64, strict=False)
    hours, minutes, seconds = (text.str.extract(_CLOCK, part).cast(pl.Int64) for part in (1, 2, 3))
    return hours * 3600 + minutes * 60 + seconds


_EXPRESSIONS: Mapping[FieldType, Callable[[pl.Expr, Mapped, str], pl.Expr]] = {
    "time": _time,
    "date": _date,
    "day_start": _day_start,
    "day_end": _day_end,
    "money": _money,
    "number": _number,
    "integer": _integer,
}
