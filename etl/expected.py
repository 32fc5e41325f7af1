"""How many rows a file will have, told from how much of it has been read: for progress, never for figures."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from etl.sources.limits import BLOCK_BYTES
from etl.templates.files import AnyFile, JsonLines, Parquet, TextFile


@dataclass(slots=True)
class Expected:
    """`size` in bytes of a file that is read block by block, `rows` where the file itself says; 0: not known."""

    size: int = 0
    rows: int = 0
    blocks: int = 0

    @staticmethod
    def of(path: Path, file: AnyFile) -> "Expected":
        """Before the first row is read."""
        match file:
            case TextFile() | JsonLines():
                return Expected(size=path.stat().st_size)
            case Parquet():
                return Expected(rows=pq.ParquetFile(path).metadata.num_rows)
            case _:
                return Expected()

    def total(self, done: int) -> int | None:
        """Rows in all, after one more block of `done` rows so far; None where nothing tells."""
        self.blocks += 1
        if not self.size:
            return self.rows or None
        read = min(self.blocks * BLOCK_BYTES, self.size)
        return round(done * self.size / read)
