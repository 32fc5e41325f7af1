"""Lines fall into cells as Python's csv reads them, and a broken line never takes its neighbours with it."""

import csv
import io

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.sources.cells import split, split_line
from etl.sources.quoting import join_quoted
from etl.templates import Dialect

SEMICOLON = Dialect(";")
TEXT = st.text(st.sampled_from('ab"; \n;ё'), max_size=8)


def lines(*raw):
    return pl.DataFrame({"row": range(2, len(raw) + 2), "raw": raw, "damaged": [False] * len(raw)})


def cut(*raw, dialect=SEMICOLON, width=3):
    return split(join_quoted(lines(*raw), dialect, width), dialect, width)


def cells(table):
    return [list(row) for row in table.select("c0", "c1", "c2").rows()]


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6))
def test_what_csv_writes_is_read_back(rows):
    """Where csv.writer has no doubt, neither have we; a quote in a plain cell and an open one are told apart below."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    table = cut(*file.getvalue().removesuffix("\n").split("\n"))
    assert table["shape"].to_list() == [None] * len(rows)
    assert cells(table) == [list(row) for row in rows]


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.text(st.sampled_from("ab ё'"), max_size=5)] * 3), min_size=1, max_size=6))
def test_plain_lines_are_read_as_csv_reads_them(rows):
    raw = [";".join(row) for row in rows]
    assert cells(cut(*raw)) == list(csv.reader(raw, delimiter=";"))


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from('ab";;'), max_size=12), min_size=1, max_size=8))
def test_every_line_is_accounted_for(raw):
    """No line vanishes but into the row whose quoted field holds it."""
    table = cut(*raw)
    held = sum(text.count("\n") for text in table["raw"])
    assert table.height + held == len(raw)
    good = table.filter(pl.col("shape").is_null())
    assert good.select("c0", "c1", "c2").null_count().sum_horizontal().sum() == 0


def test_a_row_cut_inside_a_quoted_cell_does_not_swallow_the_next():
    table = cut('1;a;"ИП ""Про', '2;b;"ТОО ""Строй"""', "3;c;d")
    assert table["row"].to_list() == [2, 3, 4]
    assert table["shape"].to_list() == ["bad_quoting", None, None]
    assert cut('1;"ИП ""Про', '2;b;"ТОО ""Строй"""')["shape"].to_list() == ["truncated_row", None]


def test_a_quoted_cell_may_hold_line_ends_and_its_row_is_the_first_line():
    table = cut("1;a;b", '2;"two', 'lines";c', "3;d;e")
    assert table["row"].to_list() == [2, 3, 5]
    assert cells(table)[1] == ["2", "two\nlines", "c"]


def test_a_quote_inside_a_plain_cell_is_a_letter():
    assert cells(cut('1;ТОО "Ромашка";c')) == [["1", 'ТОО "Ромашка"', "c"]]


def test_shapes_are_named():
    shapes = cut("a;b", "a;b;c;d", "", "   ", "a\0;b;c", 'a;"b"x;c')["shape"].to_list()
    assert shapes == ["truncated_row", "column_count", "empty_row", "empty_row", "nul_byte", "bad_quoting"]


def test_a_feed_without_quoting_keeps_quotes():
    assert cells(cut('"a;b;c"', dialect=Dialect(";", None))) == [['"a', "b", 'c"']]


def test_one_line_is_cut_for_showing_even_where_it_is_broken():
    assert split_line('a;"b;c";"d""e"', SEMICOLON) == ["a", "b;c", 'd"e']
    assert split_line('a;"b', SEMICOLON) == ["a", '"b']
