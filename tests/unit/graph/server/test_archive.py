"""The class-data archive belongs to one Java and one set of jars."""

import pytest

from graph.server.archive import archive_for


@pytest.fixture
def java(tmp_path):
    """A Java that came with an archive of its own."""
    file = tmp_path / "java" / "bin" / "java"
    (tmp_path / "java" / "lib" / "server").mkdir(parents=True)
    (tmp_path / "java" / "lib" / "server" / "classes.jsa").touch()
    file.parent.mkdir()
    file.touch()
    return file


@pytest.fixture
def jars(tmp_path):
    folder = tmp_path / "jars"
    folder.mkdir()
    for name in ("a.jar", "b.jar"):
        (folder / name).write_bytes(b"x")
    return [folder / "a.jar", folder / "b.jar"]


def test_a_first_start_has_java_leave_one(java, jars, tmp_path):
    flags = archive_for(java, jars).flags(tmp_path / "part")
    assert flags == (f"-XX:ArchiveClassesAtExit={tmp_path / 'part'}",)


def test_a_later_start_uses_it(java, jars, tmp_path):
    archive = archive_for(java, jars)
    archive.file.touch()
    assert archive_for(java, jars).flags(tmp_path / "part") == (f"-XX:SharedArchiveFile={archive.file}",)


def test_other_jars_need_another(java, jars):
    before = archive_for(java, jars).file
    jars[1].write_bytes(b"other")
    assert archive_for(java, jars).file != before
