"""Whether nothing but the example deliveries is loaded: only then may somebody look without saying why."""

import re
from functools import cache
from pathlib import Path

from core.home import Home

SUMS = Path(__file__).parents[2] / "examples" / "SHA256SUMS"
SHA256 = re.compile(r"[0-9a-f]{64}")


@cache
def examples(sums: Path = SUMS) -> frozenset[str]:
    """SHA-256 of each example file; none where the examples are not installed."""
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    return frozenset(line.split()[0] for line in lines if line.strip())


def only_examples_in(home: Home) -> bool:
    """True where every delivery in the vault or among the records is an example, or there is none."""
    folders = (folder for place in (home.vault, home.records) if place.is_dir() for folder in place.iterdir())
    return {folder.name for folder in folders if SHA256.fullmatch(folder.name)} <= examples()


def only_examples_among(sources: set[str]) -> bool:
    """True where every `source:<first 12 digits>` of a graph is an example's."""
    return sources <= {f"source:{sha256[:12]}" for sha256 in examples()}
