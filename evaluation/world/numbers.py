"""Identifiers in corners of the number spaces that are not given out, with right check digits, column-wise.

IIN serials are 9xxx and BIN serials 99xxx, bank codes 301-304 are unassigned, subscriber numbers start with 00.
A running index is scattered over its corner by a fixed permutation, so numbers never meet.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from core.errors import InputError
from evaluation.world.columns import Flags, Ints

_WEIGHTS = (np.arange(1, 12), np.array([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]))
# index * prime mod size visits every place once; a prime of its own for each kind, so that numbers tell nothing
_SCATTER = {"account": 7_368_787, "phone": 104_729, "handset": 15_485_863, "sim": 32_452_843}
PREFIXES = {"X": (701, 702, 775, 778), "Y": (705, 771, 776, 777), "Z": (700, 707, 708, 747)}
_A_PREFIX = 100_000  # 00xxxxx
_BBAN = {"A": ("3010000", 9), "B": ("302C000", 9), "C": ("303R000", 9), "D": ("30401K0", 9)}
OPERATOR_CODE = {"X": 1, "Y": 2, "Z": 3}


def check_digits(eleven: Ints) -> Ints:
    """Check digits of eleven-digit numbers (two passes mod 11); -1 where none exists."""
    digits = eleven[:, None] // 10 ** np.arange(10, -1, -1) % 10
    first, second = (digits @ weights % 11 for weights in _WEIGHTS)
    found = np.where(first < 10, first, second)
    return np.where(found < 10, found, -1)


def iins(rng: np.random.Generator, births: npt.NDArray[np.datetime64], female: Flags) -> pl.Series:
    """A valid IIN of its own for each person."""
    day = pl.Series(births.astype("datetime64[D]")).dt
    stem = day.strftime("%y%m%d").cast(pl.Int64).to_numpy() * 10
    stem = stem + np.where(day.year().to_numpy() < 2000, 3, 5) + female
    return _checked(rng, stem * 10_000 + 9_000, 1_000)


def bins(rng: np.random.Generator, count: int) -> pl.Series:
    """A valid BIN of its own for each firm: year and month of registration, kind 4 (resident), 0."""
    month = (rng.integers(0, 25, count) * 100 + rng.integers(1, 13, count)) * 100 + 40
    return _checked(rng, month * 100_000 + 99_000, 1_000)


def _checked(rng: np.random.Generator, base: Ints, room: int) -> pl.Series:
    eleven = base + rng.integers(0, room, len(base))
    while (wrong := _unusable(eleven)).any():
        eleven[wrong] = base[wrong] + rng.integers(0, room, wrong.sum())
    return _padded(eleven * 10 + check_digits(eleven), 12)


def _unusable(eleven: Ints) -> Flags:
    return np.asarray((check_digits(eleven) < 0) | ~pl.Series(eleven).is_first_distinct().to_numpy())


def ibans(bank: str, index: Ints) -> pl.Series:
    """Accounts of a bank by running index (ISO 13616 check digits)."""
    stem, width = _BBAN[bank]
    serial = 10_000_000 + _scattered("account", index, 90_000_000)
    digits = "".join(str(int(c, 36)) for c in stem)
    turned = (int(digits) * pow(10, width + 6, 97) + serial * pow(10, 6, 97) + 203500) % 97  # KZ00 behind
    return "KZ" + _padded(98 - turned, 2) + stem + _padded(serial, width)


def msisdns(operator: str, index: Ints) -> pl.Series:
    """Phone numbers of an operator by running index, as +77010012345.

    Raises:
        InputError: the corner is full.
    """
    prefixes = np.array(PREFIXES[operator])
    if index.size and index.max() >= len(prefixes) * _A_PREFIX:
        raise InputError(f"Operator {operator} has no more unassigned numbers; make a smaller world.")
    place = _scattered("phone", index, len(prefixes) * _A_PREFIX)
    return "+7" + _padded(prefixes[place // _A_PREFIX] * 10_000_000 + place % _A_PREFIX, 10)


def imeis(index: Ints) -> pl.Series:
    """Handsets by running index: 351000, eight digits, Luhn."""
    serial = 351_000 * 10**8 + _scattered("handset", index, 99_999_989)
    digits = serial[:, None] // 10 ** np.arange(13, -1, -1) % 10
    doubled = digits * (1 + np.arange(14) % 2)
    return _padded(serial * 10 + (-(doubled // 10 + doubled % 10).sum(axis=1)) % 10, 15)


def imsis(operators: pl.Series, index: Ints) -> pl.Series:
    """SIM cards by running index: 401, operator, ten digits."""
    codes = operators.replace_strict(OPERATOR_CODE, return_dtype=pl.Int64).to_numpy()
    return _padded((40_100 + codes) * 10**10 + _scattered("sim", index, 99_999_989), 15)


def _scattered(kind: str, index: Ints, size: int) -> Ints:
    return (index % size + 1) * _SCATTER[kind] % size


def _padded(numbers: Ints, width: int) -> pl.Series:
    return pl.Series(numbers.astype(np.int64)).cast(pl.String).str.zfill(width)
