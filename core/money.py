"""Money: int64 tiyn inside (1 tenge = 100 tiyn)."""

import re
from decimal import Decimal

import polars as pl

TIYN = 100
MOST = 10**15  # tiyn: ten trillion tenge; beyond it a cell holds no amount but an accident

_SPACES = r"[\s\u00a0\u202f\u2009']"
_AMOUNT = r"[+-]?[0-9]{1,15}(\.[0-9]{1,2})?"


def tiyn(text: str | float, decimal: str = ".") -> int | None:
    """An amount in tiyn from text or number; None where it is none. `1 234 567,89` has decimal=","."""
    if isinstance(text, float):
        text = format(Decimal(repr(text)), "f")
        decimal = "."
    bare = re.sub(_SPACES, "", str(text)).replace(decimal, ".", 1)
    bare = bare.rstrip("0").rstrip(".") if re.fullmatch(r"[+-]?[0-9]+\.[0-9]*", bare) else bare
    if not re.fullmatch(_AMOUNT, bare):
        return None
    amount = int(Decimal(bare) * TIYN)
    return amount if abs(amount) <= MOST else None


def tiyn_column(text: pl.Expr, decimal: str = ".") -> pl.Expr:
    """Column of amounts in tiyn from a column of text; null where a cell holds no amount. Same as `tiyn`."""
    bare = text.cast(pl.String).str.replace_all(_SPACES, "").str.replace(decimal, ".", literal=True)
    bare = bare.str.replace(r"^([+-]?[0-9]+)\.0*$", "$1").str.replace(r"^([+-]?[0-9]+\.[0-9]*[1-9])0+$", "$1")
    negative = bare.str.starts_with("-")
    whole = bare.str.extract(r"^[+-]?([0-9]{1,15})(?:\.[0-9]{1,2})?$").cast(pl.Int64)
    cents = bare.str.extract(r"\.([0-9]{1,2})$").str.pad_end(2, "0").cast(pl.Int64).fill_null(0)
    amount = whole * TIYN + cents
    return pl.when(amount <= MOST).then(pl.when(negative).then(-amount).otherwise(amount))


def shown(amount_tiyn: int, *, currency: bool = True) -> str:
    """`1 234 567,89 ₸` with no-break spaces; whole tenge without a fraction."""
    whole, cents = divmod(abs(amount_tiyn), TIYN)
    text = f"{whole:,}".replace(",", "\u00a0") + (f",{cents:02d}" if cents else "")
    return ("\u2212" if amount_tiyn < 0 else "") + text + ("\u00a0₸" if currency else "")
