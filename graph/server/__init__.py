"""The local Neo4j: fetched, started, shared between processes, secured and stopped; or any other, by URI."""

from graph.server.connection import connect
from graph.server.local import LocalServer, ServerStatus

__all__ = ["LocalServer", "ServerStatus", "connect"]
