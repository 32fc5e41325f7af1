"""Which program made a result: the release, and a hash over the code that results depend on."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("core", "queries", "graph", "etl")
KINDS = {".py", ".yaml", ".cypher"}


@cache
def code_version() -> str:
    """`0.1.0+3fa91c20`: the same for the same code, also where it was changed and not released."""
    try:
        release = version("izder")
    except PackageNotFoundError:  # run from a folder that was never installed
        release = "0"
    digest = hashlib.sha256()
    for path in sorted(p for room in ROOMS for p in (ROOT / room).rglob("*") if p.suffix in KINDS):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return f"{release}+{digest.hexdigest()[:8]}"
