"""A look into an XLS workbook (a compound file of BIFF records): macros, links and passwords refused, formulas found.

Sources: [MS-CFB] for the container, [MS-XLS] for the records.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from etl.sources.archive import locked
from etl.sources.limits import XLS_BYTES
from etl.sources.packed import Rows, links, macros

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY = 128
_MACROS = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"}
_LOCKED = {"EncryptedPackage", "EncryptionInfo"}
_FORMULA, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _BOF, _SHARED = 0x0006, 0x002F, 0x0085, 0x01AE, 0x0809, 0x0206
_FORMULAS = {_FORMULA, _SHARED, 0x0406}  # of BIFF8 and of its forerunners
_OWN, _ADD_IN = b"\x01\x04", b"\x01\x3a"  # a SUPBOOK that means this workbook, or functions
_MACRO_SHEET, _CODE_SHEET = 1, 6


def look(path: Path) -> Rows:
    """Rows with formulas, by sheet.

    Raises:
        InputError: macros, links to other files, a password, or no workbook.
    """
    if path.stat().st_size > XLS_BYTES:
        raise InputError(
            f"«{path.name}» is larger than an XLS workbook can be: no export is; not opened.",
            key="strange_workbook", file=path.name,
        )  # fmt: skip
    try:
        return _looked(path, _Compound.of(path.read_bytes()))
    except (struct.error, IndexError, ValueError) as error:
        raise InputError(
            f"«{path.name}» is a broken workbook: open it, save it anew and load it again.",
            key="save_anew", file=path.name,
        ) from error  # fmt: skip


def _looked(path: Path, book: "_Compound") -> Rows:
    names = set(book.entries)
    if names & _LOCKED:
        raise locked(path)
    if names & _MACROS:
        raise macros(path)
    stream = book.stream("Workbook") or book.stream("Book")
    return _formulas(path, stream)


def _formulas(path: Path, stream: bytes) -> Rows:
    starts: dict[int, str] = {}
    found: dict[str, set[int]] = {}
    sheet = ""
    for place, kind, data in _records(stream):
        if kind == _FILEPASS:
            raise locked(path)
        if kind == _SUPBOOK and data[2:4] not in (_OWN, _ADD_IN):
            raise links(path)
        if kind == _BOUNDSHEET:
            if data[5] in (_MACRO_SHEET, _CODE_SHEET):
                raise macros(path)
            starts[struct.unpack_from("<I", data)[0]] = _name(data)
        elif kind & 0x00FF == _BOF & 0x00FF and place in starts:
            sheet = starts[place]
            found.setdefault(sheet, set())
        elif kind in _FORMULAS and sheet:
            found[sheet].add(struct.unpack_from("<H", data)[0] + 1)
    return {name: frozenset(rows) for name, rows in found.items()}


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _name(data: bytes) -> str:
    """Of a sheet: its length, whether its letters are wide, its letters."""
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


@dataclass(frozen=True, slots=True)
class _Compound:
    """Streams of a compound file by name: where they begin, and how long they are."""

    data: bytes
    sector: int
    table: tuple[int, ...]
    small: tuple[int, ...]
    short: bytes  # the stream that holds all small ones
    entries: dict[str, tuple[int, int]]
    cutoff: int

    @staticmethod
    def of(data: bytes) -> "_Compound":
        sector = 1 << struct.unpack_from("<H", data, 30)[0]
        directory, _, cutoff, small, _, more, _ = struct.unpack_from("<7I", data, 48)
        table = _table(data, sector, more)
        entries = _entries(_chain(data, sector, table, directory))
        root = entries.get("Root Entry", (_FREE, 0))
        smalls = _numbers(_chain(data, sector, table, small)) if small < _FREE else ()
        short = _chain(data, sector, table, root[0]) if root[0] < _FREE else b""
        return _Compound(data, sector, table, smalls, short, entries, cutoff)

    def stream(self, name: str) -> bytes:
        """A stream's bytes; none where there is no such stream."""
        start, size = self.entries.get(name, (_FREE, 0))
        if start >= _FREE:
            return b""
        if size < self.cutoff:
            return _linked(self.short, 64, self.small, start, 0)[:size]
        return _chain(self.data, self.sector, self.table, start)[:size]


def _table(data: bytes, sector: int, more: int) -> tuple[int, ...]:
    """Which sector follows which: the table's own sectors are listed in the header, and on from `more`."""
    own = [number for number in struct.unpack_from("<109I", data, 76) if number < _FREE]
    met = set[int]()
    while more < _FREE and more not in met:
        met.add(more)
        listed = _numbers(data[(more + 1) * sector : (more + 2) * sector])
        own += [number for number in listed[:-1] if number < _FREE]
        more = listed[-1]
    return _numbers(b"".join(data[(number + 1) * sector : (number + 2) * sector] for number in own))


def _entries(directory: bytes) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        if kind:
            name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            found.setdefault(name, struct.unpack_from("<II", directory, place + 116))
    return found


def _chain(data: bytes, sector: int, table: tuple[int, ...], start: int) -> bytes:
    return _linked(data, sector, table, start, 1)


def _linked(data: bytes, sector: int, table: tuple[int, ...], start: int, header: int) -> bytes:
    """Sectors one after another; a ring, which no writer makes, is an error."""
    parts, met = [], set[int]()
    while start < _FREE:
        if start in met:
            raise ValueError("sectors follow each other in a ring")
        met.add(start)
        parts.append(data[(start + header) * sector : (start + header + 1) * sector])
        start = table[start]
    return b"".join(parts)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
