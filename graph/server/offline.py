"""Neo4j's offline import: a whole new database beside the old one, put in its place when it is whole.

The import tool writes into a Neo4j home of its own. A mark says that it is done; from then on two renames put it in
place, and whoever starts the server next finishes them, should we be killed between. Without the mark it is swept.
"""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

from core.errors import ServerError
from graph.server.archive import archive_for
from graph.server.configuration import write_tool
from graph.server.guard import die_with_parent
from graph.server.logs import meaning

DATABASE = "neo4j"
PARTS = ("databases", "transactions")
HEAP = "-Xmx1g"
FIRST_WORDS = 200
LOUD = ("WARNING", "Critical error", "Run with")  # what it says of every failure


def stagings(folder: Path) -> list[Path]:
    """The Neo4j homes that imports have filled or begun to fill, and nobody has put in place yet."""
    return sorted(folder.glob("import-*"))


def import_full(folder: Path, java: Path, jars: Sequence[Path], options: Sequence[str]) -> None:
    """Fill a new database; `take_over` puts it in the place of the old one.

    Args:
        folder: the server's own; it may run meanwhile.
        java: the Java to use.
        jars: Neo4j's.
        options: of `neo4j-admin database import full`: the files and how they are written.

    Raises:
        ServerError: the tool refuses; says what it said.
    """
    staging = folder / f"import-{uuid.uuid4().hex}"  # its own: where we are killed, the tool may outlive us a while
    (staging / "conf").mkdir(mode=0o700, parents=True)
    words = ["database", "import", "full", DATABASE, *options, f"--report-file={staging / 'import.report'}"]
    arguments = write_tool(staging, jars, [HEAP, *archive_for(java, jars).kept()], words)
    surroundings = os.environ | {"NEO4J_HOME": str(staging), "NEO4J_CONF": str(staging / "conf")}
    done = subprocess.run(  # noqa: S603 - the Java that was found, the arguments we wrote
        [str(java), f"@{arguments}"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=die_with_parent if sys.platform == "linux" else None,
    )
    if done.returncode:
        shutil.rmtree(staging, ignore_errors=True)
        said = " ".join(line for line in done.stderr.splitlines() if line and not line.startswith(LOUD))
        raise ServerError(f"Neo4j's offline import failed: {meaning(said) or said[:FIRST_WORDS]}.")
    _mark(staging)


def take_over(folder: Path) -> None:
    """Put an imported database in place, and sweep away what is not whole. The server must not run."""
    for staging in stagings(folder):
        if _marked(staging).exists():
            _put_in_place(staging, folder)
            _marked(staging).unlink()
        shutil.rmtree(staging, ignore_errors=True)


def _put_in_place(staging: Path, folder: Path) -> None:
    """Two renames; called again after a kill between them it makes the second."""
    for part in PARTS:
        new, old = staging / "data" / part / DATABASE, folder / "data" / part / DATABASE
        if new.exists():
            shutil.rmtree(old, ignore_errors=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            new.replace(old)


def _mark(staging: Path) -> None:
    """Say that it is whole, once everything in it is on the disk."""
    for path in [p for p in staging.rglob("*") if p.is_file()]:
        _sync(path)
    _marked(staging).touch()
    _sync(_marked(staging))


def _marked(staging: Path) -> Path:
    return staging / "whole"


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
