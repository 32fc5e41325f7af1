"""The graph's files read through once after a start, so that the first questions need not wait for the disk.

Neo4j reads a page when a question first asks for it; over ten million edges a trace of money asks for some thousands
of them, each a visit to the disk. Read in their order, the same files are in the memory of the operating system within
seconds. Smallest first: nodes and relationships before properties, and the rows they rest on last.
"""

from pathlib import Path
from threading import Thread

import psutil

SHARE = 2  # of the memory that is free, one part in so many; what does not fit is read when it is asked for
CHUNK = 2**22  # bytes
DATABASE = Path("data", "databases", "neo4j")


def read_ahead(folder: Path) -> Thread:
    """Read the files of the server in `folder` beside whatever else is done; it ends with this process."""
    reading = Thread(target=_read, args=(folder / DATABASE,), name="read-ahead", daemon=True)
    reading.start()
    return reading


def _read(store: Path) -> None:
    left = psutil.virtual_memory().available // SHARE
    try:
        for size, file in sorted((file.stat().st_size, file) for file in store.rglob("*") if file.is_file()):
            left -= size
            if left < 0:
                return
            with file.open("rb", buffering=0) as content:
                while content.read(CHUNK):
                    pass
    except OSError:  # a running server removes files while we look; they will be read when they are asked for
        return
