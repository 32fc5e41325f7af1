"""A file is known by its header, in the encoding that its template declares; an unknown one is explained."""

import openpyxl
import pytest

from core.errors import InputError, UnrecognisedFile
from etl.recognise import recognise
from etl.templates import catalogue

CELLS = "cell_id,operator,lat,lon,azimuth,city\n"


@pytest.fixture
def known():
    return list(catalogue().values())


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_may_stand_in_another_order_and_case_with_others_beside_them(tmp_path, known):
    path = write(tmp_path, "x.csv", "City, lon ,lat,extra,OPERATOR,cell_id,azimuth\n")
    found = recognise(path, known)
    assert (found.template.name, found.row) == ("cells", 1)
    assert found.header[3] == "extra"


def test_a_header_may_stand_under_titles(tmp_path, known):
    found = recognise(write(tmp_path, "x.csv", "Register of cells\n;;;\n\n" + CELLS), known)
    assert (found.template.name, found.row) == ("cells", 4)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path, known):
    assert recognise(write(tmp_path, "x.csv", "\ufeff" + CELLS), known).header[0] == "cell_id"


def test_an_unknown_header_is_told_what_it_misses(tmp_path, known):
    with pytest.raises(UnrecognisedFile, match=r"Closest: cells \(4 of 6 columns, missing «azimuth», «city»\)"):
        recognise(write(tmp_path, "x.csv", "cell_id,operator,lat,lon,town\n"), known)


def test_a_header_that_nobody_knows_is_told_how_to_get_a_template(tmp_path, known):
    with pytest.raises(UnrecognisedFile, match=r"no column of it is known.*izder template draft x.csv"):
        recognise(write(tmp_path, "x.csv", "alpha,beta\n"), known)


def test_another_encoding_is_said_and_never_guessed(tmp_path, examples, known):
    text = (examples / "feeds" / "bank_a.csv").read_bytes().decode("cp1251")[:5000]
    with pytest.raises(UnrecognisedFile, match=r"has the columns of bank_a, but in utf-8, where the template declares"):
        recognise(write(tmp_path, "x.csv", text), known)


def test_an_empty_file_is_said_to_be_empty(tmp_path, known):
    with pytest.raises(UnrecognisedFile, match=r"«x.csv» is empty"):
        recognise(write(tmp_path, "x.csv", ""), known)


def test_a_million_columns_are_no_export(tmp_path, known):
    for delimiter in ",;|\t":
        with pytest.raises(UnrecognisedFile, match="more than 2,000 columns"):
            recognise(write(tmp_path, "x.csv", ("a" + delimiter) * 1_000_000 + "\n"), known)


def test_a_folder_of_bytes_is_no_table(tmp_path, known):
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(UnrecognisedFile):
        recognise(path, known)


def test_a_file_that_fits_two_templates_equally_asks_which(tmp_path, known):
    twin = catalogue()["cells"].model_copy(update={"name": "cells_too"})
    with pytest.raises(InputError, match=r"fits both cells and cells_too: name one with --template"):
        recognise(write(tmp_path, "x.csv", CELLS), [*known, twin])


def sheets(path, **rows):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, cells in rows.items():
        made.create_sheet(name).append(cells)
    made.save(path)
    return path


BANK_C = catalogue()["bank_c"].columns


def test_a_workbook_may_begin_with_a_cover(tmp_path, known):
    found = recognise(sheets(tmp_path / "x.xlsx", Cover=["Hello"], July=BANK_C), known)
    assert (found.template.name, found.sheet) == ("bank_c", "July")


def test_a_feed_on_two_sheets_is_refused_so_that_no_row_is_lost(tmp_path, known):
    with pytest.raises(InputError, match="holds bank_c on sheets June and July: save each alone"):
        recognise(sheets(tmp_path / "x.xlsx", June=BANK_C, July=BANK_C), known)


def test_a_column_that_stands_twice_is_refused(tmp_path, known):
    with pytest.raises(InputError, match="has the column «lat» twice"):
        recognise(write(tmp_path, "x.csv", CELLS.replace("city", "city,Lat")), known)
