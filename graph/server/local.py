"""The local Neo4j of a home: installed, started, shared between processes, stopped."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from core.errors import ServerError
from core.home import Home
from core.protocols import Progress, silent
from core.settings import Settings
from graph.server import guard, process
from graph.server.configuration import ensure_password
from graph.server.fetch import ensure_jars
from graph.server.java import find_java
from graph.server.lease import Lease
from graph.server.offline import import_full
from graph.server.pins import VERSION
from graph.server.readahead import read_ahead


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is to be said of a home's local server. `uri` and `pid` are None while it does not run."""

    running: bool
    pid: int | None
    uri: str | None
    version: str
    data_bytes: int
    stays: bool  # runs until `down`, not only as long as somebody uses it


class LocalServer:
    """Neo4j as a child process over Bolt on loopback, one for each home.

    Between `start` and `release` this process holds a lease on it. It runs as long as any process holds one,
    or, started with `stay`, until `stop`.
    """

    def __init__(self, home: Home, settings: Settings) -> None:
        self._folder, self._settings = home.neo4j, settings
        self._lease: Lease | None = None

    @property
    def uri(self) -> str | None:
        """Address of the running server; None where it does not run."""
        server = process.running(self._folder)
        return server.uri if server else None

    @property
    def password(self) -> str:
        """Password of user neo4j, made at the first start."""
        return ensure_password(self._folder)

    def ensure_installed(self, progress: Progress = silent) -> Self:
        """Bring Neo4j's jars into the cache, unless they are there and whole; return self.

        Raises:
            ServerError: they cannot be had, or are not the pinned ones.
        """
        self._jars(progress)
        return self

    def start(self, stay: bool = False, progress: Progress = silent) -> Self:
        """Take the home's server into use, starting it where it does not run; return self when it answers.

        Args:
            stay: it is to run until `stop`, also when this process has ended.
            progress: told bytes while it is fetched, seconds while it starts.

        Raises:
            ServerError: no Java, no jars, or Neo4j does not come up; says why.
        """
        with self._life():
            self._lease = self._lease or Lease.take(self._folder)
            try:
                self._bring_up(stay, progress)
            except BaseException:
                self._let_go()
                raise
        return self

    def release(self) -> None:
        """Give up this process's lease; the last one to do so stops a server that is not to stay."""
        if self._lease is not None:
            with self._life():
                self._let_go()

    def stop(self) -> None:
        """Stop the server, whoever uses it; nothing happens where none runs."""
        if self._folder.exists():
            with self._life():
                self._let_go()
                process.end(self._folder)

    def alone(self) -> bool:
        """Whether the server runs and nobody but this process uses it: once, for one thing."""
        return self._lease is not None and guard.users(self._folder) == 1

    def replace_data(self, options: Sequence[str], progress: Progress = silent) -> bool:
        """Put what the offline import makes of files in the place of the graph; at the same address afterwards.

        The server is stopped meanwhile; False, and nothing is done, where somebody else uses it.

        Args:
            options: of `neo4j-admin database import full`: the files and how they are written.
            progress: told seconds while the server starts.

        Raises:
            ServerError: the import fails, and the graph is as it was; or the server does not come up again.
        """
        return self._between(lambda java, jars: import_full(self._folder, java, jars, options), progress)

    def renew(self, progress: Progress = silent) -> bool:
        """Throw away everything the server ever wrote (store, transaction logs, its own logs) and start it anew.

        At the same address and with the same password afterwards; False, and nothing is done, where somebody else
        uses it.

        Raises:
            ServerError: it does not come up again.
        """

        def forget(_java: Path, _jars: Sequence[Path]) -> None:
            for name in ("data", "logs", "import", "dumps"):
                shutil.rmtree(self._folder / name, ignore_errors=True)

        return self._between(forget, progress)

    def _between(self, act: Callable[[Path, Sequence[Path]], None], progress: Progress) -> bool:
        """Stop the server, do something to its files, and start it where it was; False where somebody else uses it."""
        with self._life():
            server = process.running(self._folder)
            if server is None or not self.alone():
                return False
            java, jars = find_java(), self._jars(progress)
            process.end(self._folder)
            try:
                act(java, jars)
            finally:
                process.launch(self._folder, java, jars, server.stay, progress, server.port)
        return True

    def status(self) -> ServerStatus:
        """What the server does and how much it keeps."""
        server = process.running(self._folder)
        return ServerStatus(
            running=server is not None,
            pid=server.process.pid if server else None,
            uri=server.uri if server else None,
            version=VERSION,
            data_bytes=_size(self._folder / "data"),
            stays=server is not None and server.stay,
        )

    @contextmanager
    def _life(self) -> Iterator[None]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with guard.life_of(self._folder):
                yield
        except OSError as error:
            raise ServerError(f"{error.filename or self._folder} cannot be used: {error.strerror or error}.") from error

    def _jars(self, progress: Progress) -> list[Path]:
        return ensure_jars(self._settings.cache, self._settings.neo4j_jars, progress)

    def _bring_up(self, stay: bool, progress: Progress) -> None:
        if process.running(self._folder) is None:
            process.launch(self._folder, find_java(), self._jars(progress), stay, progress)
            read_ahead(self._folder)
            return
        if stay:
            process.keep(self._folder)
        process.await_answer(self._folder, None, progress)

    def _let_go(self) -> None:
        if self._lease is not None:
            self._lease.release()
        self._lease = None
        server = process.running(self._folder)
        if server and not server.stay and not guard.in_use(self._folder):
            process.end(self._folder)


def _size(folder: Path) -> int:
    return sum(_bytes(Path(at, name)) for at, _, names in os.walk(folder) for name in names)


def _bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # a running server removes files while we look
        return 0
