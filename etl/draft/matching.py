"""Which column is which field: by what its header means and what its cells are; and which record a row is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from core import records
from core.drafts import DIRECTION
from core.records import Field, RecordKind
from etl.draft.above import Beside
from etl.draft.direction import AMOUNT, Words
from etl.draft.sides import Turn, is_end, turn
from etl.draft.together import Column, together
from etl.draft.vocabulary import likeness, load, meaning, ours

LEAST = 0.3  # a column that agrees less with a field is proposed for none
_CONTENT = 0.5  # of a checked field's score; its header has the rest
_HINT = 0.2  # the same of a field whose cells can be anything
_PASSES = 0.5  # the share of cells that must pass a checked field's check
_DAY_ALONE = 0.9  # a day without a time of day is a worse moment
_STATEMENT = 0.25  # two columns of which a row fills one are a statement's
_ORDER = 0.006  # a column: of two that are alike in all else, the sender, caller or beginning comes first

# how a type's cells are checked; a type that is not here can hold anything
_CHECKS: Mapping[str, str] = {
    "phone": "phone", "account": "account", "iin": "iin", "imei": "imei", "imsi": "imsi", "card": "card",
    "time": "moment", "date": "day", "day_start": "day", "day_end": "day", "money": "amount", "integer": "whole",
    "number": "figure",
}  # fmt: skip
_STRONG = ("phone", "account", "iin", "handset", "sim", "card")  # checks that hardly anything else passes
_ALONE = {"imei": "handset", "imsi": "sim"}  # of any long number: what shows it where the header does not say it
# types whose cells prove them
_PROOF = frozenset({"phone", "account", "iin", "imei", "imsi", "card", "time", "date", "day_start", "day_end", "item"})


@dataclass(frozen=True, slots=True)
class Match:
    """A column's field with its score: what the header has in common with it, and the share of cells that pass."""

    field: str
    score: float
    likeness: float
    meanings: frozenset[str]
    check: str
    share: float


_NONE = Match("", 0.0, 0.0, frozenset(), "", 0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file would be as one kind of record."""

    record: str
    matches: dict[int, Match]  # by the column's place
    score: float
    missing: tuple[str, ...]
    turn: Turn | None = None  # how the direction of its rows is said


def readings(
    columns: Sequence[Column], wished: Mapping[int, str], record: str | None, beside: Beside
) -> list[Reading]:
    """Of each kind of record (or the one that is wished) the best assignment of columns, the best kind first."""
    kinds = [records.load()[record]] if record else list(records.load().values())
    found = [_reading(kind, columns, wished, beside) for kind in kinds if kind.kind in load().fields]
    return sorted(found, key=lambda reading: -reading.score)


def match(kind: RecordKind, name: str, column: Column, *, turned: bool = False) -> Match:
    """How well a column agrees with a field. `turned`: who calls or pays depends on the row."""
    field = kind.fields[name]
    alike, meanings = likeness(column.name, kind.kind, name, turned=turned)
    check, share = _looks(kind, name, field, column, named=alike >= LEAST)
    score = _score(field, alike, share, column)
    return Match(name, score - _ORDER * column.place * (score > 0), alike, meanings, check, share)


def _reading(kind: RecordKind, columns: Sequence[Column], wished: Mapping[int, str], beside: Beside) -> Reading:
    way = turn(kind.kind, columns, wished, beside)
    chosen = _directing(kind, way, columns) if way else {}
    taken = {*wished, *chosen}
    told = {*wished.values(), *(found.field for found in chosen.values())}
    fields = [name for name in load().fields[kind.kind] if name not in told]
    types = {kind.fields[name].type for name in fields}
    free = together([column for column in columns if column.place not in taken], types)
    table = [[_allowed(kind, name, column, way) for name in fields] for column in free]
    chosen |= {place: table[i][j] for i, j in _assigned(table) for place in (free[i].place, *free[i].also)}
    chosen |= {c.place: match(kind, wished[c.place], c) for c in columns if wished.get(c.place) in kind.fields}
    there = {found.field for found in chosen.values()} | ({way.own_field} if way and way.own_field else set())
    missing = tuple(name for name in kind.required if name not in there)
    known = len(kind.required) - len(missing)
    if way and not way.clear:  # who is who is asked: both ends may be there
        known += min(sum(is_end(kind.kind, c, wished) for c in columns), len({*missing} & {*kind.governed}))
    score = sum(found.score for found in chosen.values()) / (1 + 0.5 * len(columns)) + known / len(kind.required)
    score += _STATEMENT if way and way.amounts else 0.0
    return Reading(kind.kind, chosen, score, missing, way)


def _allowed(kind: RecordKind, name: str, column: Column, way: Turn | None) -> Match:
    if way and not way.allows(name, column.place):
        return _NONE
    return match(kind, name, column, turned=bool(way and way.turned))


def _directing(kind: RecordKind, way: Turn, columns: Sequence[Column]) -> dict[int, Match]:
    """The columns that say the direction: a word, or two sums."""
    found = {c.place: c for c in columns if c.place in way.places}
    sums = {way.amounts.out, way.amounts.into} if way.amounts else set()
    words = way.way.share if isinstance(way.way, Words) else 0.0
    return {
        place: match(kind, AMOUNT, column)
        if place in sums
        else Match(DIRECTION, words, 0.0, frozenset(), DIRECTION, words)
        for place, column in found.items()
    }


def _assigned(table: Sequence[Sequence[Match]]) -> Iterator[tuple[int, int]]:
    """The assignment of columns to fields with the greatest sum; agreements below LEAST count as none."""
    if not table or not table[0]:
        return
    scores = np.array([[found.score if found.score >= LEAST else 0.0 for found in row] for row in table])
    for i, j in zip(*linear_sum_assignment(-scores), strict=True):
        if scores[i, j] > 0:
            yield int(i), int(j)


def _looks(kind: RecordKind, name: str, field: Field, column: Column, *, named: bool) -> tuple[str, float]:
    """The check of a field's cells and the share that passes; lists by their items. `named`: the header says it."""
    told = load().fields.get(kind.kind, {}).get(name)
    held = column.held
    if field.type == "word":
        known = [word for word in held.words if ours(kind.kind, name, word)]
        return "word", len(known) / len(held.words) if held.words else 0.0
    if field.type == "item":
        whole = held.share("account") + held.share("card") + held.share("phone")
        return "item", max(min(whole, 1.0), held.lists.get("item", 0.0))
    check = (told and told.looks) or _CHECKS.get(field.type, "")
    shown = check if named else _ALONE.get(check, check)
    share = max(held.share(shown), held.lists.get(shown, 0.0) if field.many else 0.0)
    if check == "moment":
        share = max(share, _DAY_ALONE * held.share("day"))
    if check == "phone":
        share = max(share, min(1.0, share + held.share("short"))) if share > 0.3 else share
    return check, share


def _score(field: Field, alike: float, share: float, column: Column) -> float:
    if column.held.counter and meaning(column.name).words <= {"number", "id"}:
        return 0.0
    if field.type == "word":
        return 0.5 * alike + 0.5 * share if share > _PASSES else 0.4 * alike
    if field.type in _PROOF and not column.held.filled:
        return 0.8 * alike
    if field.type in _PROOF:
        return _CONTENT * share + (1 - _CONTENT) * alike if share >= _PASSES else 0.0
    strong = max(column.held.share(check) for check in _STRONG)
    fails = share < _PASSES if field.type in _CHECKS else field.type == "name" and strong > _PASSES
    fails = fails and column.held.filled > 0
    told = share if field.type in _CHECKS else 1 - strong
    return (1 - _HINT) * alike + _HINT * told if alike >= LEAST and not fails else 0.0
