"""Merges that wait for a second person: proposed by one, confirmed or rejected by another, every step kept."""

import time
import unicodedata
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import pair_proposal as table
from core.errors import IzderError

Step = Literal["proposed", "confirmed", "rejected", "withdrawn"]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One step on a pair; `left` is the smaller. The last step says how the pair stands."""

    left: str
    right: str
    step: Step
    author: str
    made_ms: int
    reason: str
    model: str | None = None
    weight: float | None = None

    @property
    def pair(self) -> Pair:
        """The two."""
        return self.left, self.right


COLUMNS = tuple(table.c[name] for name in Proposal.__dataclass_fields__)


class Proposals:
    """The steps of all merges that needed two persons."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def add(self, step: Proposal) -> None:
        """Write a step down.

        Raises:
            IzderError: it could not be written.
        """
        told = {name: getattr(step, name) for name in Proposal.__dataclass_fields__}
        try:
            with self._database.begin() as connection:
                connection.execute(insert(table).values(**told, agency=self._agency, handling=self._handling))
        except SQLAlchemyError as error:
            raise IzderError(f"The step could not be written: {cause(error)}.", key="not_written") from error

    def waiting(self) -> dict[Pair, Proposal]:
        """Proposals that nobody has confirmed, rejected or withdrawn, by pair."""
        last = select(func.max(table.c.id).label("id")).group_by(table.c.left, table.c.right).subquery()
        asked = select(*COLUMNS).join(last, table.c.id == last.c.id).where(table.c.step == "proposed")
        with self._database.connect() as connection:
            found = [Proposal(**row._mapping) for row in connection.execute(asked.order_by(table.c.id))]
        return {proposal.pair: proposal for proposal in found}

    def history(self, left: str, right: str) -> list[Proposal]:
        """Every step on a pair, the oldest first."""
        first, second = sorted((left, right))
        asked = select(*COLUMNS).where(table.c.left == first, table.c.right == second).order_by(table.c.id)
        with self._database.connect() as connection:
            return [Proposal(**row._mapping) for row in connection.execute(asked)]


def same_person(one: str, other: str) -> bool:
    """Whether two names of users are one, however they are written: «A.Seitova » is a.seitova."""
    return plain(one) == plain(other)


def plain(user: str) -> str:
    """A user's name without what writing adds to it."""
    return "".join(unicodedata.normalize("NFKC", user).casefold().split())


def now_ms() -> int:
    """This moment."""
    return time.time_ns() // 1_000_000
