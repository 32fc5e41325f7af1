"""Zip archives: their members are deliveries of their own; what no honest archive holds is refused."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from core.errors import InputError
from etl.sources.limits import ARCHIVE_BYTES, PACKED_RATIO

_ENCRYPTED = 0x1
_WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")  # XLSX, XLSB, ODS
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")


def is_workbook(path: Path) -> bool:
    """True where the bytes are those of XLSX, XLS or ODS, whatever the file is called."""
    if path.open("rb").read(8) == _OLD_WORKBOOK:
        return True
    return _is_zip(path) and any(name in _names(path) for name in _WORKBOOK)


def is_archive(path: Path) -> bool:
    """True for a zip that is no workbook; also for one that is broken, so that it is told apart from a table."""
    return _is_zip(path) and not is_workbook(path)


def unpack(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Members as (name with the archive's before it, path under `folder`), in the order of names.

    Raises:
        InputError: broken, locked, nested, or a bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse(path, members)
            for number, member in enumerate(sorted(members, key=lambda m: m.filename)):
                yield f"{path.name}/{member.filename}", _extract(archive, member, folder / str(number))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise InputError(f"«{path.name}» is a broken archive ({error}): ask for it again.") from error


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _names(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"«{path.name}» is a broken archive or workbook ({error}): ask for it again.") from error


def _refuse(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise InputError(f"«{path.name}» is locked by a password: unpack it and load the folder.")
    if nested := [m.filename for m in members if m.filename.lower().endswith(_NESTED)]:
        raise InputError(f"«{path.name}» holds another archive, «{nested[0]}»: unpack it and load the folder.")
    whole = sum(member.file_size for member in members)
    if whole > ARCHIVE_BYTES or any(m.file_size > PACKED_RATIO * max(m.compress_size, 1000) for m in members):
        raise InputError(f"«{path.name}» unpacks to {whole:,} bytes: too much for an export; not opened.")


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    """To a name of our own making: a member's path may point anywhere. Never more bytes than the archive declared."""
    folder.mkdir(parents=True)
    target = folder / (PurePosixPath(member.filename.replace("\\", "/")).name or "member")
    with archive.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return target
