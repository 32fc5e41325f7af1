"""Who is who where a row says its direction: whose statement it is, and who the others are, with what speaks for it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from core.drafts import DIRECTED, DIRECTION, Ground
from core.identifiers import bank_code
from core.records import read_text
from core.records.fields import FieldType
from etl.draft.above import NOBODY, Beside, Own
from etl.draft.codes import Named, coded, told_by_person
from etl.draft.direction import IN, KIND, OUT, Filled, Way, Words, filled, worded
from etl.draft.together import Column
from etl.draft.vocabulary import meaning

OWN, OTHER = "own", "other"
KEYS: Mapping[str, FieldType] = {"call": "phone", "transfer": "account"}  # what tells the two ends of a row
_HELD = 0.5  # of the cells that are such a number
_FEW = 2  # times fewer different numbers: the column of those whose statement it is
_ALIKE = 0.5  # of the rows one way have the numbers that rows the other way have
_MANY = 20  # rows each way before operators and banks are compared
_HOUSE: Mapping[str, Callable[[str], str | None]] = {"call": lambda number: number[:5], "transfer": bank_code}
_ROWS = 3  # rows below which the same value in all of them says nothing
_SOME = 0.3  # of the cells are full phone numbers: short ones beside them are phones, too
_ONE = 1.05  # values for each own number
_WISHED = {"from": OWN, "to": OTHER}
_STRONG = {"sender", "caller", "debit", "receiver", "called", "credit"}  # «A» and «B» are not always caller and called
PAYS, GETS = "pays", "gets"  # whichever way a row goes
_NAMED = {PAYS: ("from_name", "from_iin"), GETS: ("to_name", "to_iin")}
_PLAIN_WORDS = {"sender", "receiver", "name", "iin", "surname", "operation"}
_SENDS, _GETS = {"sender", "caller", "debit", "a"}, {"receiver", "called", "credit", "b"}


@dataclass(frozen=True, slots=True)
class Turn:
    """How the direction of a file's rows is understood.

    `way`: what says it; `amounts`: two columns of sums. `turned`: who calls or pays depends on the row, and `sides`
    says of columns whether they are OWN (of the one whose statement it is) or OTHER, or always the payer's or
    receiver's. `handsets`: columns name caller and called themselves, and the row says whose handset and sector it
    holds. `clear` False: a row says its direction, but the two sides cannot be told. `grounds`: why. `own`: where no
    column holds the number of the one whose statement it is, what else says it; `own_field` is its field, where
    something does.
    """

    way: Way
    amounts: Filled | None
    turned: bool
    clear: bool
    grounds: tuple[Ground, ...]
    sides: Mapping[int, str] = field(default_factory=dict)
    handsets: bool = False
    own: Own | None = None
    own_field: str | None = None

    @property
    def said_by(self) -> frozenset[int]:
        """The column whose words say the direction."""
        return frozenset({self.way.place} if isinstance(self.way, Words) else ())

    @property
    def places(self) -> frozenset[int]:
        """Columns that say the direction, and cannot be another field."""
        coded = isinstance(self.way, Words) and self.way.why is not None  # its words are no kinds of calls, either
        worded = self.said_by if self.turned or not self.clear or coded else frozenset()
        return frozenset(worded | ({self.amounts.out, self.amounts.into} if self.amounts else set()))

    def allows(self, name: str, place: int) -> bool:
        """Whether a column may be a field, as far as sides go."""
        if self.clear and not self.turned:
            return True
        side = self.sides.get(place)
        if side in (PAYS, GETS):
            return name in _NAMED[side]
        if name.startswith("from_"):
            return side == OWN
        return side == OTHER if name.startswith("to_") else name not in PLAIN or side != OTHER


PLAIN = ("imei", "imsi", "cell")  # what is the caller's alone; of the called it is to_…


@dataclass(frozen=True, slots=True)
class _Judged:
    """Sides of the columns that name both ends of a row, whether who is who depends on the row, and why."""

    sides: Mapping[int, str]
    turned: bool
    grounds: tuple[Ground, ...]
    confirmed: bool = False


def turn(kind: str, columns: Sequence[Column], wished: Mapping[int, str], beside: Beside) -> Turn | None:
    """How the direction of rows of this kind is said; None where nothing in a row says it."""
    if kind not in DIRECTED:
        return None
    own = beside.owns.get(kind, NOBODY)
    amounts = filled(columns, wished) if kind == "transfer" else None
    way = amounts or told_by_person(columns, wished, beside.ways) or worded(columns, wished)
    way = way or coded(columns, wished, beside, own.number, _named(kind, columns, wished))
    if way is None:
        return None
    ways = way.ways({column.place: column for column in columns})
    ends = _Ends(kind, [c for c in columns if is_end(kind, c, wished)], ways, wished, own.number)
    judged = ends.judged()
    if judged.turned and isinstance(way, Words) and wished.get(way.place) == KIND:
        return None  # a person says that it is the kind, and no more
    if judged.turned and isinstance(way, Words) and not (way.out or way.into):
        return Turn(way, None, turned=True, clear=False, grounds=(way.ground,))
    sides = dict(judged.sides)
    if judged.turned and sides:  # where no column is the own one, the statement is of one line or account
        numbers = next((ends.numbers(c) for c in columns if sides.get(c.place) == OWN), [OWN] * len(ways))
        others = [c for c in columns if c not in ends.columns]
        sides |= {c.place: side for c in others if (side := _whose(c, numbers, wished))}
        sides |= _always(kind, others, sides, numbers, ways, wished)
    clear = bool(judged.sides) or not judged.turned
    handsets = kind == "call" and judged.confirmed
    grounds = (way.ground, *judged.grounds, *([Ground(key="direction.handsets")] if handsets else []))
    lacking = own if clear and judged.turned and OWN not in judged.sides.values() else None
    own_field = f"from_{KEYS[kind]}" if lacking and lacking.number else None
    return Turn(way, amounts, judged.turned, clear, grounds, sides, handsets, lacking, own_field)


def _named(kind: str, columns: Sequence[Column], wished: Mapping[int, str]) -> Named | None:
    """The two columns that name both ends, with their numbers."""
    ends = _Ends(kind, [c for c in columns if is_end(kind, c, wished)], (), wished)
    pair = ends.named()
    return pair and Named(pair[0].name, pair[1].name, *map(ends.numbers, pair))


def is_end(kind: str, column: Column, wished: Mapping[int, str]) -> bool:
    """Whether a column holds phones, or accounts, and may name one end of a row."""
    share = column.held.share(KEYS[kind])
    if kind == "call" and share > _SOME:
        share += column.held.share("short")
    free = wished.get(column.place, f"from_{KEYS[kind]}") in (f"from_{KEYS[kind]}", f"to_{KEYS[kind]}")
    return share >= _HELD and free


@dataclass(frozen=True, slots=True)
class _Ends:
    """The columns that hold phones or accounts, and which way each row goes."""

    kind: str
    columns: Sequence[Column]
    ways: Sequence[str | None]
    wished: Mapping[int, str]
    own: str | None = None

    def judged(self) -> _Judged:
        """What is said by a person, by the headers, by the contents, in this order; they must not contradict."""
        if pair := self.named():
            return self._of_named(*pair)
        if by_wish := self._wished():
            return _Judged(by_wish, turned=True, grounds=(Ground(key="wished"),))
        return self._of_two() if len(self.columns) == 2 else self._of_some()

    def numbers(self, column: Column) -> list[str | None]:
        """A column's cells in their canonical form."""
        known = {cell: read_text(KEYS[self.kind], cell) for cell in set(column.cells)}
        return [known[cell] for cell in column.cells]

    def named(self) -> tuple[Column, Column] | None:
        """The columns whose headers name who calls or pays, and who is called or paid."""
        senders = [c for c in self.columns if _sends(c) and not _gets(c)]
        getters = [c for c in self.columns if _gets(c) and not _sends(c)]
        return (senders[0], getters[0]) if len(senders) == len(getters) == 1 else None

    def _of_named(self, sender: Column, getter: Column) -> _Judged:
        same, cross = self._met(sender, getter)
        names = {"first": sender.name, "second": getter.name}
        strong = bool(meaning(sender.name).words & _STRONG and meaning(getter.name).words & _STRONG)
        if cross or (not same and (strong or IN not in self.ways)):
            key = "direction.confirmed" if cross else "direction.named"
            return _Judged({}, turned=False, grounds=(Ground(key=key, parameters=names),), confirmed=cross)
        if by_wish := self._wished():
            turned = not strong or DIRECTION in self.wished.values()
            return _Judged(by_wish if turned else {}, turned=turned, grounds=(Ground(key="wished"),))
        if strong:
            return _unclear("direction.contradicted", **names)
        return self._of_two() if same and len(self.columns) == 2 else _unclear("direction.unclear")

    def _wished(self) -> dict[int, str]:
        """Sides that a person said; of two columns one says the other."""
        said = {c.place: side for c in self.columns if (side := _said(c, self.wished))}
        if len(self.columns) == 2 and len(said) == 1:
            place, side = next(iter(said.items()))
            said |= {c.place: OTHER if side == OWN else OWN for c in self.columns if c.place != place}
        return said if sorted(said.values()) in ([OTHER, OWN], [OWN], [OTHER]) else {}

    def _of_two(self) -> _Judged:
        first, second = self.columns
        by_header = _two([self._side(first), self._side(second)])
        few = self._few(first, second)
        sure = {self._side(first), self._side(second)} == {OWN, OTHER}
        chosen = by_header or few
        if chosen is None or (few and few != chosen and not sure) or self._met(first, second)[1]:
            return _unclear("direction.crossed" if self._met(first, second)[1] else "direction.unclear")
        own, other = (first, second) if chosen == (OWN, OTHER) else (second, first)
        names = {"own": own.name, "other": other.name}
        grounds = [Ground(key="direction.by_header", parameters=names)] if by_header else []
        if few == chosen:
            counts = {"n": len(self._set(own)), "m": len(self._set(other))}
            grounds.append(Ground(key="direction.by_few", parameters={**names, **counts}))
        return _Judged({own.place: OWN, other.place: OTHER}, turned=True, grounds=tuple(grounds))

    def _of_some(self) -> _Judged:
        """One column, or more than two: what the headers say without a doubt; of one alone its contents may."""
        sides = {c.place: side for c in self.columns if (side := _header(c))}
        if len(self.columns) == 1 and not sides and (side := self._alone(self.columns[0])):
            sides = {self.columns[0].place: side}
        if len(set(sides.values())) < len(sides) or not sides or len(sides) < min(len(self.columns), 2):
            return _unclear("direction.unclear")
        names = {c.place: c.name for c in self.columns}
        told = {side: names[place] for place, side in sides.items()}
        grounds = [Ground(key=f"direction.is_{side}", parameters={"column": told[side]}) for side in told]
        if OWN in told and OTHER not in told:
            grounds.append(Ground(key="direction.no_other"))
        return _Judged(sides, turned=True, grounds=tuple(grounds))

    def _side(self, column: Column) -> str | None:
        """Whose a column is by its header, or because it holds the number that is said to be the own one."""
        return OWN if self.own and self._set(column) == {self.own} else _header(column)

    def _set(self, column: Column) -> set[str]:
        return {number for number in self.numbers(column) if number}

    def _alone(self, column: Column) -> str | None:
        """Whose the only column is, by what it holds."""
        if self.own:
            return OWN if self._set(column) == {self.own} else None if self.own in self._set(column) else OTHER
        return OWN if len(self._set(column)) == 1 and column.held.filled >= _ROWS else None

    def _few(self, first: Column, second: Column) -> tuple[str, str] | None:
        """Sides by the contents: the one whose statement it is stands in many rows."""
        n, m = len(self._set(first)), len(self._set(second))
        if min(n, m) == 0 or max(n, m) < _FEW * min(n, m):
            return None
        return (OWN, OTHER) if n < m else (OTHER, OWN)

    def _met(self, first: Column, second: Column) -> tuple[bool, bool]:
        """Whether rows both ways have the same numbers in the same column, or in the other.

        Where many lines or accounts stand in a file, so that few of them are met twice, whose operator or bank they
        are of says the same.
        """
        met = self._met_as(first, second, lambda number: number, 1)
        return met if any(met) else self._met_as(first, second, _HOUSE[self.kind], _MANY)

    def _met_as(
        self, first: Column, second: Column, known_as: Callable[[str], str | None], least: int
    ) -> tuple[bool, bool]:
        numbers = {c.place: [n and known_as(n) for n in self.numbers(c)] for c in (first, second)}
        told = {
            (place, way): Counter(n for n, w in zip(held, self.ways, strict=True) if n and w == way)
            for place, held in numbers.items() for way in (OUT, IN)
        }  # fmt: skip
        if min(counted.total() for counted in told.values()) < least:
            return False, False
        a, b = first.place, second.place
        same = max(_common(told[a, OUT], told[a, IN]), _common(told[b, OUT], told[b, IN]))
        cross = max(_common(told[a, OUT], told[b, IN]), _common(told[b, OUT], told[a, IN]))
        return same >= max(_ALIKE, _FEW * cross), cross >= max(_ALIKE, _FEW * same)


def _unclear(key: str, **parameters: str) -> _Judged:
    return _Judged({}, turned=True, grounds=(Ground(key=key, parameters=parameters),))


def _common(first: Counter[str], second: Counter[str]) -> float:
    """What two columns have in common, as a share of their rows."""
    a, b = first.total(), second.total()
    return sum(min(times / a, second[number] / b) for number, times in first.items()) if a and b else 0.0


def _sends(column: Column) -> bool:
    return bool(meaning(column.name).words & _SENDS) and not _is_other(column)


def _gets(column: Column) -> bool:
    return bool(meaning(column.name).words & _GETS) and not _is_other(column)


def _is_other(column: Column) -> bool:
    words = meaning(column.name).words
    return "other" in words or {"sender", "receiver"} <= words


def _said(column: Column, wished: Mapping[int, str]) -> str | None:
    return _WISHED.get(wished.get(column.place, "").partition("_")[0])


def _header(column: Column) -> str | None:
    """Whose a column is by its header."""
    words = meaning(column.name).words
    if _is_other(column) or words & {"called", "b"}:
        return OTHER
    return OWN if words & {"own", "client", "subscriber", "a", "caller"} else None


def _two(sides: list[str | None]) -> tuple[str, str] | None:
    """Sides of two columns by what the headers say: one may be silent, they must not say the same."""
    match sides:
        case ["own", "other" | None] | [None, "other"]:
            return OWN, OTHER
        case ["other", "own" | None] | [None, "own"]:
            return OTHER, OWN
    return None


def _whose(column: Column, own: Sequence[str | None], wished: Mapping[int, str]) -> str | None:
    """Whose a name, an IIN or a handset is: by wish, header, or whether it goes with the own number."""
    if side := _said(column, wished):
        return side
    words = meaning(column.name).words
    if _is_other(column):
        return OTHER
    if words & {"own", "client", "subscriber"}:
        return OWN
    if words & (_SENDS | _GETS) or not (words & {"name", "iin"} or column.held.share("iin") >= _HELD):
        return None
    return _follows(column, own)


def _always(
    kind: str, columns: Sequence[Column], sides: Mapping[int, str], own: Sequence[str | None],
    ways: Sequence[str | None], wished: Mapping[int, str],
) -> dict[int, str]:  # fmt: skip
    """Names and IINs that a header calls the payer's or the receiver's, where the rows do not contradict: in rows in
    which that is the one whose statement it is, each own number has one value or none.
    """
    if kind != "transfer":
        return {}
    found = {}
    told = {_is_iin(c) for c in columns if sides.get(c.place) in (OWN, OTHER) and not _names(c) and _is_called(c)}
    for column in (c for c in columns if _names(c) and _is_iin(c) not in told):
        side, at = (PAYS, OUT) if _sends(column) else (GETS, IN)
        pairs = {
            (number, cell.strip().casefold())
            for number, way, cell in zip(own, ways, column.cells, strict=False) if number and way == at and cell.strip()
        }  # fmt: skip
        numbers = {number for number, _ in pairs}
        if len(pairs) <= _ONE * len(numbers) and wished.get(column.place, _NAMED[side][0]) in _NAMED[side]:
            found[column.place] = side
    return found


def _names(column: Column) -> bool:
    """Whether a header names a payer or a receiver, and nothing else of theirs than a name or an IIN."""
    words = meaning(column.name).words
    return len(words & {"sender", "receiver"}) == 1 and words <= _PLAIN_WORDS


def _is_called(column: Column) -> bool:
    """Whether a header names a party, by a name or an IIN."""
    words = meaning(column.name)
    return bool(words.words) and words.words <= {*_PLAIN_WORDS, "other", "client", "own"} and not words.strange


def _is_iin(column: Column) -> bool:
    """Whether a column holds IINs, not names."""
    return "iin" in meaning(column.name).words or column.held.share("iin") >= _HELD


def _follows(column: Column, own: Sequence[str | None]) -> str | None:
    """OWN where a column has one value for each own number, OTHER where it has several."""
    pairs = {(number, cell.casefold()) for number, cell in zip(own, column.cells, strict=False) if number and cell}
    numbers = {number for number, _ in pairs}
    if not numbers or column.held.filled < _ROWS * len(numbers):
        return None
    each = len(pairs) / len(numbers)
    return OWN if each <= _ONE else OTHER if each >= _FEW else None
