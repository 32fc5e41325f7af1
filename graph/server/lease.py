"""A lease: this process's word that it uses the server, which the operating system takes back when it dies."""

import uuid
from pathlib import Path

from filelock import FileLock

from graph.server.guard import held, leases_of


class Lease:
    """Held from `take` to `release`. Both happen under the life lock, or the file could go while it is taken."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    @staticmethod
    def take(folder: Path) -> "Lease":
        """A new lease on the server of a folder; those of dead processes are swept away."""
        leases_of(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in leases_of(folder).glob("*.lease"):
            if not held(old):
                old.unlink(missing_ok=True)
        lock = FileLock(leases_of(folder) / f"{uuid.uuid4().hex}.lease", thread_local=False)
        lock.acquire()
        return Lease(lock)

    def release(self) -> None:
        """Say that this process no longer needs the server."""
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)
