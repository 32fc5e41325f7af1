"""Bytes become numbered lines in the encoding that was declared, in memory that does not depend on the file."""

import resource
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from etl.sources.text import lines

KAZAKH = "Әсел Іңкәрқызы Ғұмыр Өүһ Қ ₸"
RUSSIAN = "Съешь ещё этих мягких булок №1"


def read(path, encoding, size=1 << 24):
    tables = list(lines(path, encoding, size))
    return pl.concat(tables) if tables else pl.DataFrame(schema={"row": pl.Int64, "raw": pl.String})


@given(text=st.text(st.sampled_from("aё\nқ₸\r;"), max_size=60), size=st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_blocks_of_any_size_give_the_same_lines(tmp_path_factory, text, size):
    path = tmp_path_factory.mktemp("text") / "x.csv"
    path.write_bytes(text.encode())
    whole = text.removesuffix("\n").split("\n") if text else []
    table = read(path, "utf-8", size)
    assert table["raw"].to_list() == [line.removesuffix("\r") for line in whole]
    assert table["row"].to_list() == list(range(1, len(whole) + 1))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1251", RUSSIAN), ("kz1048", KAZAKH.replace("₸", "")), ("cp866", RUSSIAN), ("utf-8", KAZAKH),
     ("utf-8-sig", KAZAKH), ("utf-16", KAZAKH), ("utf-16-le", KAZAKH), ("utf-16-be", KAZAKH)],
)  # fmt: skip
def test_no_letter_is_corrupted_on_the_way(tmp_path, encoding, text):
    path = tmp_path / "x.csv"
    path.write_bytes(f"{text}\r\n{text}".encode(encoding))
    table = read(path, {"utf-8-sig": "utf-8"}.get(encoding, encoding), 3)
    assert table["raw"].to_list() == [text, text]
    assert not table["damaged"].any()


def test_bytes_that_mean_nothing_mark_their_line_alone(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("добрый\n".encode() + b"\xff\xfe bad\n" + "день\n".encode())
    assert read(path, "utf-8")["damaged"].to_list() == [False, True, False]


def test_utf_16_is_read_either_way_round_by_its_mark(tmp_path):
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        path = tmp_path / encoding
        path.write_bytes(mark + KAZAKH.encode(encoding))
        assert read(path, "utf-16")["raw"].to_list() == [KAZAKH]


def test_a_line_of_two_gigabytes_is_refused_in_bounded_memory(tmp_path: Path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(b"a;b;c\n")
        file.truncate(2**31)  # sparse: a line of NULs without an end
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(InputError, match=r"Line 2 of «long.csv» is longer"):
        read(path, "utf-8")
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 400


def test_a_long_line_in_the_middle_is_refused_with_its_number(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a\nb\n" + "x" * (5 * 2**20) + "\nc\n")
    with pytest.raises(InputError, match="Line 3"):
        read(path, "utf-8")


def test_a_file_that_cannot_be_read_is_said_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path, "utf-8")
