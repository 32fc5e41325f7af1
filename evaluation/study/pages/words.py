"""Shares and means with their intervals, and counts added up over worlds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evaluation.study.intervals import over_worlds, wilson

BLANK = "–"
Outcome = Mapping[str, Any]
Outcomes = Sequence[Outcome]


def share(hits: int, of: int) -> str:
    """A share with Wilson's interval and its counts."""
    if not of:
        return BLANK
    low, high = wilson(hits, of)
    return f"{hits / of:.2f} ({low:.2f}–{high:.2f}; {hits} of {of})"


def percent(hits: int, of: int) -> str:
    """A small share with Wilson's interval."""
    low, high = wilson(hits, of)
    return f"{hits / of:.2%} ({low:.2%}–{high:.2%})"


def mean(values: Iterable[float | None]) -> str:
    """A mean over worlds with its interval."""
    known = [value for value in values if value is not None]
    if not known:
        return BLANK
    low, high = over_worlds(known)
    return f"{sum(known) / len(known):.2f} ({low:.2f}–{high:.2f})"


def total(outcomes: Outcomes, *path: str) -> int:
    """One count of each outcome, added up; what is not there is none."""
    return sum(_at(each, path) for each in outcomes)


def added(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts by name, added up, the greatest first."""
    found: dict[str, int] = {}
    for part in parts:
        for name, count in part.items():
            found[name] = found.get(name, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _at(outcome: Outcome, path: Sequence[str]) -> int:
    value: Any = outcome
    for name in path:
        value = value.get(name) if value else None
    return int(value or 0)
