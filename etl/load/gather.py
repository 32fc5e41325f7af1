"""Paths that somebody named → the files to load: folders are walked, archives unpacked."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import InputError
from etl.sources.archive import is_archive, unpack, unreadable


@dataclass(frozen=True, slots=True)
class Given:
    """A file to load. `named`: somebody asked for this very file, so that not knowing it is an error.

    `archive`: the archive that was named and holds it; of its files one at least must be known. `refused`: why what it
    holds was not unpacked, where it is an archive that nobody named.
    """

    path: Path
    name: str
    named: bool
    archive: str | None = None
    refused: InputError | None = None


def gather(paths: Sequence[Path], scratch: Path) -> Iterator[Given]:
    """Files of these paths in order of names; members of archives are unpacked under `scratch`.

    Raises:
        InputError: a path is not there, is no file, or must not be read.
    """
    for number, path in enumerate(paths):
        if path.is_dir():
            files = [Given(file, file.name, named=False) for file in _walk(path)]
        elif path.is_file():
            files = [Given(path, path.name, named=True)]
        else:
            raise InputError(f"«{path}» is no file or folder that can be read.", key="no_file", file=str(path))
        for place, file in enumerate(files):
            yield from _members(file, scratch / f"{number}-{place}")


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(
            f"Folder «{error.filename}» cannot be read: {error.strerror}.",
            key="unreadable", file=str(error.filename), cause=error.strerror,
        ) from error  # fmt: skip

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _members(file: Given, scratch: Path) -> Iterator[Given]:
    """The file, or what it holds; an archive that must not be unpacked stays a file, and says why."""
    if not _is_whole_archive(file):
        yield file
        return
    try:
        held = list(unpack(file.path, scratch))
    except InputError as error:
        if file.named:
            raise
        yield replace(file, refused=error)
        return
    yield from (Given(path, name, named=False, archive=file.name if file.named else None) for name, path in held)


def _is_whole_archive(file: Given) -> bool:
    try:
        return is_archive(file.path)
    except OSError as error:
        raise unreadable(file.name, error) from error
    except InputError:
        if file.named:
            raise
        return False
