"""Zip archives: their members are deliveries of their own; what no honest archive holds is refused."""

import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath

from core.errors import InputError
from etl.sources.limits import ARCHIVE_BYTES, MEMBERS, PACKED_RATIO

_ENCRYPTED = 0x1
_NAME = 60  # letters of a member's name that stay: no file system takes more than 255 bytes
BROKEN = (  # all that zipfile and its decompressors raise of damaged bytes
    zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, LZMAError,
)  # fmt: skip
_WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")  # XLSX, XLSB, ODS
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".zst")
_PACKED = {  # what archives other than zip begin with
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"MSCF": "CAB",
}


def is_workbook(path: Path) -> bool:
    """True where the bytes are those of XLSX, XLS or ODS, whatever the file is called."""
    if path.open("rb").read(8) == _OLD_WORKBOOK:
        return True
    return _is_zip(path) and any(name in _names(path) for name in _WORKBOOK)


def unreadable(name: str, error: OSError) -> InputError:
    """What is said of a file that the system does not let us read."""
    return InputError(f"«{name}» cannot be read: {error.strerror}.", key="unreadable", file=name, cause=error.strerror)


def locked(path: Path) -> InputError:
    """What is said of a file that a password locks."""
    return InputError(
        f"«{path.name}» is locked by a password: save it without one and load it again.",
        key="locked", file=path.name,
    )  # fmt: skip


def is_archive(path: Path) -> bool:
    """True for a zip that is no workbook; also for one that is broken, so that it is told apart from a table."""
    return _is_zip(path) and not is_workbook(path)


def refuse_packed(path: Path, shown: str) -> None:
    """Refuse an archive of a kind that is not unpacked here.

    Raises:
        InputError: it is one, by its first bytes.
    """
    if kind := _packed_kind(path):
        raise InputError(
            f"«{shown}» is a {kind} archive: unpack it and load what it holds.",
            key="other_archive", file=shown, kind=kind,
        )  # fmt: skip


def unpack(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Members as (name with the archive's before it, path under `folder`), in the order of names.

    Raises:
        InputError: broken, locked, nested, or a bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_misplaced(archive)
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse(path, members)
            for number, member in enumerate(sorted(members, key=lambda m: m.filename)):
                target = _extract(archive, member, folder / str(number))
                _refuse_nested(path, member, target)
                yield f"{path.name}/{member.filename}", target
    except BROKEN as error:
        raise InputError(
            f"«{path.name}» is a broken archive ({error}): ask for it again.", key="broken_file", file=path.name
        ) from error


def refuse_misplaced(archive: zipfile.ZipFile) -> None:
    """See that every member lies within the file; zipfile would look for it before the file's beginning.

    Raises:
        BadZipFile: one does not.
    """
    if any(member.header_offset < 0 for member in archive.infolist()):
        raise zipfile.BadZipFile("its directory is damaged")


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def _names(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except BROKEN as error:
        raise InputError(
            f"«{path.name}» is a broken archive or workbook ({error}): ask for it again.",
            key="broken_file", file=path.name,
        ) from error  # fmt: skip


def _refuse(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise InputError(
            f"«{path.name}» is locked by a password: unpack it and load the folder.",
            key="locked_archive", file=path.name,
        )  # fmt: skip
    if nested := [m.filename for m in members if m.filename.lower().endswith(_NESTED)]:
        raise InputError(
            f"«{path.name}» holds another archive, «{nested[0]}»: unpack it and load the folder.",
            key="nested_archive", file=path.name, inner=nested[0],
        )  # fmt: skip
    whole = sum(member.file_size for member in members)
    if len(members) > MEMBERS:
        raise InputError(
            f"«{path.name}» holds {len(members):,} files: unpack it and load the folder.",
            key="many_files", file=path.name, count=len(members),
        )  # fmt: skip
    if whole > ARCHIVE_BYTES or any(m.file_size > PACKED_RATIO * max(m.compress_size, 1000) for m in members):
        raise InputError(
            f"«{path.name}» unpacks to {whole:,} bytes: too much for an export; not opened.",
            key="unpacks_to", file=path.name, bytes=whole,
        )  # fmt: skip


def _packed_kind(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(265)
    tar = "tar" if start[257:262] == b"ustar" else None
    return next((kind for magic, kind in _PACKED.items() if start.startswith(magic)), tar)


def _refuse_nested(path: Path, member: zipfile.ZipInfo, target: Path) -> None:
    """Whatever it is called: what it begins with decides."""
    if _packed_kind(target) or is_archive(target):
        raise InputError(
            f"«{path.name}» holds another archive, «{member.filename}»: unpack it and load the folder.",
            key="nested_archive", file=path.name, inner=member.filename,
        )  # fmt: skip


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> Path:
    """To a name of our own making: a member's path may point anywhere. Never more bytes than the archive declared."""
    folder.mkdir(parents=True)
    target = folder / (PurePosixPath(member.filename.replace("\\", "/")).name[-_NAME:] or "member")
    with archive.open(member) as packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return target
