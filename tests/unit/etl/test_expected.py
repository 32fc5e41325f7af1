"""How many rows a file will have is told from how much of it was read."""

import polars as pl

from etl.expected import Expected
from etl.sources.limits import BLOCK_BYTES
from etl.templates import TextFile, Workbook
from etl.templates.files import Parquet


def text(tmp_path, size):
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(size)
    return Expected.of(path, TextFile(encoding="utf-8", delimiter=","))


def test_of_a_text_file_by_the_bytes_read(tmp_path):
    expected = text(tmp_path, 10 * BLOCK_BYTES)
    assert expected.total(1000) == 10_000
    assert expected.total(2200) == 11_000


def test_at_the_end_the_estimate_is_the_figure(tmp_path):
    expected = text(tmp_path, BLOCK_BYTES // 3)
    assert expected.total(77) == 77
    assert expected.total(80) == 80


def test_a_parquet_file_says_it_itself_and_a_workbook_does_not(tmp_path):
    pl.DataFrame({"a": range(55)}).write_parquet(path := tmp_path / "x.parquet")
    assert Expected.of(path, Parquet(format="parquet")).total(5) == 55
    assert Expected.of(path, Workbook(format="workbook")).total(5) is None
