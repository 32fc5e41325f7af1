"""Archives: members are files of their own; what no honest archive holds is refused in one sentence."""

import zipfile

import pytest

from core.errors import InputError
from etl.sources.archive import is_archive, is_workbook, unpack


def packed(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_come_out_under_the_archive_s_name(tmp_path):
    path = packed(tmp_path / "a.zip", **{"b.csv": "b", "sub/a.csv": "a"})
    found = [(name, file.read_text()) for name, file in unpack(path, tmp_path / "out")]
    assert found == [("a.zip/b.csv", "b"), ("a.zip/sub/a.csv", "a")]


def test_a_member_cannot_climb_out(tmp_path):
    path = packed(tmp_path / "a.zip", **{"../../evil.csv": "x", "/abs.csv": "y", "..\\win.csv": "z"})
    for _, file in unpack(path, tmp_path / "out"):
        assert file.resolve().is_relative_to((tmp_path / "out").resolve())


def test_an_archive_in_an_archive_is_refused(tmp_path):
    with pytest.raises(InputError, match="another archive"):
        list(unpack(packed(tmp_path / "a.zip", **{"inner.zip": "x"}), tmp_path / "out"))


def test_a_bomb_is_refused(tmp_path):
    with pytest.raises(InputError, match="too much for an export"):
        list(unpack(packed(tmp_path / "a.zip", **{"zeros.csv": "0" * 2**24}), tmp_path / "out"))


def test_a_cut_archive_is_refused(tmp_path):
    path = packed(tmp_path / "a.zip", **{"a.csv": "x" * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match="broken archive"):
        is_archive(path)


def test_a_workbook_is_no_archive(tmp_path, examples):
    assert is_workbook(examples / "feeds" / "bank_c.xlsx")
    assert not is_archive(examples / "feeds" / "bank_c.xlsx")
    assert not is_archive(examples / "feeds" / "bank_a.csv")
