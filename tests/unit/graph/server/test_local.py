"""What the local server says before anything runs."""

from dataclasses import replace

import pytest

from core.errors import ServerError
from core.home import Home
from core.settings import Settings
from graph.server import LocalServer


@pytest.fixture
def server(tmp_path):
    settings = replace(Settings.from_environment({}), home=tmp_path / "home", cache=tmp_path / "cache")
    return LocalServer(Home(settings.home), settings)


def test_a_home_without_a_server_says_so_and_is_left_as_it_is(server, tmp_path):
    status = server.status()
    assert (status.running, status.pid, status.uri, status.data_bytes, status.stays) == (False, None, None, 0, False)
    server.stop()
    server.release()
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_written_is_a_sentence(server, tmp_path):
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(ServerError, match="home/neo4j cannot be used"):
        server.start()
