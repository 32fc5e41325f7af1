"""Sheets are read cell by cell as openpyxl wrote them; bombs are refused before they open."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from core.errors import InputError
from etl.sources import workbook


def book(path, *rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_cells_are_text_without_noise(tmp_path):
    moment = dt.datetime(2025, 10, 3, 0, 9, 10)
    path = book(tmp_path / "x.xlsx", [1, 2.5, 0.1 + 0.2, "12 500,00", moment, True, None, "x"])
    assert workbook.rows(path) == [["1", "2.5", "0.3", "12 500,00", "2025-10-03 00:09:10", "TRUE", "", "x"]]


def test_rows_above_and_between_count(tmp_path):
    path = book(tmp_path / "x.xlsx", [], ["title"], [], ["a", "b"], ["1", "2"])
    assert workbook.rows(path)[3:] == [["a", "b"], ["1", "2"]]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(InputError, match="no sheet «July»; it has Sheet"):
        workbook.rows(book(tmp_path / "x.xlsx", ["a"]), "July")


def test_shapes_of_rows():
    table = [["a", "b", "c"], ["1", "2", ""], ["1", "", ""], [], ["1", "2", "3", "4"], ["1", "\0", "3"]]
    block = next(workbook.chunks(table, header_row=1, width=3, needed=2))
    assert block["shape"].to_list() == [None, "truncated_row", "empty_row", "column_count", "nul_byte"]
    assert block["row"].to_list() == [2, 3, 4, 5, 6]


def test_a_broken_workbook_is_said_so(tmp_path):
    whole = book(tmp_path / "whole.xlsx", ["a", "b"]).read_bytes()
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"«broken.xlsx»"):
        workbook.rows(broken)


def replaced(path, target, name, content):
    """A copy of a workbook with one member replaced."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.namelist():
            made.writestr(member, content if member == name else source.read(member))
    return target


def test_a_cell_far_out_does_not_take_the_memory(tmp_path):
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = replaced(book(tmp_path / "x.xlsx", ["a"]), tmp_path / "far.xlsx", "xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(InputError, match="spans 16,384 columns"):
        workbook.rows(path)


def test_a_bomb_is_not_opened(tmp_path):
    path = replaced(book(tmp_path / "x.xlsx", ["a"]), tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", " " * 2**26)
    with pytest.raises(InputError, match="unpacks to"):
        workbook.rows(path)
