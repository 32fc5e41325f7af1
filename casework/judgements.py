"""The book of judgements on pairs, in the casework database: added to, never changed, the last word on a pair counts.

Implements core.judgements.JudgementBook.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import get_args

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import pair_judgement as table
from core.errors import IzderError
from core.judgements import Judgement, Subject

AT_ONCE = 10_000  # rows of one statement; a model may judge a million pairs
FIELDS = tuple(Judgement.model_fields)
COLUMNS = tuple(table.c[name] for name in FIELDS)


class Judgements:
    """Verdicts on pairs. What several are recorded together stands together or not at all."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling
        self._lock = Lock()
        self._read_to = 0  # the id up to which `_last` knows the book
        self._last: dict[tuple[str, str, str], Judgement] = {}
        self._standing: dict[Subject, tuple[Judgement, ...]] = {}

    def standing(self, subject: Subject) -> Sequence[Judgement]:
        """The last judgement on each pair of this kind, withdrawn ones left out, in order of pairs.

        Nothing in the book ever changes, so what was read once is kept, and only what was added since is read.
        """
        with self._lock:
            if self._read_on():
                self._standing = {word: in_order(self._last, word) for word in get_args(Subject)}
            return self._standing.get(subject, ())

    def history(self, left: str, right: str) -> Sequence[Judgement]:
        """Every judgement on a pair, oldest first, whichever of the two is named first."""
        first, second = sorted((left, right))
        asked = select(*COLUMNS).where(table.c.left == first, table.c.right == second).order_by(table.c.id)
        with self._database.connect() as connection:
            return [Judgement(**row._mapping) for row in connection.execute(asked)]

    def record(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements, all or none. Whoever calls has written the audit entry.

        Raises:
            IzderError: they could not be written.
        """
        try:
            with self._database.begin() as connection:
                one_at_a_time(connection)
                for batch in batches(iter(judgements)):
                    connection.execute(insert(table), [self._row(judgement) for judgement in batch])
        except SQLAlchemyError as error:
            raise IzderError(f"The judgements could not be written: {cause(error)}.", key="not_written") from error

    def _read_on(self) -> bool:
        """Read what was added since; whether there was anything."""
        asked = select(table.c.id, *COLUMNS).where(table.c.id > self._read_to).order_by(table.c.id)
        before = self._read_to
        with self._database.connect() as connection:
            for self._read_to, *values in connection.execute(asked):
                judgement = Judgement.model_construct(**dict(zip(FIELDS, values, strict=True)))  # checked when written
                self._last[judgement.subject, *judgement.pair] = judgement
        return self._read_to > before

    def _row(self, judgement: Judgement) -> dict[str, object]:
        return judgement.model_dump() | {"agency": self._agency, "handling": self._handling}


def one_at_a_time(connection: Connection) -> None:
    """Let one writer at a time add, so that ids are committed in their order; SQLite's BEGIN IMMEDIATE has done so."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7017003)"))


def in_order(last: Mapping[tuple[str, str, str], Judgement], subject: str) -> tuple[Judgement, ...]:
    """What stands of one kind; Python's order of letters, for a database may have another."""
    found = (judgement for (kind, *_), judgement in last.items() if kind == subject)
    return tuple(sorted((each for each in found if each.verdict != "withdrawn"), key=lambda each: each.pair))


def batches(judgements: Iterator[Judgement]) -> Iterator[list[Judgement]]:
    """The judgements in lists that one statement can hold."""
    return iter(lambda: list(islice(judgements, AT_ONCE)), [])
