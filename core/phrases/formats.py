"""How a parameter is written inside a phrase."""

from collections.abc import Callable, Mapping

from core import clock, money

_NO_BREAK = "\u00a0"
_MISSING = "—"

Shown = Callable[[str | int | float | None, str], str]


def plain_value(value: str | int | float | None, language: str) -> str:
    """Text as it is; whole numbers in groups of three; others to two places with the language's sign."""
    if value is None:
        return _MISSING
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}".replace(",", _NO_BREAK)
    text = f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", _NO_BREAK)
    return text if language == "en" else text.replace(".", ",")


def _money(value: float, _: str) -> str:
    return money.shown(int(value))


def _day(value: float, _: str) -> str:
    return clock.from_ms(int(value)).strftime("%d.%m.%Y")


def _time(value: float, _: str) -> str:
    return clock.from_ms(int(value)).strftime("%d.%m.%Y %H:%M")


def _percent(value: float, language: str) -> str:
    return f"{round(value * 100)}{'' if language == 'en' else _NO_BREAK}%"


def _duration(value: float, _: str) -> str:
    minutes, seconds = divmod(int(value), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _of_number(shown: Callable[[float, str], str]) -> Shown:
    return lambda value, language: _MISSING if value is None else shown(float(value), language)


# money: of tiyn; day, time: of epoch ms on the local clock; percent: of a share 0-1; duration: of seconds
FORMATS: Mapping[str, Shown] = {
    "plain": lambda value, _: _MISSING if value is None else str(value),
    "money": _of_number(_money),
    "day": _of_number(_day),
    "time": _of_number(_time),
    "percent": _of_number(_percent),
    "duration": _of_number(_duration),
}
