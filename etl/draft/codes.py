"""A direction in codes, «1» and «2» or «I» and «O»: which is which way, as the file shows it or a person says it.

A code means nothing by itself: half of the operators count from the other end. Where nothing shows it, it is asked for.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core import money
from core.drafts import DIRECTION, Ground, Parameter
from etl.draft.above import Beside
from etl.draft.direction import IN, KIND, OUT, Words, folded, way_of
from etl.draft.together import Column
from etl.draft.vocabulary import meaning

_LONG = 3  # letters of a code at most
_CODES = (2, 3)  # different ones in a column
_ROWS = 3  # of each code that must show its way
_SURE = 0.95  # of the rows of a code that can show a way show the same
_HEADS = {DIRECTION, KIND, "debit", "credit", "operation", "connection"}  # or a header that means nothing to us

Ways = Mapping[str, str]  # of each code OUT or IN


@dataclass(frozen=True, slots=True)
class Named:
    """Two columns that name who calls or pays, and who is called or paid: their names, their numbers row by row."""

    sender: str
    receiver: str
    senders: Sequence[str | None]
    receivers: Sequence[str | None]


def told_by_person(columns: Sequence[Column], wished: Mapping[int, str], ways: Ways) -> Words | None:
    """The column whose words a person has said the ways of."""
    named = [c for c in columns if wished.get(c.place) == DIRECTION]
    said = {folded(word): way for word, way in ways.items()}
    for column in named or columns if said else ():
        if set(said) <= {folded(word) for word in column.held.words}:
            known = {word: said[folded(word)] for word in column.held.words if folded(word) in said}
            return _words(column, known, Ground(key="wished"))
    return None


def coded(
    columns: Sequence[Column], wished: Mapping[int, str], beside: Beside, own: str | None, ends: Named | None
) -> Words | None:
    """A column of codes whose ways the file shows; else one whose header speaks of a direction, its ways not known."""
    named = [c for c in columns if wished.get(c.place) == DIRECTION]
    free = named or [c for c in columns if wished.get(c.place, KIND) == KIND]
    tried = [c for c in free if _is_coded(c)]
    for column in tried:
        shown = [each for each in _shown(column, columns, beside, own, ends) if each]
        if shown and all(ways == shown[0][0] for ways, _ in shown):
            return _words(column, *shown[0])
    asked = next((c for c in tried if c in named or DIRECTION in meaning(c.name).words), None)
    if asked is None:
        return None
    codes = ", ".join(f"«{code}»" for code in asked.held.words)
    return _words(asked, {}, Ground(key="direction.codes", parameters={"column": asked.name, "codes": codes}))


def _is_coded(column: Column) -> bool:
    codes, words = column.held.words, meaning(column.name).words
    few = _CODES[0] <= len(codes) <= _CODES[1] and all(len(code) <= _LONG for code in codes)
    return few and (not words or bool(words & _HEADS))


def _words(column: Column, ways: Ways, why: Ground) -> Words:
    out, into = (tuple(word for word, way in ways.items() if way == wanted) for wanted in (OUT, IN))
    rest = tuple(word for word in column.held.words if word not in ways)
    known = {folded(word) for word in ways}
    share = sum(folded(cell) in known for cell in column.cells) / max(column.held.filled, 1)
    return Words(column.place, column.name, out, into, share, rest, why)


_Shown = tuple[Ways, Ground] | None


def _shown(
    column: Column, columns: Sequence[Column], beside: Beside, own: str | None, ends: Named | None
) -> Iterable[_Shown]:
    yield _by_legend(column, beside.above)
    if ends is not None:
        yield _by_ends(column, ends, own)
    amounts = [c for c in columns if meaning(c.name).words & {"amount"} and not _is_balance(c)]
    balances = [c for c in columns if _is_balance(c)]
    if len(amounts) == len(balances) == 1:
        yield _by_balance(column, amounts[0], balances[0])


def _is_balance(column: Column) -> bool:
    return "balance" in meaning(column.name).words


def _by_legend(column: Column, above: Sequence[str]) -> _Shown:
    """The header, or one line above the table, says what each code is: «Тип (1 - исходящий, 2 - входящий)»."""
    for text in (column.name, *above):
        ways = {code: way for code in column.held.words if (way := _said_of(code, text))}
        if set(ways) == set(column.held.words) and set(ways.values()) == {OUT, IN}:
            legend: dict[str, Parameter] = {"column": column.name, "line": text[:60], **_told(ways)}
            return ways, Ground(key="direction.legend", parameters=legend)
    return None


def _said_of(code: str, text: str) -> str | None:
    """Which way a text says of a code; None where it says none, or several."""
    found = re.findall(rf"(?<![\w]){re.escape(code)}\s*[-–—=:)]\s*([^\W\d_]+)", text, re.IGNORECASE)
    ways = {way_of(word) for word in found}
    return ways.pop() if len(ways) == 1 else None


def _by_ends(column: Column, ends: Named, own: str | None) -> _Shown:
    """The columns name both ends, and the own number stands at one of them as the code says."""
    rows = [(code, a, b) for code, a, b in zip(column.cells, ends.senders, ends.receivers, strict=True) if a and b]
    numbers = set.intersection(*({a, b} for _, a, b in rows)) if rows else set()
    if own is None and len(numbers) == 1:
        own = next(iter(numbers))
    seen = [(code, OUT if a == own else IN) for code, a, b in rows if own in (a, b) and a != b]
    ways = _sure(column, seen)
    if ways is None:
        return None
    names: dict[str, Parameter] = {"column": column.name, "first": ends.sender, "second": ends.receiver}
    return ways, Ground(key="direction.by_ends", parameters={**names, **_told(ways), "n": len(seen)})


def _by_balance(column: Column, amount: Column, balance: Column) -> _Shown:
    """What the balance loses goes out, what it gains comes in; rows stand in order of time, or against it."""
    sums = [money.tiyn(cell, amount.held.decimal) for cell in amount.cells]
    stood = [money.tiyn(cell, balance.held.decimal) for cell in balance.cells]
    rows = list(zip(column.cells, sums, stood, strict=True))
    forth = [(code, _gained(paid, there, then)) for (_, _, then), (code, paid, there) in pairwise(rows)]
    back = [(code, _gained(paid, there, then)) for (code, paid, there), (_, _, then) in pairwise(rows)]
    found = [ways for ways in (_sure(column, forth), _sure(column, back)) if ways]
    if len(found) != 1:
        return None
    names: dict[str, Parameter] = {"column": column.name, "balance": balance.name}
    return found[0], Ground(key="direction.by_balance", parameters={**names, **_told(found[0])})


def _gained(paid: int | None, there: int | None, then: int | None) -> str | None:
    if not paid or there is None or then is None or abs(there - then) != abs(paid):
        return None
    return IN if there > then else OUT


def _sure(column: Column, seen: Iterable[tuple[str, str | None]]) -> Ways | None:
    """The way of each code, where enough of its rows show it and hardly any shows another or none."""
    rows = [(folded(code), way) for code, way in seen]
    ways: dict[str, str] = {}
    for code in column.held.words:
        mine = [way for each, way in rows if each == folded(code)]
        best = max((OUT, IN), key=mine.count)
        if mine.count(best) < max(_ROWS, _SURE * len(mine)):
            return None
        ways[code] = best
    return ways if set(ways.values()) == {OUT, IN} else None


def _told(ways: Ways) -> dict[str, Parameter]:
    return {side: ", ".join(word for word, way in ways.items() if way == wanted)
            for side, wanted in (("out", OUT), ("into", IN))}  # fmt: skip
