"""A cell of the data never becomes a formula of whoever opens the file."""

import csv
from io import StringIO

import pytest

from ui.cli.spreadsheet import write_csv


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "\t=1", "\r=1", "+HYPERLINK(A1)", "-cmd|'/c calc'!A1"])
def test_a_formula_is_quoted(cell):
    assert written(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["+77010012301", "-1 234,50", "2025-10-03", "Әбенов Ғ.", ""])
def test_what_people_write_stays(cell):
    assert written(cell) == cell


def written(cell):
    file = StringIO(newline="")
    write_csv(file, ["head"], [[cell]])
    return next(row for n, row in enumerate(csv.reader(StringIO(file.getvalue(), newline=""))) if n == 1)[0]
