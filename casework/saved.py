"""Questions that people keep under a name: whose, which, with what, and whether all may ask them. Append-only."""

import json

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import saved_question as table
from core.answers import SavedQuestion
from core.errors import IzderError

SAVED, REMOVED = "saved", "removed"
COLUMNS = (table.c.name, table.c.question, table.c.parameters, table.c.shared, table.c.author, table.c.made_ms)


class Saved:
    """Saved questions in the casework database. The last line of a name and its author counts."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def add(self, made: SavedQuestion, reason: str, *, step: str = SAVED) -> None:
        """Keep a question, or note that it was removed. Whoever calls has written the audit entry.

        Raises:
            IzderError: it could not be written.
        """
        told = {
            "name": made.name, "question": made.question, "parameters": json.dumps(made.parameters, ensure_ascii=False),
            "shared": made.shared, "author": made.author, "made_ms": made.made_ms, "step": step, "reason": reason,
            "agency": self._agency, "handling": self._handling,
        }  # fmt: skip
        try:
            with self._database.begin() as connection:
                connection.execute(insert(table).values(**told))
        except SQLAlchemyError as error:
            raise IzderError(f"The question could not be saved: {cause(error)}.", key="not_written") from error

    def of(self, user: str) -> list[SavedQuestion]:
        """What a user kept, and what others kept for all, by name; of one name his own comes first."""
        last: dict[tuple[str, str], tuple[str, SavedQuestion]] = {}
        asked = select(table.c.step, *COLUMNS).order_by(table.c.id)
        with self._database.connect() as connection:
            for step, name, question, parameters, shared, author, made_ms in connection.execute(asked):
                made = SavedQuestion(name, question, json.loads(parameters), shared, author, made_ms)
                last[name, author] = (step, made)
        there = [made for step, made in last.values() if step == SAVED and (made.shared or made.author == user)]
        return sorted(there, key=lambda made: (made.name, made.author != user, made.author))
