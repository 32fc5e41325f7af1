"""What goes wrong is said in one sentence, and nothing half-shown stays."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect


class Wire:
    """A wire to Neo4j that can be cut: forwards bytes between a port of its own and the server's."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.port = self.ear.getsockname()[1]
        self.ends: list[socket.socket] = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                near, _ = self.ear.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            self.ends += [near, far]
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as ready:
            ready.register(near, selectors.EVENT_READ, far)
            ready.register(far, selectors.EVENT_READ, near)
            try:
                while True:
                    for key, _ in ready.select():
                        key.data.sendall(key.fileobj.recv(65536) or self.cut_one(near, far))
            except (OSError, ValueError):
                return

    def cut_one(self, *ends: socket.socket) -> bytes:
        for end in ends:
            end.close()
        raise OSError

    def cut(self) -> None:
        for end in (self.ear, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who waits on it


@pytest.fixture
def fragile(served, serving) -> Iterator[tuple[object, Wire]]:
    """A second server on the same data, with a wire to Neo4j that can be cut."""
    target = urlsplit(served.environment["NEO4J_URI"])
    wire = Wire(target.hostname, target.port)
    with serving(served.environment | {"NEO4J_URI": f"bolt://127.0.0.1:{wire.port}"}) as second:
        yield second, wire
        wire.cut()


def test_neo4j_gone_in_the_middle_is_one_sentence(page, fragile, settled):
    second, wire = fragile
    page.goto(second.address)
    settled(page)
    page.locator("tr[data-id]").first.click()
    expect(page.locator(".iz-canvas[data-painted]")).to_be_visible()
    settled(page)
    wire.cut()
    page.locator(".st-key-members tr[data-id]").nth(1).click()
    alert = page.locator("[data-testid=stAlert]")
    expect(alert.first).to_be_visible()
    expect(alert.first).to_contain_text("Neo4j")
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_a_network_that_is_not_there_is_one_sentence(visit):
    page = visit("network?network=network:nothing")
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("network:nothing")
    expect(page.locator(".iz-canvas")).to_have_count(0)
