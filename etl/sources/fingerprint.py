"""A delivered file is known by its SHA-256."""

import hashlib
from pathlib import Path

from etl.sources.archive import unreadable

SHORT = 12  # hex digits that name a source in the graph


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path.name, error) from error


def short(sha: str) -> str:
    """The first 12 digits: how rows name their source."""
    return sha[:SHORT]
