"""What in a row says which way a call or a payment went: a word in a column, or which of two sums is filled."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import money
from core.drafts import DIRECTION, Ground
from etl.draft.contents import decimal_sign
from etl.draft.together import Column
from etl.draft.vocabulary import load, meaning, ours, tokens

AMOUNT, KIND = "amount_tiyn", "kind"
OUT, IN = "out", "in"
_MOST = 0.5  # of the filled rows hold a word that we know
_BOTH = 0.05  # of the rows may have both sums filled
_NOTHING = re.compile(r"[-–—−]|0+([.,]0*)?")
_MINUS = "-–−"
_SHORT = 3  # letters of a word that counts only whole
_SUM = 11  # digits that no sum has
_NO_SUM = {"account", "iin", "name", "date", "time", "document", "other", "client", "phone"}


@dataclass(frozen=True, slots=True)
class Words:
    """A column whose words say the direction; `share` of its filled rows have one of them. `rest`: its other words.

    `why`: what shows it, where it is not the words themselves. Without any word the column is known to say a direction,
    and not how.
    """

    place: int
    name: str
    out: tuple[str, ...]
    into: tuple[str, ...]
    share: float
    rest: tuple[str, ...] = ()
    why: Ground | None = None

    @property
    def title(self) -> str:
        """What it is called in the file."""
        return self.name

    @property
    def ground(self) -> Ground:
        """Why it is proposed."""
        if self.why:
            return self.why
        words = {"out": ", ".join(self.out) or "—", "into": ", ".join(self.into) or "—"}
        return Ground(key="direction.words", parameters={"column": self.name, "share": round(self.share, 3), **words})

    def ways(self, columns: Mapping[int, Column]) -> list[str | None]:
        """Of each row OUT, IN or None."""
        known = {folded(word): OUT for word in self.out} | {folded(word): IN for word in self.into}
        return [known.get(folded(cell)) for cell in columns[self.place].cells]


@dataclass(frozen=True, slots=True)
class Filled:
    """Two columns of sums, `out` paid and `into` received, of which a row has one. `nothing_…`: their zeros."""

    out: int
    into: int
    names: tuple[str, str]
    nothing_out: tuple[str, ...]
    nothing_in: tuple[str, ...]
    share: float
    rows: int
    decimal: str

    @property
    def title(self) -> str:
        """What they are called in the file."""
        return " / ".join(self.names)

    @property
    def ground(self) -> Ground:
        """Why it is proposed."""
        names = {"out": self.names[0], "into": self.names[1]}
        return Ground(key="direction.filled", parameters={**names, "share": round(self.share, 3), "n": self.rows})

    def ways(self, columns: Mapping[int, Column]) -> list[str | None]:
        """Of each row OUT, IN or None."""
        both = zip(columns[self.out].cells, columns[self.into].cells, strict=True)
        return [None if _is(paid) == _is(got) else OUT if _is(paid) else IN for paid, got in both]


Way = Words | Filled


def worded(columns: Sequence[Column], wished: Mapping[int, str]) -> Words | None:
    """The column that says the direction in words: the one that is wished, else the best that may be the kind alone."""
    named = [c for c in columns if wished.get(c.place) == DIRECTION]
    found = [
        words for c in named or columns if named or wished.get(c.place, KIND) == KIND for words in [_words(c)] if words
    ]
    sure = {c.place: DIRECTION in meaning(c.name).words for c in columns}
    return max(found, key=lambda w: (sure[w.place], bool(w.out and w.into), w.share, -w.place), default=None)


def filled(columns: Sequence[Column], wished: Mapping[int, str]) -> Filled | None:
    """The first two columns of sums whose headers say which is which, and of which a row has one."""
    free = [c for c in columns if wished.get(c.place, AMOUNT) == AMOUNT and _side(c) and _is_sum(c)]
    out = [c for c in free if _side(c) == OUT]
    into = [c for c in free if _side(c) == IN]
    pairs = (found for o in out for i in into for found in [_pair(o, i)] if found)
    return next(pairs, None)


def signed(column: Column) -> float:
    """The share of a column's sums that have a minus; 0 where all have it."""
    sums = _sums(column)
    minus = sum(times for cell, times in sums.items() if cell[0] in _MINUS)
    return minus / sums.total() if minus < sums.total() else 0.0


def way_of(word: str) -> str | None:
    """Which way a word of a file says; None where it says none, or both."""
    parts = tokens(word) or [word.strip()]
    if "card" in meaning(word).words or len(parts) > 3:
        return None
    said = {
        way for way, stems in load().direction.items() for stem in stems for part in parts if _fits(stem, part, parts)
    }
    return said.pop() if len(said) == 1 else None


def _fits(stem: str, part: str, parts: Sequence[str]) -> bool:
    """A short word is one beside kinds of calls alone: «SMS MO» says a way, the initial of «Ким Д.» none."""
    if len(stem) > _SHORT:
        return part.startswith(stem)
    return part == stem and all(other == part or ours("call", "kind", other) for other in parts)


def _words(column: Column) -> Words | None:
    held = column.held
    seen = {folded(word): word for word in reversed(held.words)}
    told = {word: way_of(word) for word in seen.values()}
    known = [word for word in held.words if told.get(word)]
    strange = [word for word in told if not told[word]]
    if not known or (all(len(word) == 1 for word in known) and len(strange) > 1):
        return None
    there = {folded(word) for word in known}
    count = sum(folded(cell) in there for cell in column.cells)
    share = count / max(held.filled, 1)
    if share < _MOST:
        return None
    out, into = (tuple(word for word in known if told[word] == way) for way in (OUT, IN))
    return Words(column.place, column.name, out, into, share, tuple(strange))


def folded(cell: str) -> str:
    """A word as it is compared: case and blanks say nothing."""
    return " ".join(cell.split()).casefold()


def _is(cell: str) -> bool:
    """Whether something is written: zeros and dashes are nothing."""
    bare = "".join(cell.split())
    return bool(bare) and not _NOTHING.fullmatch(bare)


def _is_sum(column: Column) -> bool:
    sums, sign = _sums(column), _decimal(column)
    good = [money.tiyn(cell, sign) is not None and _digits(cell) < _SUM for cell in sums]
    return not good or sum(good) > 0.9 * len(good)


def _sums(column: Column) -> Counter[str]:
    return Counter(" ".join(cell.split()) for cell in column.cells if _is(cell))


def _decimal(*columns: Column) -> str:
    """The decimal sign of sums; zeros may be written with another, and what a person said stands."""
    if all(column.held.decimal == "," for column in columns):
        return ","
    return decimal_sign(sum((_sums(column) for column in columns), Counter()))


def _digits(cell: str) -> int:
    return sum(sign.isdigit() for sign in cell)


def _side(column: Column) -> str | None:
    words = meaning(column.name).words
    out, into = bool(words & {"debit", "sender"}), bool(words & {"credit", "receiver"})
    if out == into or words & _NO_SUM:
        return None
    return OUT if out else IN


def _pair(out: Column, into: Column) -> Filled | None:
    rows = [(_is(paid), _is(got)) for paid, got in zip(out.cells, into.cells, strict=True)]
    some, both = sum(paid or got for paid, got in rows), sum(paid and got for paid, got in rows)
    if not some or both > _BOTH * some:
        return None
    names = (out.name, into.name)
    zeros, sign = (_zeros(out), _zeros(into)), _decimal(out, into)
    return Filled(out.place, into.place, names, *zeros, (some - both) / some, some, sign)


def _zeros(column: Column) -> tuple[str, ...]:
    """Zeros and dashes as the file writes them."""
    return tuple(dict.fromkeys(" ".join(cell.split()) for cell in column.cells if cell.strip() and not _is(cell)))
