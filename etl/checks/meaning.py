"""Which records a row means, and what it says of its own grade."""

import polars as pl

from core.grades import GRADES, WORDS
from etl.checks.reading import read_words
from etl.checks.texts import Header, Torn, cell_text, folded, text_of, unknown_words
from etl.templates import Reading, Template, When


def is_meant(cells: pl.DataFrame, header: Header, template: Template, reading: Reading) -> pl.Series:
    """Rows that mean this record: those that `when` names, else those with something in a column that only it reads.

    The first record of a template, and one that reads no column of its own, is meant by every row.
    """
    if reading.when:
        return _when(cells, header, reading.when)
    own = [name for name in reading.columns if name not in template.readings[0].columns]
    if reading == template.readings[0] or not own:
        return pl.repeat(True, cells.height, dtype=pl.Boolean, eager=True)
    filled = [cell_text(cells, header, name).is_not_null().alias(name) for name in own]
    return pl.DataFrame(filled).select(pl.any_horizontal(pl.all()).alias("meant")).to_series()


def _when(cells: pl.DataFrame, header: Header, when: When) -> pl.Series:
    said = cell_text(cells, header, when.column)
    if not when.is_:
        return said.is_not_null()
    return folded(said).is_in([word.casefold() for word in when.is_]).fill_null(False)


def row_grades(cells: pl.DataFrame, header: Header, template: Template) -> tuple[pl.DataFrame, list[Torn]]:
    """Columns GRADES, null where a row says nothing of its own; and where it says what is no grade."""
    columns, torn = [], list[Torn]()
    for grade in GRADES:
        mapped = template.graded.get(grade)
        if mapped is None:
            columns.append(pl.Series(grade, [None], dtype=pl.String).new_from_index(0, cells.height))
            continue
        own = mapped if mapped.words else mapped.model_copy(update={"words": {word: word for word in WORDS[grade]}})
        text = text_of(cells, header, mapped)
        value = read_words(text, own)
        wrong = text.is_not_null() & value.is_null()
        if mapped.by and not mapped.otherwise:
            wrong |= unknown_words(cells, header, mapped.by, mapped.choose)
        torn.append(Torn(" + ".join(template.real(mapped.sources)), "bad_grade", wrong))
        columns.append(value.alias(grade))
    return pl.DataFrame(columns), torn
