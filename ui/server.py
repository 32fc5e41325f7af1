"""The server of the screen: one application, one door, one Streamlit script behind it."""

import errno
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType

import streamlit as st
import uvicorn
from starlette.middleware import Middleware

from casework.bootstrap import bootstrap
from core.errors import SettingsError
from core.phrases import Phrases
from core.protocols import Progress, silent
from core.settings import Settings
from ui import wares
from ui.desk import Desk, opened
from ui.gate import Door, Gate, bracketed
from ui.lately import Lately

MAIN = Path(__file__).parent / "main.py"


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8501,
    on_ready: Callable[[str], None] = print,
    progress: Progress = silent,
) -> None:
    """Serve the screen until interrupted (Ctrl-C or SIGTERM); `on_ready` gets the address to open.

    Port 0 takes a free one.

    Raises:
        SettingsError: the host or port cannot be listened on.
        StoreUnavailable, ServerError: Neo4j cannot be reached or started.
    """
    import_module("ui.page")  # here, where somebody waits anyway, and not at the first visit
    with listening(host, port) as ear, bootstrap(settings, progress=progress, serves=True) as izder:
        door = Door(host, ear.getsockname()[1], guests=Lately(izder.access.demonstration))
        desk = Desk(izder, Phrases.load(), door)
        with opened(desk):
            run(application(desk, settings.language), ear, lambda: on_ready(door.address))


def application(desk: Desk, language: str) -> st.App:
    """The ASGI application of a desk: Streamlit's app with our routes, behind our gate."""
    def sentence(key: str) -> str:
        return desk.phrases.text(key, language)

    gate = Middleware(Gate, door=desk.door, sentence=sentence, headers=wares.headers())
    return st.App(MAIN, routes=wares.routes(), middleware=[gate])


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket, taken before anything slow starts.

    Raises:
        SettingsError: the port is taken, closed to us, or the host is not ours.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        ear = socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(refusal(host, port, error)) from error
    with ear:
        yield ear


def refusal(host: str, port: int, error: OSError) -> str:
    """Why a socket cannot be had, and what to do."""
    place = f"{bracketed(host)}:{port}"
    if error.errno == errno.EADDRINUSE:
        return f"{place} is taken by another program; choose another port with --port, or 0 for any free one."
    if error.errno == errno.EACCES:
        return f"{place} is not open to this user; choose a port above 1023 with --port."
    return f"Cannot listen on {place}: {error.strerror or error}."


class Server(uvicorn.Server):
    """uvicorn's server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started:
            self.on_ready()


def run(app: st.App, ear: socket.socket, on_ready: Callable[[], None]) -> None:
    """Serve until interrupted, then return in order, so that what was started around us is stopped too."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3,
        ws_max_size=256 * 1024 * 1024, ws_per_message_deflate=False,
    )
    logging.getLogger("uvicorn.error").addFilter(wanted)
    with terminated_as_interrupted():
        try:
            Server(config, on_ready).run(sockets=[ear])
        except KeyboardInterrupt:
            return


def wanted(record: logging.LogRecord) -> bool:
    """Whether a line belongs in the log: uvicorn takes a handshake that we refused for one that we forgot."""
    return "without completing handshake" not in record.getMessage()


@contextmanager
def terminated_as_interrupted() -> Iterator[None]:
    """Let SIGTERM unwind like Ctrl-C; uvicorn raises it again after it has shut down."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
