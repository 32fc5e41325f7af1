"""CSV for spreadsheets, in which no cell of the data is taken for a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,:-]*$)")  # a phone or a negative sum is none


def write_csv(file: TextIO, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A header and rows; a cell that a spreadsheet would take for a formula is quoted with an apostrophe."""
    writer = csv.writer(file)
    writer.writerow(head)
    for row in rows:
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
