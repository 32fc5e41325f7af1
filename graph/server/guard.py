"""The guard: Neo4j's parent process, which stops it when nobody uses it any more.

It runs as a script of its own (`python guard.py FOLDER JAVA PORT STAY ARCHIVE`) and imports nothing of ours, so that
it starts at once and stays small. Whoever uses the server holds a lease: a locked file in FOLDER/leases. The
operating system lets go of a lock when its holder dies, however it dies; so a server whose last user was
killed is stopped within a second, on every platform. A server that is to stay (`izder up`) needs no lease.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

TICK_S = 0.25
ENDED_IN_PEACE = (0, 143)  # by itself, or by SIGTERM
STOP_S = 180.0  # the first stop writes the class-data archive


def leases_of(folder: Path) -> Path:
    """Where the leases on the server of a folder are."""
    return folder / "leases"


def state_of(folder: Path) -> Path:
    """Where the running server of a folder is described."""
    return folder / "server.json"


def part_of(folder: Path) -> Path:
    """Where the server of a folder leaves its class-data archive, if it is to make one."""
    return folder / "classes.jsa"


def life_of(folder: Path) -> FileLock:
    """The lock under which a server is started, taken into use, or stopped."""
    return FileLock(folder / "life.lock", thread_local=False)


def held(lease: Path) -> bool:
    """True where a living process holds a lease."""
    lock = FileLock(lease, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return True
    lock.release()
    return False


def in_use(folder: Path) -> bool:
    """True where some process uses the server of a folder."""
    return any(held(lease) for lease in leases_of(folder).glob("*.lease"))


def users(folder: Path) -> int:
    """How many leases on the server of a folder are held."""
    return sum(held(lease) for lease in leases_of(folder).glob("*.lease"))


def read_state(folder: Path) -> dict[str, Any] | None:
    """What is written of the running server; None where nothing is."""
    try:
        state: dict[str, Any] = json.loads(state_of(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return state


def write_state(folder: Path, state: dict[str, Any]) -> None:
    """Describe the running server, whole or not at all."""
    part = state_of(folder).with_suffix(".part")
    part.write_text(json.dumps(state), encoding="utf-8")
    part.replace(state_of(folder))


def run(folder: Path, java: str, port: int, stay: bool, archive: Path) -> int:
    """Start Neo4j and stay with it until it ends; its exit code."""
    part_of(folder).unlink(missing_ok=True)
    arguments = folder / "conf" / "java.args"
    with (folder / "logs" / "console.log").open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 - the Java that was found, the arguments we wrote
            [java, f"@{arguments}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - the guard has one thread
        )
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    write_state(folder, {"pid": child.pid, "guard": os.getpid(), "port": port, "stay": stay})
    while child.poll() is None:
        time.sleep(TICK_S)
        _stop_if_unused(folder, child)
    if child.returncode in ENDED_IN_PEACE:
        _keep_archive(part_of(folder), archive)
    return child.returncode


def _keep_archive(part: Path, archive: Path) -> None:
    """Put the class-data archive that Java left into the cache, in the place of those of earlier Javas or jars."""
    if not part.exists():
        return
    for old in archive.parent.glob("classes-*.jsa"):
        old.unlink(missing_ok=True)
    arriving = archive.with_suffix(f".{os.getpid()}")  # the cache may be on another disk
    shutil.move(part, arriving)
    arriving.replace(archive)


def die_with_parent() -> None:
    """Ask Linux to stop this process when its parent dies (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _stop_if_unused(folder: Path, child: "subprocess.Popen[bytes]") -> None:
    if _wanted(folder):
        return
    try:
        with life_of(folder).acquire(blocking=False):
            if not _wanted(folder):  # nobody came while we took the lock
                stop(child)
                state_of(folder).unlink(missing_ok=True)
    except Timeout:  # somebody starts to use it, or stops it
        return


def _wanted(folder: Path) -> bool:
    return in_use(folder) or bool((read_state(folder) or {}).get("stay"))


def stop(child: "subprocess.Popen[bytes]") -> None:
    """Ask a process to end, and end it when it does not."""
    child.terminate()
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "stay", Path(sys.argv[5])))
