"""Names across alphabets: one search key for «Әсел», «Асель» and «ASEL».

The key folds Russian and Kazakh Cyrillic and the Latin spellings in use (ICAO passports, GOST, the Kazakh
Latin alphabets of 2018 and 2021, and what people write) into one plain alphabet. It finds; it never decides
that two persons are one, and nothing about a name's origin is kept.
"""

import re
import unicodedata
from collections.abc import Mapping

import polars as pl

# Letters of the same sound class meet: ы, і, й and и; у, ұ and ү; к and қ. Signs that only soften vanish.
_LETTERS: Mapping[int, str] = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j",
        "з": "z", "и": "i", "й": "i", "і": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n",
        "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f",
        "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
        "ю": "iu", "я": "ia", "ї": "i", "є": "e", "ґ": "g", "ў": "u",
        "ş": "sh", "ç": "ch", "ı": "i", "ə": "a", "ø": "o", "ß": "s", "'": "", "’": "", "ʼ": "", "`": "",
    }
)  # fmt: skip

# In this order; longer spellings of a sound before shorter ones.
_SPELLINGS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"),
    ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("yo", "e"), ("q", "k"), ("w", "v"), ("x", "ks"), ("y", "i"),
    ("ng", "n"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?!h)")
_E = re.compile(r"i*e[ei]*")  # Kenzheyev, Кенжеев; Yerlan, Ерлан; Sergey, Сергей
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")


def search_key(name: str) -> str:
    """Words of a name in the plain alphabet, in their order, with one space between; "" where it has none."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(filter(None, (_settled(word) for word in _WORD.findall(bare.translate(_LETTERS)))))


def search_keys(names: pl.Series) -> pl.Series:
    """Column of search_key; null stays null, a name without letters becomes null."""
    distinct = names.drop_nulls().unique()
    keys = pl.Series([search_key(name) or None for name in distinct.to_list()], dtype=pl.String)
    return names.replace_strict(distinct, keys, default=None, return_dtype=pl.String)


def _settled(word: str) -> str:
    """Folded until nothing changes, so that a key is its own key."""
    while (folded := _fold(word)) != word:
        word = folded
    return word


def _fold(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = word.replace(spelling, sound)
    return _TWICE.sub(r"\1", _E.sub("e", _HARD_C.sub("k", word)))
