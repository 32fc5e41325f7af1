"""A class-data archive: Java keeps what it made of Neo4j's classes, and the next start takes two thirds of the work.

The first server that is stopped in peace leaves it in the cache. It belongs to one Java and one set of jars, to
the byte and the minute; where anything differs Java ignores it, and a new one is made.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive is, and the Java's own one beneath it, where that Java came without."""

    file: Path
    base: Path | None

    def flags(self, part: Path) -> tuple[str, ...]:
        """Arguments that use the archive, or else have Java leave one at `part` when it stops."""
        if self.file.exists():
            return self.kept()
        return (*self.kept(), f"-XX:ArchiveClassesAtExit={part}")

    def kept(self) -> tuple[str, ...]:
        """Arguments that use what is there, and leave nothing."""
        there = [str(file) for file in (self.base, self.file) if file and file.exists()]
        return (f"-XX:SharedArchiveFile={os.pathsep.join(there)}",) if there else ()


def archive_for(java: Path, jars: Sequence[Path]) -> Archive:
    """The archive of this Java for these jars, beside them; it need not be there yet."""
    folder, tag = jars[0].parent, _tag([java, *jars])
    base = None if _own_archive(java) else folder / f"java-{_tag([java])}.jsa"
    if base and not base.exists():
        _dump(java, base)
    return Archive(folder / f"classes-{tag}.jsa", base)


def _own_archive(java: Path) -> bool:
    home = java.resolve().parents[1]
    return any((home / place / "server" / "classes.jsa").exists() for place in ("lib", "bin"))


def _dump(java: Path, base: Path) -> None:
    part = base.with_suffix(".part")
    words = [str(java), "-Xshare:dump", f"-XX:SharedArchiveFile={part}"]
    done = subprocess.run(words, capture_output=True, timeout=300, check=False)  # noqa: S603 - the Java that was found
    if done.returncode == 0 and part.exists():
        part.replace(base)


def _tag(files: Iterable[Path]) -> str:
    stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.blake2b(repr(stats).encode(), digest_size=6).hexdigest()
