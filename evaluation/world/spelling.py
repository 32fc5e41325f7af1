"""How one name is written in different registers: passport, Russian keyboard, old code page, Latin, masked."""

import numpy as np
import polars as pl

_TO_RUSSIAN = dict(zip("әіңғүұқөһӘІҢҒҮҰҚӨҺ", "аингуукохАИНГУУКОХ", strict=True))
_LATIN = dict(zip("АБВГДЕЁЗИЙКЛМНОПРСТУФЫЭ", "ABVGDEEZIYKLMNOPRSTUFYE", strict=True)) | {
    "Ж": "ZH", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ъ": "", "Ь": "", "Ю": "YU", "Я": "YA",
}  # fmt: skip
_OTHER_LATIN = _LATIN | {"Ж": "J", "Х": "H", "Й": "I", "Я": "IA", "Ю": "IU", "К": "Q", "Ц": "C"}


def russian(names: pl.Expr) -> pl.Expr:
    """Kazakh letters as the nearest Russian ones."""
    return names.str.replace_many(_TO_RUSSIAN)


def cp1251(names: pl.Expr, lost: pl.Series) -> pl.Expr:
    """As an old system keeps it: Russian letters, or `?` where `lost` says that the letters were lost."""
    return pl.when(lost).then(names.str.replace_all(f"[{''.join(_TO_RUSSIAN)}]", "?")).otherwise(russian(names))


def latin(names: pl.Expr, other: pl.Series) -> pl.Expr:
    """In capitals by one of two habits."""
    capitals = russian(names).str.to_uppercase()
    return pl.when(other).then(capitals.str.replace_many(_OTHER_LATIN)).otherwise(capitals.str.replace_many(_LATIN))


def draw(rng: np.random.Generator, texts: tuple[str, ...], count: int) -> pl.Series:
    """`count` of the texts at random."""
    return pl.Series(texts, dtype=pl.String).gather(rng.integers(0, len(texts), count))
