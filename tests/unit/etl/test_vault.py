"""Folders appear whole or not at all."""

import pytest

from core.errors import InputError
from etl import vault
from etl.sources.fingerprint import sha256


def test_a_folder_that_failed_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), vault.whole_folder(tmp_path / "a") as folder:
        (folder / "x").write_text("x")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_succeeded_is_there_with_all_it_holds(tmp_path):
    with vault.whole_folder(tmp_path / "a") as folder:
        (folder / "x").write_text("x")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a" / "x").read_text() == "x"


def test_what_a_killed_loader_left_is_swept(lab):
    (lab.home.records / ".staging-abc").mkdir()
    (lab.home.vault / ".staging-abc").mkdir()
    (lab.home.root / ".unpacked-x").mkdir()
    vault.sweep(lab.home)
    assert not [path for path in lab.home.root.rglob(".*") if path.is_dir()]


def test_a_file_that_changes_while_it_is_copied_is_not_kept(lab, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("now")
    with pytest.raises(InputError, match="changed while it was read"):
        vault.keep(path, "0" * 64, lab.home)
    assert list(lab.home.vault.iterdir()) == []


def test_a_file_is_kept_once_under_its_sha(lab, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("now")
    kept = vault.keep(path, sha256(path), lab.home)
    assert kept == vault.keep(path, sha256(path), lab.home) == lab.home.vault / sha256(path) / "x.csv"
    assert kept.read_text() == "now"
