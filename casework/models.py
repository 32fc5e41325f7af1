"""Models of resolution that people accepted: each version with who took it, when and why; the last one counts."""

from dataclasses import dataclass

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import resolution_model as table
from core.errors import IzderError


@dataclass(frozen=True, slots=True)
class Accepted:
    """One version. `document` is the model as JSON."""

    version: str
    document: str
    author: str
    made_ms: int
    reason: str


COLUMNS = tuple(table.c[name] for name in Accepted.__dataclass_fields__)


class Models:
    """Versions in the casework database; none is ever changed or removed."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def add(self, model: Accepted) -> None:
        """Let a version count from now on.

        Raises:
            IzderError: it could not be written, or there is one of this name.
        """
        told = {name: getattr(model, name) for name in Accepted.__dataclass_fields__}
        try:
            with self._database.begin() as connection:
                connection.execute(insert(table).values(**told, agency=self._agency, handling=self._handling))
        except SQLAlchemyError as error:
            raise IzderError(f"The model {model.version} could not be written: {cause(error)}.") from error

    def versions(self) -> list[Accepted]:
        """Every version that was accepted, the oldest first."""
        with self._database.connect() as connection:
            return [Accepted(*row) for row in connection.execute(select(*COLUMNS).order_by(table.c.id))]

    def last(self) -> Accepted | None:
        """The version that counts; None where the one of the program does."""
        return next(reversed(self.versions()), None)
