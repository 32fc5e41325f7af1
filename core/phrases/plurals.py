"""Which form of a word stands beside a number (Unicode CLDR plural rules, cardinal)."""

from collections.abc import Sequence

FORMS = {"ru": 3, "en": 2, "kk": 1}  # kk: after a number the word stays singular


def form(number: str | int | float | None, forms: Sequence[str], language: str) -> str:
    """The form that fits: ru one, few, many; en one, many; kk one."""
    n = float(number or 0)
    return forms[min({"ru": _russian, "en": _english}.get(language, _only)(n), len(forms) - 1)]


def _russian(n: float) -> int:
    if n != int(n):
        return 1  # 1,5 звонка
    tens, ones = int(abs(n)) % 100, int(abs(n)) % 10
    if ones == 1 and tens != 11:
        return 0
    return 1 if ones in (2, 3, 4) and tens not in (12, 13, 14) else 2


def _english(n: float) -> int:
    return 0 if n == 1 else 1


def _only(_: float) -> int:
    return 0
