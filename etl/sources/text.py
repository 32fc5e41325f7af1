"""Bytes of a text export → numbered physical lines, block by block, in the encoding that was declared."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from core.errors import InputError
from etl.sources.archive import unreadable
from etl.sources.limits import BLOCK_BYTES, LINE_CHARS

MARK = "\ufeff"  # byte order mark, as a letter
DAMAGED = "\ufffd"  # stands where bytes mean nothing in the declared encoding


def decoder(encoding: str, start: bytes, errors: str = "strict") -> codecs.IncrementalDecoder:
    """A decoder for a file that begins with `start`: UTF-16 without a byte order mark is little-endian."""
    name = codecs.lookup(encoding).name
    if name == "utf-16":
        name = "utf-16-be" if start.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    return codecs.getincrementaldecoder(name)(errors)


def lines(path: Path, encoding: str, block_bytes: int = BLOCK_BYTES) -> Iterator[pl.DataFrame]:
    """Columns `row` (1-based physical line), `raw` (without its line end) and `damaged` (letters are lost in it).

    Lost are bytes without a meaning in the encoding, which become DAMAGED, and what a program before us lost so.

    Lines end in LF or CRLF. Memory is bounded by `block_bytes` and LINE_CHARS, whatever the file is.

    Raises:
        InputError: the file cannot be read, or a line is longer than any row can be.
    """
    row, rest = 1, ""
    for text, final in _blocks(path, encoding, block_bytes):
        rest += text if row > 1 or rest else text.removeprefix(MARK)
        cut = len(rest) if final else rest.rfind("\n") + 1
        if len(rest) - cut > LINE_CHARS:
            raise _too_long(path, row + rest.count("\n"))
        if cut:
            table = _table(rest[:cut], row)
            _refuse_long(table, path)
            row, rest = row + table.height, rest[cut:]
            yield table


def _blocks(path: Path, encoding: str, size: int) -> Iterator[tuple[str, bool]]:
    try:
        with path.open("rb") as file:
            yield from _decoded(file, encoding, size)
    except OSError as error:
        raise unreadable(path.name, error) from error


def _decoded(file: BinaryIO, encoding: str, size: int) -> Iterator[tuple[str, bool]]:
    ahead = file.read(size)
    decode = decoder(encoding, ahead[:4], "replace")
    while ahead:
        data, ahead = ahead, file.read(size)
        yield decode.decode(data, not ahead), not ahead


def _table(text: str, first: int) -> pl.DataFrame:
    body = text.removesuffix("\n")
    table = pl.DataFrame({"raw": [body]}).select(pl.col("raw").str.split("\n").explode().str.strip_suffix("\r"))
    flag = pl.col("raw").str.contains(DAMAGED, literal=True) if DAMAGED in body else pl.lit(False)
    return table.select(
        pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("row"), "raw", flag.alias("damaged")
    )


def _refuse_long(table: pl.DataFrame, path: Path) -> None:
    long = table.filter(pl.col("raw").str.len_bytes() > 4 * LINE_CHARS)
    if long.height:
        raise _too_long(path, int(long["row"][0]))


def _too_long(path: Path, row: int) -> InputError:
    return InputError(
        f"Line {row} of «{path.name}» is longer than {LINE_CHARS:,} characters: no export has such rows. "
        "Check that the file is text with line ends, then load it again."
    )
