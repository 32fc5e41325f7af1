"""One way to the graph for everything above: the home's own Neo4j, or the one that NEO4J_URI names."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.errors import SettingsError
from core.home import Home
from core.protocols import Progress, silent
from core.settings import Settings
from graph.server.configuration import USER
from graph.server.local import LocalServer
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Connection:
    """The graph, and the server it is in where that is the home's own; None where it is not ours to stop."""

    store: GraphStore
    server: LocalServer | None


@contextmanager
def connect(settings: Settings, progress: Progress = silent) -> Iterator[GraphStore]:
    """The graph of these settings, closed at the end of the block; see `connected`."""
    with connected(settings, progress) as connection:
        yield connection.store


@contextmanager
def connected(settings: Settings, progress: Progress = silent) -> Iterator[Connection]:
    """The graph of these settings with its server, closed at the end of the block.

    With NEO4J_URI it is that Neo4j. Otherwise it is the home's: taken into use if it runs, started if not, and
    stopped at the end unless somebody else uses it or it is to stay.

    Raises:
        SettingsError: NEO4J_URI without a password.
        ServerError: the local Neo4j cannot be fetched or started.
        StoreUnavailable: Neo4j does not answer.
    """
    if settings.neo4j_uri is not None:
        with _remote(settings) as store:
            yield Connection(store, None)
        return
    server = LocalServer(Home(settings.home).ensure(), settings).start(progress=progress)
    try:
        with GraphStore.open(server.uri or "", USER, server.password) as store:
            yield Connection(store, server)
    finally:
        server.release()


def _remote(settings: Settings) -> GraphStore:
    if settings.neo4j_password is None:
        raise SettingsError("NEO4J_URI is set, but NEO4J_PASSWORD is not.")
    return GraphStore.open(settings.neo4j_uri or "", settings.neo4j_user, settings.neo4j_password)
