"""Names that share their cell with an IIN: how such a column is taken apart."""

import re
from dataclasses import dataclass

from core.identifiers import iin
from etl.draft.together import Column

_FORM = re.compile(r"(\d{12})\s+\S.*")
_LEAST = 0.05  # of the filled cells begin with an IIN that passes its check


@dataclass(frozen=True, slots=True)
class Parted:
    """The parts of a column and the regular expression that makes them; `share` of its cells have an IIN."""

    iin: str
    name: str
    pattern: str
    share: float


def parted(column: Column) -> Parted | None:
    """How a column of names is split, where some of its cells begin with an IIN."""
    there = [cell.strip() for cell in column.cells if cell.strip()]
    number = [cell for cell in there if (form := _FORM.fullmatch(cell)) and iin(form[1])]
    if not number or len(number) < _LEAST * len(there):
        return None
    first, second = f"iin_{column.place + 1}", f"name_{column.place + 1}"
    return Parted(first, second, rf"(?:(?P<{first}>\d{{12}}) )?(?P<{second}>.+)", len(number) / len(there))
