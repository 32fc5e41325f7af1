"""Numbers of the home plan, set-wise. A country's worth of distinct numbers would take core's reader minutes.

The plan itself is phonenumbers' own; that both ways give the same is held by a property test. Whatever is not
written in a usual form is left to core.identifiers.
"""

from collections.abc import Sequence
from functools import cache

import polars as pl
from phonenumbers import PhoneMetadata

_WRITTEN = r"^(?:\+7|7|8)[ -]?\(?[0-9]{3}\)?[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}$"
_TYPES = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan",
    "voicemail",
)  # fmt: skip


_SPECIAL = tuple(name for name in _TYPES if name not in ("fixed_line", "mobile"))


def home_numbers(text: pl.Expr) -> pl.Expr:
    """E.164 of numbers of Kazakhstan; null for everything else, right or wrong."""
    usual = pl.when(text.str.contains(_WRITTEN)).then(text)
    national = usual.str.replace_many([" ", "-", "(", ")"], [""] * 4).str.slice(-10)
    return pl.when(national.str.contains(_plan())).then(pl.concat_str(pl.lit("+7"), national))


def home_mobiles(number: pl.Expr) -> pl.Expr:
    """True where a canonical number is a mobile of Kazakhstan; false for everything else, right or wrong."""
    national = pl.when(number.str.contains(r"^\+7[0-9]{10}$")).then(number.str.slice(2))
    mobile = national.str.contains(_plan(("mobile",))) & ~national.str.contains(_plan(_SPECIAL))
    return mobile.fill_null(False)


@cache
def _plan(types: Sequence[str] = _TYPES, region: str = "KZ") -> str:
    """The region's national numbers of these types, as one regular expression."""
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        raise LookupError(f"phonenumbers knows no region {region}")
    descriptions = [getattr(metadata, name) for name in types]
    patterns = [d.national_number_pattern for d in descriptions if d is not None and d.national_number_pattern]
    return f"^(?:{'|'.join(patterns)})$"
