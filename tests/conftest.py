"""What tests of all rooms share: one real Neo4j for each worker of the run, and an emptied graph for each test."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings as effort
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from core.home import Home
from core.settings import Settings
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.store import GraphStore

effort.register_profile("izder", deadline=None)  # a loaded machine is no failure
effort.load_profile("izder")
BROWSER = "tests/e2e/"
LONGEST = (BROWSER, "tests/integration/", "tests/contract/queries/", "tests/contract/")
KEY = "00" * 32  # IZDER_IDENTITY_KEY of tests, so that ids are the same in every run


class Together(LoadScopeScheduling):
    """With `pytest -n`, the tests of a file share one worker; so do all those of the browser, who share data."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """Which worker gets which tests: in the order below, not the files with most tests first."""
    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes in one file begins first, so that at the end no worker waits for another."""
    items.sort(key=lambda item: [not item.nodeid.startswith(room) for room in LONGEST])


@pytest.fixture(autouse=True, scope="session")
def _tests_know_nothing_of_the_person_who_runs_them() -> None:
    """Settings of the developer's own environment must not reach a test; where Neo4j's jars and the browser are may."""
    for name in list(os.environ):
        if name.startswith(("IZDER_", "NEO4J_")) and name not in ("IZDER_BROWSER", "IZDER_CACHE", "IZDER_NEO4J_JARS"):
            del os.environ[name]
    os.environ["IZDER_IDENTITY_KEY"] = KEY
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1"  # a Neo4j of minutes never earns back better code


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """One running Neo4j on a temporary home; nothing of it stays."""
    settings = replace(Settings.from_environment(), home=tmp_path_factory.mktemp("neo4j-home"))
    server = LocalServer(Home(settings.home), settings).start()
    yield server
    server.release()


@pytest.fixture(scope="session")
def _open_store(neo4j_server: LocalServer) -> Iterator[GraphStore]:
    assert neo4j_server.uri is not None
    with GraphStore.open(neo4j_server.uri, USER, neo4j_server.password) as store:
        store.ensure_schema()
        yield store


@pytest.fixture
def store(_open_store: GraphStore) -> GraphStore:
    """The run's graph, emptied, with its schema."""
    _open_store.wipe()
    return _open_store


@pytest.fixture
def settings(tmp_path: Path, neo4j_server: LocalServer, store: GraphStore) -> Settings:
    """Settings of a new home whose graph is the run's Neo4j, emptied: for tests that wire the whole application."""
    return replace(
        Settings.from_environment(),
        home=tmp_path / "home",
        neo4j_uri=neo4j_server.uri,
        neo4j_user=USER,
        neo4j_password=neo4j_server.password,
    )
