"""Sessions of the driver, and its errors turned into sentences."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, ManagedTransaction, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)  # fmt: skip

from core.errors import StoreUnavailable

T = TypeVar("T")
QUIET = logging.NullHandler()
MEMORY = ("TransactionOutOfMemoryError", "MemoryPoolOutOfMemoryError")  # of one transaction, of all together
Row = dict[str, Any]
Work = Callable[[ManagedTransaction], T]


def keep_driver_quiet() -> None:
    """Keep what the driver logs off the terminal, where nobody set up logging: our sentence says it."""
    logging.getLogger("neo4j").addHandler(QUIET)


class OutOfMemory(Exception):
    """A transaction needed more memory than it may have. Neo4j calls that transient; trying again would not help."""


@contextmanager
def plain_errors(doing: str) -> Iterator[None]:
    """Turn whatever the driver raises into StoreUnavailable; `doing` says what was under way."""
    try:
        yield
    except (AuthError, DriverError, Neo4jError, OSError, OutOfMemory) as error:
        raise StoreUnavailable(_sentence(doing, error), key=_key(error)) from error


def _key(error: Exception) -> str | None:
    """The phrase that tells a reader of the screen, who can do nothing about names and passwords."""
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return "store_lost"
    if _out_of_memory(error):
        return "store_memory"
    if isinstance(error, TransientError):
        return "store_busy"
    return "store_slow" if isinstance(error, Neo4jError) and "TransactionTimedOut" in (error.code or "") else None


def _out_of_memory(error: Exception) -> bool:
    if isinstance(error, OutOfMemory):
        return True
    return isinstance(error, Neo4jError) and (error.code or "").rpartition(".")[2] in MEMORY


def _tried_once(work: Work[T]) -> Work[T]:
    """The same work, which the driver does not repeat where memory was what it lacked."""

    def tried(tx: ManagedTransaction) -> T:
        try:
            return work(tx)
        except Neo4jError as error:
            if _out_of_memory(error):
                raise OutOfMemory(str(error)) from error
            raise

    return tried


def _sentence(doing: str, error: Exception) -> str:
    if isinstance(error, AuthError):
        return "Neo4j refused the user name or the password; see NEO4J_USER and NEO4J_PASSWORD."
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError):
        return f"Neo4j was lost while {doing}. What it acknowledged is safe; the same command again completes the rest."
    if _out_of_memory(error):
        return (
            f"Neo4j was stopped while {doing}: it needed more memory than one question may have. "
            "Ask for less: fewer days, one kind of edge, fewer entities at once."
        )
    if isinstance(error, TransientError):
        return f"Neo4j was too busy while {doing}: {error.message}. Try again."
    if isinstance(error, Neo4jError) and "TransactionTimedOut" in (error.code or ""):
        return f"Neo4j was stopped while {doing}: it took longer than allowed. Ask for less, such as fewer days."
    said = error.message if isinstance(error, Neo4jError) else error
    return f"Neo4j refused while {doing}: {said}"


def write(driver: Driver, database: str | None, doing: str, work: Work[T]) -> T:
    """Run `work` in one transaction; repeated when Neo4j says that trying again helps (a deadlock, a leader lost)."""
    with plain_errors(doing):
        return _write(driver, database, work)


def _write(driver: Driver, database: str | None, work: Work[T]) -> T:
    with driver.session(database=database, default_access_mode=WRITE_ACCESS) as session:
        return session.execute_write(work)


def write_new(driver: Driver, database: str | None, doing: str, work: Work[object]) -> bool:
    """Like `write`; False, and nothing written, where a uniqueness constraint says that some of it is there already."""
    with plain_errors(doing):
        try:
            _write(driver, database, work)
        except ConstraintError:
            return False
    return True


def read(driver: Driver, database: str | None, doing: str, timeout_s: float, work: Work[T]) -> T:
    """Run `work` in one transaction that cannot write and ends after `timeout_s`."""
    timed: Work[T] = unit_of_work(timeout=timeout_s)(_tried_once(work))
    with plain_errors(doing), driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        return session.execute_read(timed)


def run_alone(driver: Driver, database: str | None, doing: str, cypher: str) -> None:
    """Run a statement that must have no transaction around it (schema, CALL IN TRANSACTIONS)."""
    with plain_errors(doing), driver.session(database=database) as session:
        session.run(cypher).consume()
