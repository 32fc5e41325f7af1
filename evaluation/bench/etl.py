"""The records stage on call records: a file in the vault is read, checked, made canonical and kept as Parquet.

What is measured runs in a process of its own, so that its memory is its own: `python -m evaluation.bench.etl HOME`.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.errors import IzderError
from core.home import Home
from core.protocols import silent
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.delivery import records_folder
from etl.recognise import recognise
from etl.sources.fingerprint import sha256
from etl.stage import Incoming, write_records
from etl.templates import named
from evaluation.bench.cdr import PHONES, write_calls, write_register
from evaluation.bench.machine import peak_mb
from evaluation.figures import table

ROWS = int(os.environ.get("IZDER_BENCH_ROWS", "10_000_000"))  # 50_000_000 make 5 GB


def measure(folder: Path, rows: int = ROWS) -> dict[str, Any]:
    """Make the file, which is no part of what is measured, then read it in a process of its own.

    Raises:
        IzderError: a stage failed; its own words are on stderr.
    """
    home = Home(folder / "home").ensure()
    calls, register = folder / "cdr.csv", folder / "authority.csv"
    try:
        write_register(register, phones := min(PHONES, rows // 5))
        write_calls(calls, rows, phones)
        size = calls.stat().st_size
        return {"rows": rows, "bytes": size, **_apart(home.root, calls, register)}
    finally:
        shutil.rmtree(folder)
        folder.mkdir()


def _apart(home: Path, *files: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "evaluation.bench.etl", str(home), *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  our own module
    if done.returncode:
        raise IzderError("The records stage failed; what it said is above.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def alone(root: Path, calls: Path, register: Path) -> dict[str, Any]:
    """Seconds of each step for a file of calls; to be run in a fresh process, on an empty home."""
    home, known = Home(root).ensure(), Canonical()
    _staged(home, register, "authority", [], known)
    windows = [records_folder(home, sha256(register))]
    kept = _timed(lambda: vault.keep(calls, sha256(calls), home))
    calls.unlink()  # it is in the vault; the disk need not hold it twice
    file = next((home.vault).glob(f"*/{calls.name}"))
    figures: dict[str, Any] = {}
    read = _timed(lambda: figures.update(_staged(home, file, "cdr_x", windows, known)))
    return {"vault_s": kept, "read_s": read, "peak_mb": peak_mb(), **figures}


def _staged(home: Home, file: Path, template: str, windows: list[Path], known: Canonical) -> dict[str, Any]:
    found, sha = recognise(file, [named(template, home)]), file.parent.name
    sha = sha if file.is_relative_to(home.vault) else sha256(file)
    incoming = Incoming(file, sha, file.name, found, None, "bench")
    made = write_records(incoming, home, scope.windows(windows), known, silent)
    return {"loaded": made.loaded, "duplicate": made.duplicate, "quarantined": sum(made.quarantined.values())}


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def describe(figures: Mapping[str, Any]) -> str:
    """Rows a second, and the most memory."""
    rate = figures["rows"] / figures["read_s"]
    return (
        f"{figures['rows']:,} call records of one operator ({figures['bytes'] / 1e9:.2g} GB of text), under a register "
        f"of sanctions for nearly all its phones; {figures['loaded']:,} loaded, {figures['duplicate']:,} repeated, "
        f"{figures['quarantined']:,} quarantined.\n\n"
        + table(
            ["what", "seconds", "rows a second", "peak memory, MB"],
            [
                ["read, check, make canonical, write Parquet and ledger", figures["read_s"], rate, figures["peak_mb"]],
                ["before: fingerprint and copy into the vault", figures["vault_s"], None, None],
            ],
        )
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(alone(*map(Path, sys.argv[1:4]))))
