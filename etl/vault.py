"""The vault: delivered files, unchanged, each under its SHA-256; and folders that appear whole or not at all."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import InputError
from core.home import Home

_STAGING = ".staging-"
_UNPACKED = ".unpacked-"
NEW_RECORDS, OLD_RECORDS, PLAN = ".records-new", ".records-old", ".records-plan"
_PART = 2**20


def keep(path: Path, sha256: str, home: Home) -> Path:
    """The vault's own copy of a file, made where it is missing.

    Raises:
        InputError: the file changed while it was read.
        OSError: no room, or no right to write.
    """
    target = home.vault / sha256
    if not target.is_dir():
        with whole_folder(target) as folder:
            if _copy(path, folder / path.name) != sha256:
                raise InputError(f"«{path.name}» changed while it was read: load it again when it is written.")
    return next(file for file in target.iterdir() if file.is_file())


def discard(sha256: str, home: Home) -> None:
    """Remove the copy of a file that was refused."""
    shutil.rmtree(home.vault / sha256, ignore_errors=True)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to fill; when the block ends without an error it is put in place by one rename, durably."""
    folder = target.with_name(f"{_STAGING}{target.name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
        for path in [*folder.iterdir(), folder]:
            _sync(path)
        folder.rename(target)
        _sync(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(home: Home) -> None:
    """Remove what a killed loader left half-made. Only the holder of the writer's lock may do this."""
    if (home.root / OLD_RECORDS).is_dir():
        end_exchange(home)
    halves = (f"{place}/{_STAGING}*" for place in ("vault", "records", "records/*", "amendments/*"))
    for pattern in (*halves, f"{_UNPACKED}*"):
        for folder in home.root.glob(pattern):
            shutil.rmtree(folder, ignore_errors=True)


def exchange(home: Home) -> None:
    """Records that were made beside (NEW_RECORDS) take the place of those that are there."""
    home.records.rename(home.root / OLD_RECORDS)
    end_exchange(home)


def end_exchange(home: Home) -> None:
    """What follows once the old records were set aside; also after a kill in between."""
    if (home.root / NEW_RECORDS).is_dir():
        if home.records.is_dir():
            home.records.rmdir()  # made empty by whoever came after the kill
        (home.root / NEW_RECORDS).rename(home.records)
    (home.root / PLAN).unlink(missing_ok=True)
    shutil.rmtree(home.root / OLD_RECORDS)


@contextmanager
def scratch(home: Home) -> Iterator[Path]:
    """A folder of the home for what is unpacked on the way."""
    with tempfile.TemporaryDirectory(dir=home.root, prefix=_UNPACKED) as folder:
        yield Path(folder)


def _copy(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as given, target.open("wb") as kept:
        while part := given.read(_PART):
            digest.update(part)
            kept.write(part)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
