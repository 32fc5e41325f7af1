"""The book of erasures: who asked for one, who confirmed it, when it was done. Added to, never changed."""

import time
from collections.abc import Iterator

import polars as pl
from sqlalchemy import Engine, String, Text, insert, select
from sqlalchemy.exc import SQLAlchemyError

from casework.access.masking import mask_text
from casework.database.engine import cause
from casework.database.schema import erasure as table
from casework.database.schema import metadata
from casework.purpose import Purpose
from core.errors import IzderError
from core.reports import Erasure
from etl.delivery import Delivery

_COLUMNS = ("file", "step", "author", "reason", "made_ms", "report")
_ROWS = 10_000


class Erasures:
    """Steps of erasing deliveries, known by their SHA-256."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def steps(self, sha256: str | None = None) -> list[Erasure]:
        """All steps, the oldest first; of one delivery where it is named."""
        asked = select(table).order_by(table.c.id)
        if sha256 is not None:
            asked = asked.where(table.c.sha256 == sha256)
        with self._database.connect() as connection:
            rows = [row._mapping for row in connection.execute(asked)]
        return [Erasure(source=row["sha256"][:12], **{name: row[name] for name in _COLUMNS}) for row in rows]

    def sha256(self, source: str) -> str | None:
        """The SHA-256 of a delivery that somebody asked to erase, by its beginning; None where nobody did."""
        asked = select(table.c.sha256).where(table.c.sha256.startswith(source, autoescape=True)).limit(1)
        with self._database.connect() as connection:
            return connection.execute(asked).scalar()

    def write(self, delivery: Delivery, step: str, purpose: Purpose, report: str = "") -> None:
        """Add a step. Whoever calls has written the audit entry.

        Raises:
            IzderError: it could not be written.
        """
        row = {
            "sha256": delivery.sha256, "file": mask_text(delivery.file), "step": step, "report": report,
            "author": purpose.user, "reason": purpose.reason, "made_ms": time.time_ns() // 1_000_000,
            "agency": self._agency, "handling": self._handling,
        }  # fmt: skip
        try:
            with self._database.begin() as connection:
                connection.execute(insert(table).values(**row))
        except SQLAlchemyError as error:
            raise IzderError(f"The erasure could not be written down: {cause(error)}.") from error

    def texts(self) -> Iterator[tuple[str, pl.Series]]:
        """Every text of every table of the casework database: the table's name, one text a row, so many at a time."""
        for each in metadata.sorted_tables:
            columns = [column for column in each.columns if isinstance(column.type, String | Text)]
            with self._database.connect() as connection:
                found = connection.execution_options(yield_per=_ROWS).execute(select(*columns))
                for rows in found.partitions(_ROWS):
                    lines = ["\n".join(str(value) for value in row if value is not None) for row in rows]
                    yield each.name, pl.Series(lines, dtype=pl.String)
