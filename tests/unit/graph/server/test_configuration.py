"""What Neo4j reads before it starts."""

import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.server.configuration import ensure_password, write_arguments, write_settings


def test_everything_listens_on_loopback(tmp_path):
    write_settings(tmp_path, 4711)
    lines = (tmp_path / "conf" / "neo4j.conf").read_text().splitlines()
    addresses = [line.split("=")[1] for line in lines if "address" in line]
    assert set(addresses) == {"127.0.0.1", "127.0.0.1:4711"}
    assert "server.http.enabled=false" in lines


@pytest.mark.parametrize(("gigabytes", "kept"), [(1, "256m"), (8, "1024m"), (24, "3072m"), (512, "4096m")])
def test_as_much_of_the_graph_is_kept_in_memory_as_the_machine_can_spare(tmp_path, monkeypatch, gigabytes, kept):
    memory = SimpleNamespace(total=gigabytes * 2**30)
    monkeypatch.setattr("graph.server.configuration.psutil.virtual_memory", lambda: memory)
    write_settings(tmp_path, 4711)
    assert f"server.memory.pagecache.size={kept}" in (tmp_path / "conf" / "neo4j.conf").read_text().splitlines()


def test_the_password_is_made_once_and_for_its_owner_alone(tmp_path):
    first = ensure_password(tmp_path)
    assert len(first) >= 24
    assert ensure_password(tmp_path) == first
    for file in (tmp_path / "password", tmp_path / "data" / "dbms" / "auth.ini"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_password_is_given_to_neo4j_only_before_its_first_start(tmp_path):
    (tmp_path / "data" / "databases" / "system").mkdir(parents=True)
    ensure_password(tmp_path)
    assert not (tmp_path / "data" / "dbms").exists()


def test_paths_with_spaces_and_backslashes_stay_one_argument(tmp_path):
    home = tmp_path / "a home"
    file = write_arguments(home, [Path("/x y/a.jar"), Path("/x\\y/b.jar")])
    lines = file.read_text().splitlines()
    assert f'"--home-dir={home}"' in lines
    assert '"/x y/a.jar:/x\\\\y/b.jar"' in lines
