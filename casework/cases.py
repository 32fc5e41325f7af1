"""What people decided about the persons of a network: each one's category, with author, time and reason."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import judgement as table
from casework.purpose import Purpose
from core.errors import IzderError

Category = Literal["suspect", "convicted", "victim", "witness", "contact", "unknown"]
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on one person of one network."""

    network: str
    person: str
    category: Category
    reason: str
    author: str
    time_ms: int


class Cases:
    """Categories of persons. A later decision replaces an earlier one; the earlier one stays to be read."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def categorise(self, purpose: Purpose, network: str, person: str, category: str, reason: str) -> Judgement:
        """Record a decision.

        Raises:
            IzderError: the category is not one of CATEGORIES, no reason is given, or it could not be written.
        """
        if category not in CATEGORIES:
            raise IzderError(f"«{category}» is no category; it must be one of {', '.join(CATEGORIES)}.")
        if not reason.strip():
            raise IzderError("A category needs a reason in words.", key="say_reason")
        made = Judgement(network, person, category, reason.strip(), purpose.user, time.time_ns() // 1_000_000)
        try:
            with self._database.begin() as connection:
                connection.execute(insert(table).values(**self._row(made)))
        except SQLAlchemyError as error:
            raise IzderError(f"The category could not be written: {cause(error)}.", key="not_written") from error
        return made

    def categories(self, network: str) -> dict[str, Judgement]:
        """The decision that counts for each person of a network; who is not in it is unknown."""
        return {made.person: made for made in self.history(network)}

    def judged(self) -> set[str]:
        """Networks of which anybody was given a category."""
        with self._database.connect() as connection:
            return set(connection.execute(select(table.c.network).distinct()).scalars())

    def decided(self, persons: Iterable[str]) -> set[str]:
        """Those of the persons who have a category in any network."""
        asked = select(table.c.person).where(table.c.person.in_(sorted(persons))).distinct()
        with self._database.connect() as connection:
            return set(connection.execute(asked).scalars())

    def history(self, network: str) -> list[Judgement]:
        """All decisions on a network, the oldest first."""
        columns = (table.c.network, table.c.person, table.c.category, table.c.reason, table.c.author, table.c.time_ms)
        with self._database.connect() as connection:
            rows = connection.execute(select(*columns).where(table.c.network == network).order_by(table.c.id))
            return [Judgement(*row) for row in rows]

    def _row(self, made: Judgement) -> dict[str, str | int]:
        return {
            "network": made.network, "person": made.person, "category": made.category, "reason": made.reason,
            "author": made.author, "time_ms": made.time_ms, "agency": self._agency, "handling": self._handling,
        }  # fmt: skip
