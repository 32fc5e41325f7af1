"""The process of a local Neo4j: launched under its guard, asked whether it answers, ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from core.errors import ServerError
from core.protocols import Progress
from graph.server import guard
from graph.server.archive import archive_for
from graph.server.configuration import USER, arguments_of, ensure_password, write_arguments, write_settings
from graph.server.logs import failure, set_aside
from graph.server.offline import take_over

START_S = 180.0  # a busy machine takes over a minute


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its process, its guard's, its port, and whether it is to stay."""

    process: psutil.Process
    guard: int
    port: int
    stay: bool

    @property
    def uri(self) -> str:
        """Where it listens."""
        return f"bolt://127.0.0.1:{self.port}"


def running(folder: Path) -> Running | None:
    """The server of a folder, if it runs. A later process that was given its number is not taken for it."""
    state = guard.read_state(folder)
    process = _process(state["pid"]) if state else None
    if state is None or process is None or not _is_server_of(folder, process):
        return None
    return Running(process, state["guard"], state["port"], state["stay"])


def _process(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _is_server_of(folder: Path, process: psutil.Process) -> bool:
    try:
        return f"@{arguments_of(folder)}" in process.cmdline()
    except psutil.Error:
        return False


def keep(folder: Path) -> None:
    """Say that the running server is to stay when nobody uses it."""
    state = guard.read_state(folder)
    if state is not None:
        guard.write_state(folder, state | {"stay": True})


def launch(
    folder: Path, java: Path, jars: Sequence[Path], stay: bool, progress: Progress, port: int | None = None
) -> None:
    """Start Neo4j, on this port or a free one, and wait until it answers.

    Raises:
        ServerError: it does not come up; says why.
    """
    take_over(folder)  # what an import left that was killed at the very end
    ensure_password(folder)
    archive = archive_for(java, jars)
    write_arguments(folder, jars, archive.flags(guard.part_of(folder)))
    write_settings(folder, port := port or _free_port())
    guard.state_of(folder).unlink(missing_ok=True)
    words = [str(folder), str(java), str(port), "stay" if stay else "leave", str(archive.file)]
    await_answer(folder, _start_guard(folder, words), progress)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _start_guard(folder: Path, words: Sequence[str]) -> "subprocess.Popen[bytes]":
    logs = folder / "logs"
    logs.mkdir(mode=0o700, exist_ok=True)
    set_aside(logs)
    with (logs / "guard.log").open("wb") as log:
        # a session of its own: Ctrl-C in the terminal is for the command, which then lets go of the server
        return subprocess.Popen(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-P", guard.__file__, *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=os.name != "nt",
        )


def await_answer(folder: Path, keeper: "subprocess.Popen[bytes] | None", progress: Progress) -> None:
    """Wait until the server of a folder answers; `keeper` is its guard, where we started it.

    Raises:
        ServerError: it ended or did not answer in time.
    """
    began = time.monotonic()
    while not _answers(folder):
        waited = time.monotonic() - began
        gone = running(folder) is None if keeper is None else keeper.poll() is not None
        if gone or waited > START_S:
            raise failure(folder, "ended at its start" if gone else f"did not answer within {START_S:.0f} s")
        progress("server.start", int(waited), None, {"unit": "seconds"})
        time.sleep(0.1)


def _answers(folder: Path) -> bool:
    server = running(folder)
    if server is None:
        return False
    try:
        with GraphDatabase.driver(server.uri, auth=(USER, ensure_password(folder))) as driver:
            driver.verify_connectivity()
    except AuthError as error:
        raise ServerError(
            f"Neo4j does not know the password in {folder / 'password'}. Put the right file back, or remove "
            f"{folder} and load again: the graph is rebuilt from the records."
        ) from error
    except (DriverError, Neo4jError):
        return False
    return True


def end(folder: Path) -> None:
    """Stop the server of a folder and wait until it and its guard are gone."""
    server = running(folder)
    if server is None:
        return
    keeper = _process(server.guard)
    server.process.terminate()
    for survivor in await_end([server.process], guard.STOP_S):
        survivor.kill()
    await_end([process for process in (server.process, keeper) if process], guard.STOP_S)
    guard.state_of(folder).unlink(missing_ok=True)


def await_end(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait until they have ended, but so long at most; those that still run.

    One that has ended counts, though whoever started it has not looked yet (a zombie): a served screen starts a guard
    and lives on, and does not look.
    """
    until = time.monotonic() + seconds
    while (alive := [process for process in processes if _lives(process)]) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
