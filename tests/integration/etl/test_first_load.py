"""A first large load of real feeds gives the graph of row by row; killed for good in the middle, the next one does."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from core.home import Home
from core.settings import Settings
from etl.load import load_paths
from graph.bulk import FirstLoad
from graph.server import LocalServer, offline
from graph.server.configuration import USER
from graph.store import GraphStore

KILLED = """
import os, signal, sys
from pathlib import Path
from threading import Timer
from casework.access import Purpose
from casework.bootstrap import bootstrap
from core.settings import Settings
from graph.server import local
real = local.import_full
def dying(*given):
    Timer(float(sys.argv[1]), os.kill, (os.getpid(), signal.SIGKILL)).start()
    real(*given)
local.import_full = dying
with bootstrap(Settings.from_environment()) as izder:
    izder.load([Path(sys.argv[2])], purpose=Purpose("test", "test"))
"""


@pytest.fixture
def server(tmp_path):
    """A server that may be stopped, on a home of its own."""
    settings = replace(Settings.from_environment(), home=tmp_path / "home")
    made = LocalServer(Home(settings.home), settings)
    yield made
    made.stop()


def test_killed_while_the_tool_works_the_next_load_makes_the_same_graph_as_row_by_row(server, feeds, clean, tmp_path):
    home = Home(tmp_path / "home")
    told = {"IZDER_HOME": str(home.root), "IZDER_CACHE": str(server._settings.cache), "IZDER_IMPORT_ROWS": "1"}
    made = subprocess.run([sys.executable, "-c", KILLED, "0.7", str(feeds)], env=os.environ | told, check=False)
    assert made.returncode == -signal.SIGKILL
    server.start()
    assert not offline.stagings(home.neo4j)
    with GraphStore.open(server.uri, USER, server.password) as store:
        assert {name for name, count in store.counts().items() if count} <= {"Meta"}
        writer = FirstLoad(store, server, home.neo4j / "bulk", 0)
        report = load_paths([feeds], home=home, writer=writer, settings=server._settings)
        assert all(file.already and file.adds_up() for file in report.files)
        assert store.complete_sources() == {file.source for file in report.files}
        assert store.content_hash() == clean
        again = FirstLoad(store, server, home.neo4j / "bulk", 0)
        load_paths([feeds], home=home, writer=again, settings=server._settings)
        assert store.content_hash() == clean
