"""Handsets and SIM cards as they are usually written, set-wise; what is not is left to core.identifiers.

That both ways give the same is held by a property test.
"""

import polars as pl

_IMEI, _IMSI = r"^[0-9]{14,16}$", r"^[0-9]{14,15}$"
_SERIAL = 14


def usual_imei(text: pl.Expr) -> pl.Expr:
    """Fifteen digits with the right Luhn digit, of fourteen to sixteen digits without blanks; null for all else."""
    written = pl.when(text.str.contains(_IMEI) & ~text.str.contains("^0{14}")).then(text.str.head(_SERIAL))
    serial = written.cast(pl.Int64)
    digits = [(serial // 10 ** (_SERIAL - 1 - place)) % 10 for place in range(_SERIAL)]
    doubled = [2 * digit - 9 * (digit > 4).cast(pl.Int64) if place % 2 else digit for place, digit in enumerate(digits)]
    check = (10 - pl.sum_horizontal(doubled, ignore_nulls=False) % 10) % 10
    return pl.concat_str(written, check)


def usual_imsi(text: pl.Expr) -> pl.Expr:
    """Fourteen or fifteen digits; null for all else."""
    return pl.when(text.str.contains(_IMSI)).then(text)
