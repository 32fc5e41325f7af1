"""What a row says for a field, as text: of a column, of a part of one, of several joined, of the one a word chooses."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from etl.recognise import plain
from etl.templates import Origin, Template

_BLANKS = r"[\s\x1c-\x1f\u00a0\u200b\ufeff]+"

Header = Mapping[str, str]  # a column's plain name → its cell column


@dataclass(frozen=True, slots=True)
class Torn:
    """Rows in which a column has not the form that the template splits it by, or an unknown word where one chooses."""

    column: str  # the feed's own name
    code: str
    rows: pl.Series


def cell_columns(header: tuple[str, ...]) -> Header:
    """Where each named column's cells stand; of two columns of one name the first."""
    places: dict[str, str] = {}
    for index, name in enumerate(header):
        places.setdefault(plain(name), f"c{index}")
    return places


def with_parts(cells: pl.DataFrame, header: Header, template: Template) -> tuple[pl.DataFrame, Header, list[Torn]]:
    """The cells and the header with the parts of split columns beside them, and where a cell could not be split."""
    places, torn = dict(header), list[Torn]()
    for column, pattern in template.split.items():
        whole = f"^(?:{pattern})$"
        text = cell_text(cells, header, column)
        found = text.to_frame("text").select(pl.col("text").str.extract_groups(whole)).to_series().struct.unnest()
        for part in template.parts[column]:
            places[plain(part)] = f"part {part}"
            cells = cells.with_columns(found[part].alias(f"part {part}"))
        torn.append(Torn(column, "bad_form", ~text.str.contains(whole).fill_null(True)))
    return cells, places, torn


def cell_text(cells: pl.DataFrame, header: Header, column: str) -> pl.Series:
    """One column: blanks made one, nothing made null."""
    return cells.select(_filled(_clean(header, column)).alias("text")).to_series()


def text_of(cells: pl.DataFrame, header: Header, mapped: Origin) -> pl.Series:
    """What is written for a field; null where nothing is."""
    if not mapped.by:
        return _written(cells, header, mapped)
    said, chosen = folded(cell_text(cells, header, mapped.by)), _nothing(cells)
    known = pl.repeat(False, cells.height, dtype=pl.Boolean, eager=True)
    for word, origin in mapped.choose.items():
        here = _says(said, word)
        known |= here
        if origin:
            chosen = text_of(cells, header, origin).zip_with(here, chosen)
    return chosen.zip_with(known, text_of(cells, header, mapped.otherwise)) if mapped.otherwise else chosen


def unknown_choices(cells: pl.DataFrame, header: Header, fields: Mapping[str, Origin]) -> Iterator[Torn]:
    """Rows whose word chooses nothing, once for each column and its words; then those of choices within choices."""
    asked = {(o.by, frozenset(w.casefold() for w in o.choose)) for o in fields.values() if o.by and not o.otherwise}
    for column, words in sorted(asked, key=lambda pair: (pair[0], sorted(pair[1]))):
        empty = cell_text(cells, header, column).is_null() if "" not in words else False
        yield Torn(column, "unknown_word", unknown_words(cells, header, column, words) | empty)
    for origin in fields.values():
        if any(within.by for within in origin.chosen):
            yield from _unknown_within(cells, header, origin)


def _unknown_within(cells: pl.DataFrame, header: Header, origin: Origin) -> Iterator[Torn]:
    """The same of what is chosen, in the rows that come to it."""
    said = folded(cell_text(cells, header, str(origin.by)))
    left = pl.repeat(True, cells.height, dtype=pl.Boolean, eager=True)
    for word, within in origin.choose.items():
        here = _says(said, word)
        left &= ~here
        if within:
            yield from _in(here, unknown_choices(cells, header, {word: within}))
    if origin.otherwise:
        yield from _in(left, unknown_choices(cells, header, {"": origin.otherwise}))


def _in(rows: pl.Series, torn: Iterable[Torn]) -> Iterator[Torn]:
    return (replace(each, rows=each.rows & rows) for each in torn)


def _says(said: pl.Series, word: str) -> pl.Series:
    """Rows that say a word; the word '' is said where nothing is."""
    return (said == word.casefold()).fill_null(False) if word else said.is_null()


def unknown_words(cells: pl.DataFrame, header: Header, column: str, words: Collection[str]) -> pl.Series:
    """Rows with a word in the column that is none of these."""
    said = folded(cell_text(cells, header, column))
    return ~said.is_in([word.casefold() for word in words]).fill_null(True)


def folded(text: pl.Series) -> pl.Series:
    """Words without their capitals."""
    distinct = text.drop_nulls().unique()
    small = pl.Series([word.casefold() for word in distinct.to_list()], dtype=pl.String)
    return text.replace_strict(distinct, small, default=None, return_dtype=pl.String)


def _written(cells: pl.DataFrame, header: Header, origin: Origin) -> pl.Series:
    if origin.constant is not None:
        return pl.Series([origin.constant], dtype=pl.String).new_from_index(0, cells.height)
    parts = [_clean(header, name) for name in origin.sources]
    if len(parts) > 1:
        parts = [pl.concat_str([_filled(part) for part in parts], separator=origin.joined_by, ignore_nulls=True)]
    return cells.select(_filled(parts[0]).alias("text")).to_series()


def _clean(header: Header, name: str) -> pl.Expr:
    return pl.col(header[plain(name)]).str.replace_all(_BLANKS, " ").str.strip_chars(" ")


def _filled(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.len_bytes() > 0).then(text)


def _nothing(cells: pl.DataFrame) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)
