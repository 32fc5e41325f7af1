"""One writer a home: whoever changes vault or records holds its lock, and puts right first what a killed one left."""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from core.home import Home
from core.protocols import Progress
from etl import vault


@contextmanager
def sole_writer(home: Home, progress: Progress) -> Iterator[None]:
    """A second writer waits, and says so."""
    lock = FileLock(home.lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress("load.waiting", 0, None)
        lock.acquire()
    try:
        vault.sweep(home)
        yield
    finally:
        lock.release()
