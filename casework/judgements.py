"""The book of judgements on pairs, in the casework database: added to, never changed, the last word on a pair counts.

Implements core.judgements.JudgementBook.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Engine, func, insert, select
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

    def standing(self, subject: Subject) -> Sequence[Judgement]:
        """The last judgement on each pair of this kind, withdrawn ones left out, in order of pairs."""
        last = (
            select(func.max(table.c.id).label("id"))
            .where(table.c.subject == subject)
            .group_by(table.c.left, table.c.right)
            .subquery()
        )
        asked = select(*COLUMNS).join(last, table.c.id == last.c.id).where(table.c.verdict != "withdrawn")
        with self._database.connect() as connection:
            found = [Judgement(**row._mapping) for row in connection.execute(asked)]
        return sorted(found, key=lambda judgement: judgement.pair)  # the database's own order of letters may be another

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
                for batch in batches(iter(judgements)):
                    connection.execute(insert(table), [self._row(judgement) for judgement in batch])
        except SQLAlchemyError as error:
            raise IzderError(f"The judgements could not be written: {cause(error)}.") from error

    def _row(self, judgement: Judgement) -> dict[str, object]:
        return judgement.model_dump() | {"agency": self._agency, "handling": self._handling}


def batches(judgements: Iterator[Judgement]) -> Iterator[list[Judgement]]:
    """The judgements in lists that one statement can hold."""
    return iter(lambda: list(islice(judgements, AT_ONCE)), [])
