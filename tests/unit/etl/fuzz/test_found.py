"""What mutated files have found, each once by hand."""

import io
import struct
import zipfile

import polars as pl
import pytest

from core import money
from core.errors import InputError
from core.identifiers.phone import phone
from etl.sources import workbook
from etl.sources.archive import unpack


@pytest.mark.parametrize("text", ["٣٤٥", "١٢,٥٠", "٣٤٥.٠٠"])
def test_digits_of_other_scripts_are_no_amount_and_no_crash(text):
    assert pl.DataFrame({"t": [text]}).select(money.tiyn_column(pl.col("t"), ",")).item() is None


def test_digits_of_other_scripts_are_no_number():
    assert phone("٣٤٥") is None


def displaced(content):
    """An archive whose directory says that it begins later than it does, so that members lie before the file."""
    place = content.rindex(b"PK\x05\x06") + 16
    offset = struct.unpack_from("<I", content, place)[0]
    return content[:place] + struct.pack("<I", offset + 5_000) + content[place + 4 :]


def packed(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return displaced(out.getvalue())


def test_an_archive_whose_directory_lies_is_broken(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed("a.csv"))
    with pytest.raises(InputError, match="is a broken archive"):
        list(unpack(tmp_path / "a.zip", tmp_path / "out"))


def test_a_workbook_whose_directory_lies_is_broken(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(packed("xl/workbook.xml"))
    with pytest.raises(InputError, match="is a broken"):
        workbook.sheet_names(tmp_path / "a.xlsx")


def test_a_member_s_name_may_be_longer_than_a_file_s(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ж" * 200 + ".csv", "x")
    [(name, path)] = unpack(tmp_path / "a.zip", tmp_path / "out")
    assert name.endswith("ж.csv")
    assert path.read_text() == "x"
