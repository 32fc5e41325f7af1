"""Searching bytes for many strings at once, in each encoding in which a program may have written them.

Polars' Aho-Corasick does the work: bytes are taken for letters one to one (Latin-1), so that any file is a text.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

_PART = 8 * 2**20
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Needles:
    """Strings to look for: `written` maps each way to write one (bytes as Latin-1 letters) to the string."""

    written: Mapping[str, str]

    @staticmethod
    def of(strings: Iterable[str], encoding: str | None = None) -> "Needles":
        """Needles in UTF-8, both UTF-16 and the encoding that is named."""
        names = dict.fromkeys((*_ENCODINGS, *([encoding] if encoding and not encoding.startswith("utf-16") else [])))
        ways = {way: text for text in strings for name in names if (way := _written(text, name))}
        return Needles(ways)

    def __len__(self) -> int:
        return len(set(self.written.values()))

    @property
    def longest(self) -> int:
        """Bytes of the longest way to write one."""
        return max(map(len, self.written), default=0)

    def without(self, strings: set[str]) -> "Needles":
        """Those that are none of these strings."""
        return Needles({way: text for way, text in self.written.items() if text not in strings})

    def found(self, part: bytes | pl.Series) -> set[str]:
        """The strings that occur in some bytes, or in a column of text."""
        if not self.written:
            return set()
        if isinstance(part, bytes):
            return {self.written[way] for way in _hits(pl.Series([part.decode("latin-1")]), list(self.written))}
        return _hits(part.drop_nulls(), list(set(self.written.values())))

    def count(self, texts: pl.Series) -> int:
        """In how many texts of a column one of the strings occurs."""
        if not self.written or not texts.len():
            return 0
        patterns = sorted(set(self.written.values()))
        return int(texts.drop_nulls().to_frame("t").select(pl.col("t").str.contains_any(patterns)).to_series().sum())


def parts(path: Path, longest: int) -> Iterator[bytes | pl.Series]:
    """What a file holds: its bytes, and what is packed in it: columns of a Parquet file, members of an archive."""
    yield from _bytes(path, longest)
    if _begins(path) == b"PAR1":
        yield from _columns(path)
    elif zipfile.is_zipfile(path):
        yield from _members(path)


def files_below(folder: Path) -> Iterator[Path]:
    """Every file of a folder in the order of paths; what vanishes meanwhile is passed over by who reads it."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _written(text: str, encoding: str) -> str | None:
    try:
        return text.encode(encoding).decode("latin-1")
    except UnicodeEncodeError:
        return None


def _hits(texts: pl.Series, patterns: list[str]) -> set[str]:
    found = texts.to_frame("t").select(pl.col("t").str.extract_many(patterns, overlapping=True).explode())
    return set(found.to_series().drop_nulls().unique())


def _bytes(path: Path, longest: int) -> Iterator[bytes]:
    """Parts overlap, so that a string across their border is met, too."""
    tail = b""
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield tail + part
            tail = (tail + part)[-max(longest - 1, 0) :] if longest > 1 else b""


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _columns(path: Path) -> Iterator[pl.Series]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=50_000):
            table = pl.DataFrame(pl.from_arrow(pa.Table.from_batches([batch])))
            for column in table:
                if column.dtype == pl.List(pl.String()):
                    yield column.explode()
                elif column.dtype == pl.String():
                    yield column


def _members(path: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                while part := file.read(_PART):
                    yield part
