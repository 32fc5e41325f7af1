"""The audit log: who looked at what, why and when. Append-only, and each entry seals the one before it.

The chain shows a changed, removed or inserted entry. It cannot show that its newest entries were cut off:
for that compare `head` with a copy kept elsewhere. The SHA-256 of every brief stands in it too.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from casework.database.engine import cause
from casework.database.schema import audit as table
from casework.purpose import Purpose
from core.errors import AccessRefused, IzderError

FIRST = "0" * 64  # what the first entry names as its predecessor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `parameters` is canonical JSON; `hash` covers every other field."""

    seq: int
    time_ms: int
    user: str
    reason: str
    demonstration: bool
    act: str
    parameters: str
    agency: str
    handling: str
    previous: str
    hash: str = ""

    def seal(self) -> str:
        """SHA-256 over the canonical JSON of every field but `hash`; hex."""
        return hashlib.sha256(canonical({k: v for k, v in asdict(self).items() if k != "hash"}).encode()).hexdigest()


class Audit:
    """Writes and checks the log. One instance serves all threads of a process; processes wait for each other."""

    def __init__(self, database: Engine, agency: str, handling: str = "open") -> None:
        self._database, self._agency, self._handling = database, agency, handling

    def write(self, purpose: Purpose, act: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Write one entry and return its hash, once it is safely on the disk.

        Raises:
            AccessRefused: it could not be written; the caller must then show nothing.
        """
        try:
            with self._database.begin() as connection:
                return self._append(connection, purpose, act, canonical(parameters or {}))
        except (SQLAlchemyError, OSError) as error:
            raise AccessRefused(
                f"The audit entry could not be written ({cause(error)}), so nothing is shown. "
                "Make the casework database writable and ask again.",
                key="no_audit",
            ) from error

    def _append(self, connection: Connection, purpose: Purpose, act: str, parameters: str) -> str:
        serialise(connection)
        seq, previous = newest(connection)
        entry = Entry(
            seq + 1, time.time_ns() // 1_000_000, storable(purpose.user), storable(purpose.reason),
            purpose.demonstration, act, storable(parameters), self._agency, self._handling, previous,
        )  # fmt: skip
        sealed = entry.seal()
        connection.execute(insert(table).values(**(asdict(entry) | {"hash": sealed})))
        return sealed

    def head(self) -> tuple[int, str]:
        """Number and hash of the newest entry; (0, zeros) while the log is empty."""
        with self._database.connect() as connection:
            return newest(connection)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Entries in order, those after number `after`."""
        with self._database.connect() as connection:
            for row in connection.execute(select(table).where(table.c.seq > after).order_by(table.c.seq)):
                yield Entry(**row._mapping)

    def verify(self) -> int:
        """Walk the whole chain; return how many entries hold.

        Raises:
            IzderError: the first entry that was changed, or before which one is missing.
        """
        count, previous = 0, FIRST
        for count, entry in enumerate(self.entries(), start=1):
            if entry.seq != count or entry.previous != previous or entry.seal() != entry.hash:
                raise IzderError(f"The audit log is broken at entry {count}: it was changed after it was written.")
            previous = entry.hash
        return count


def serialise(connection: Connection) -> None:
    """Let one writer at a time read the newest entry and add the next; SQLite's BEGIN IMMEDIATE has done so."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7017002)"))


def newest(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last entry."""
    last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, FIRST)


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of signs."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def canonical(value: Mapping[str, Any]) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
