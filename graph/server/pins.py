"""The jars that make one release of Neo4j, each by its path in a Maven repository, checksum and size."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

VERSION = "5.26.30"
LIST = Path(__file__).with_name(f"pins-{VERSION}.txt")


@dataclass(frozen=True, slots=True)
class Pin:
    """One jar: where a Maven repository keeps it, its SHA-256 in hex, its size in bytes."""

    path: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """File name, unique in the list."""
        return PurePosixPath(self.path).name

    def fits(self, file: Path) -> bool:
        """True where `file` is this very jar."""
        return file.is_file() and file.stat().st_size == self.size and sha256_of(file) == self.sha256


def sha256_of(file: Path) -> str:
    """SHA-256 of a file in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_pins(file: Path = LIST) -> Sequence[Pin]:
    """The pins of a list: one line a jar, `path sha256 size`, sorted by name: the order of the class path."""
    lines = (line.split() for line in file.read_text(encoding="ascii").splitlines() if line.strip())
    return sorted((Pin(path, sha, int(size)) for path, sha, size in lines), key=lambda pin: pin.name)
