"""Amendments: what somebody says a quarantined row should read, kept beside the row as it was delivered.

The vault is never touched. An amendment stands in a file of its own, numbered in the order in which they were made;
a later one of the same row says more about it, or says otherwise.
"""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from core.clock import now_ms
from core.errors import InputError
from core.home import Home
from core.reports import Amended
from etl import vault
from etl.delivery import Delivery

_FILE = "amendment.json"


def amendments(home: Home, sha256: str) -> list[Amended]:
    """All amendments of a delivery's rows, the oldest first.

    Raises:
        InputError: one of them cannot be read.
    """
    files = sorted((home.amendments / sha256).glob(f"[0-9]*/{_FILE}"))
    try:
        return [Amended.model_validate_json(file.read_bytes()) for file in files]
    except (OSError, ValidationError) as error:
        raise InputError(f"An amendment in {home.amendments / sha256} cannot be read: {error}.") from error


def amend(home: Home, delivery: Delivery, row: int, cells: Mapping[str, str], author: str, reason: str) -> Amended:
    """Keep what a row should read: column → value, for the columns that are wrong. Whoever calls is the sole writer.

    Raises:
        InputError: the file has no such column, or nothing or no reason is given.
    """
    if not cells or not reason.strip():
        raise InputError("An amendment says which column should read what (column=value), and why (--reason).")
    known = {_plain(name): name for name in delivery.header}
    if strange := [name for name in cells if _plain(name) not in known]:
        columns = ", ".join(f"«{name}»" for name in delivery.header)
        raise InputError(f"«{delivery.file}» has no column «{strange[0]}»; it has {columns}.")
    named = {known[_plain(name)]: value for name, value in cells.items()}
    made = Amended(row=row, cells=named, author=author, reason=reason.strip(), made_ms=now_ms())
    target = home.amendments / delivery.sha256 / f"{len(amendments(home, delivery.sha256)) + 1:04}"
    with vault.whole_folder(target) as folder:
        (folder / _FILE).write_text(made.model_dump_json(indent=1), "utf-8")
    return made


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def as_amended(made: Sequence[Amended]) -> dict[int, dict[str, str]]:
    """Row → what its columns should read, after all amendments of it."""
    found: dict[int, dict[str, str]] = {}
    for each in made:
        found.setdefault(each.row, {}).update(each.cells)
    return found
