"""The parts of a file that a draft looks at: its beginning, some pieces on the way, its end."""

import codecs
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.errors import InputError
from etl.sources.archive import unreadable
from etl.sources.text import MARK, decoder

HEAD_BYTES = 2**20
_PIECE = 2**16  # bytes; even, so that a piece begins with a whole letter of UTF-16
_PIECES = 6
_TAIL = 2**15


@dataclass(frozen=True, slots=True)
class Pieces:
    """Bytes of a file. `head` is its beginning; `others` are spread over the rest; `tail` is its end."""

    head: bytes
    others: tuple[bytes, ...]
    tail: bytes
    size: int

    @property
    def whole(self) -> bool:
        """Whether the head is all there is."""
        return self.size <= len(self.head)


def pieces(path: Path) -> Pieces:
    """Look at a file.

    Raises:
        InputError: it cannot be read, or is empty.
    """
    try:
        size = path.stat().st_size
        if not size:
            raise InputError(f"«{path.name}» is empty: ask for it again.", key="empty", file=path.name)
        return _look(path, size, path.stat().st_mtime_ns)
    except OSError as error:
        raise unreadable(path.name, error) from error


@lru_cache(maxsize=4)
def _look(path: Path, size: int, _changed: int) -> Pieces:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        starts = [len(head) + (size - len(head)) * n // _PIECES // 2 * 2 for n in range(_PIECES)]
        others = []
        for start in starts if size > len(head) else ():
            file.seek(start)
            others.append(file.read(_PIECE))
        file.seek(max(0, (size - _TAIL) // 2 * 2))
        return Pieces(head, tuple(others), file.read(), size)


def lines(path: Path, encoding: str) -> list[str]:
    """The first whole lines, in an encoding; bytes without a meaning in it become U+FFFD."""
    found = pieces(path)
    text = _decoded(found.head, encoding, found.head, final=found.whole).removeprefix(MARK)
    parted = text.split("\n")
    return [line.removesuffix("\r") for line in (parted if found.whole else parted[:-1])]


def other_lines(path: Path, encoding: str, most: int = 100) -> list[str]:
    """Whole lines from each piece of the rest."""
    found, kept = pieces(path), []
    for piece in found.others:
        text = _decoded(piece, encoding, found.head, final=False)
        kept += [line.removesuffix("\r") for line in text.split("\n")[1:-1][:most]]
    return kept


def last_lines(path: Path, encoding: str) -> list[str]:
    """The last lines, the first of them perhaps cut."""
    found = pieces(path)
    text = _decoded(found.tail, encoding, found.head, final=True)
    return [line.removesuffix("\r") for line in text.split("\n")][0 if found.whole else 1 :]


def _decoded(data: bytes, encoding: str, start: bytes, *, final: bool) -> str:
    reader: codecs.IncrementalDecoder = decoder(encoding, start)
    reader.errors = "replace"
    return reader.decode(data, final)
