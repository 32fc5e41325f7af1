"""Words that tell what a payment is: read from words.yaml, matched on folded text."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl
import yaml

KAZAKH_AS_RUSSIAN = {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Groups of words: what kind of payment they tell."""
    given = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))
    return {group: tuple(entries) for group, entries in given.items()}


def folded(column: str) -> pl.Expr:
    """The column in lower case with Kazakh letters as Russian ones; null is empty."""
    return pl.col(column).fill_null("").str.to_lowercase().str.replace_many(KAZAKH_AS_RUSSIAN)


def tells(column: str, group: str) -> pl.Expr:
    """Whether a text column holds a word of the group."""
    return folded(column).str.contains_any(list(words()[group]))


def starts_as_firm(column: str, group: str = "firm_name") -> pl.Expr:
    """Whether a name begins with the legal form of a firm or a registered trader (`trader_name`: of a trader)."""
    forms = "|".join(words()[group])
    return folded(column).str.contains(rf"^\W*(?:{forms})\b")
