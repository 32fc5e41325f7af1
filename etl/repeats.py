"""Exact repeats: rows are known by a fingerprint of 96 bits over their text, and remembered in a flat hash table.

Two different rows among fifty million share a fingerprint with a chance below 1e-13. The table of a file that goes by
keeps 80 bits of it, ten bytes a place: 1e-9. Polars' own hash may change with its version; the ledger keeps
fingerprints for ever, so this one is ours.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from numba import njit

U64 = npt.NDArray[np.uint64]
U32 = npt.NDArray[np.uint32]
U16 = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]

_FULL = 0.8  # of a table's places; fuller, and looking up becomes slow
_LEAST = 1 << 12
_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """One of each row, in two parts."""

    first: U64
    second: U32

    def __len__(self) -> int:
        return len(self.first)


def fingerprints(raw: pl.Series) -> Fingerprints:
    """Of a column of text without nulls."""
    column = raw.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, data = column.buffers()
    text = np.frombuffer(memoryview(data), np.uint8) if data else np.zeros(0, np.uint8)
    ends = np.frombuffer(memoryview(offsets), np.int64) if offsets else np.zeros(1, np.int64)
    ends = ends[column.offset : column.offset + len(column) + 1]
    first, second = np.empty(len(column), np.uint64), np.empty(len(column), np.uint32)
    _fingerprint(ends, text, first, second)
    return Fingerprints(first, second)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _fingerprint(ends: npt.NDArray[np.int64], text: npt.NDArray[np.uint8], first: U64, second: U32) -> None:
    """Two multiplicative hashes side by side (FNV-1a's form), each finished with MurmurHash3's avalanche."""
    for row in range(first.size):
        a, b = np.uint64(0xCBF29CE484222325), np.uint64(0x9E3779B97F4A7C15)
        for place in range(ends[row], ends[row + 1]):
            byte = np.uint64(text[place])
            a = (a ^ byte) * np.uint64(0x100000001B3)
            b = ((b + byte) ^ (b >> np.uint64(29))) * np.uint64(0xD6E8FEB86659FD93)
        first[row] = max(_avalanche(a), np.uint64(1))  # nought marks a free place
        second[row] = np.uint32(_avalanche(b) >> np.uint64(32))


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _avalanche(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    value = (value ^ (value >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> np.uint64(33))


class Seen:
    """The rows met so far: ten bytes a place, made for as many as are expected, grown where there are more."""

    def __init__(self, expected: int = 0) -> None:
        self._count = 0
        self._make(expected)

    def __len__(self) -> int:
        return self._count

    def admit(self, rows: Fingerprints) -> Flags:
        """Remember rows; true for each that was there already, in the table or earlier in `rows`."""
        if self._count + len(rows) > _FULL * self._first.size:
            self._grow(self._count + len(rows))
        repeated = np.zeros(len(rows), np.bool_)
        _admit(self._first, self._second, rows.first, _short(rows), repeated)
        self._count += len(rows) - int(repeated.sum())
        return repeated

    def holds(self, rows: Fingerprints) -> Flags:
        """True for each row that is there; nothing is remembered."""
        found = np.zeros(len(rows), np.bool_)
        if self._count:
            _holds(self._first, self._second, rows.first, _short(rows), found)
        return found

    def _make(self, expected: int) -> None:
        places = max(_LEAST, int(expected / _FULL) + 1)
        self._first, self._second = np.zeros(places, np.uint64), np.zeros(places, np.uint16)

    def _grow(self, expected: int) -> None:
        first, second = self._first, self._second
        self._make(max(expected, int(_GROWTH * self._count)))
        _move(first, second, self._first, self._second)


def _short(rows: Fingerprints) -> U16:
    return rows.second.astype(np.uint16)


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _place(first: U64, second: U16, a: np.uint64, b: np.uint16) -> np.uint64:
    """Where a fingerprint is, or the free place where it belongs. The upper half of it says where to look first."""
    places = np.uint64(first.size)
    place = ((a >> np.uint64(32)) * places) >> np.uint64(32)
    while first[place] != 0 and not (first[place] == a and second[place] == b):
        place += np.uint64(1)
        if place == places:
            place = np.uint64(0)
    return place


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _admit(first: U64, second: U16, a: U64, b: U16, repeated: Flags) -> None:
    for row in range(a.size):
        place = _place(first, second, a[row], b[row])
        repeated[row] = first[place] != 0
        first[place], second[place] = a[row], b[row]


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _move(first: U64, second: U16, to_first: U64, to_second: U16) -> None:
    for row in range(first.size):
        if first[row] != 0:
            place = _place(to_first, to_second, first[row], second[row])
            to_first[place], to_second[place] = first[row], second[row]


@njit(cache=True)  # type: ignore[untyped-decorator, unused-ignore] # numba ships no types
def _holds(first: U64, second: U16, a: U64, b: U16, found: Flags) -> None:
    for row in range(a.size):
        found[row] = first[_place(first, second, a[row], b[row])] != 0
