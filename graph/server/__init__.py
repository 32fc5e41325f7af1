"""The local Neo4j: fetched, started, shared between processes, secured and stopped; or any other, by URI."""

from graph.server.connection import Connection, connect, connected
from graph.server.local import LocalServer, ServerStatus

__all__ = ["Connection", "LocalServer", "ServerStatus", "connect", "connected"]
