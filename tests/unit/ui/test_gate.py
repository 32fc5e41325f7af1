"""The door of the screen, tried from outside with plain HTTP and websocket clients."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from ui.gate import Door, Gate, from_own_page, hostname


async def secret(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("secret")


async def stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("secret")
    await websocket.close()


ROUTES = [
    Route("/", secret), Route("/media/brief.pdf", secret), Route("/upload", secret, methods=["PUT"]),
    WebSocketRoute("/_stcore/stream", stream),
]  # fmt: skip


@contextmanager
def serving(guests=lambda: False) -> Iterator[Door]:
    """A real server with a secret behind a door."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        door = Door("127.0.0.1", ear.getsockname()[1], guests=guests)
        app = Gate(Starlette(routes=ROUTES), door, sentence=lambda key: key, headers={"x-worn": "yes"})
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [ear]}, daemon=True)
        thread.start()
        yield door
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with serving() as door:
        yield door


def ask(door: Door, path: str, method: str = "GET", cookie: str = "", **headers: str) -> tuple[HTTPResponse, str]:
    given = {"Host": f"127.0.0.1:{door.port}", "Cookie": f"{door.cookie}={cookie}"} | headers
    with closing(HTTPConnection("127.0.0.1", door.port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host=True)
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer, answer.read().decode()


def listen(door: Door, cookie: str = "", origin: str | None = "own") -> str | bytes:
    page = f"http://127.0.0.1:{door.port}" if origin == "own" else origin
    headers = {"Cookie": f"{door.cookie}={cookie}"}
    address = f"ws://127.0.0.1:{door.port}/_stcore/stream"
    with connect(address, origin=page, additional_headers=headers, proxy=None) as websocket:
        return websocket.recv()


@pytest.mark.parametrize("path", ["/", "/media/brief.pdf", "/static/x.js", "/_stcore/health", "/network?network=n:1"])
def test_without_the_cookie_every_path_answers_401_with_one_sentence(door, path):
    answer, body = ask(door, path)
    assert (answer.status, body) == (401, "ui.gate.closed\n")


def test_the_printed_address_gives_a_cookie_that_scripts_and_other_sites_cannot_use(door):
    answer, body = ask(door, f"/enter?key={door.key}")
    assert answer.status == 200
    assert answer.headers["set-cookie"] == f"{door.cookie}={door.key}; Path=/; HttpOnly; SameSite=Strict"
    assert door.address.endswith(f":{door.port}/enter?key={door.key}")
    assert "secret" not in body


@pytest.mark.parametrize("query", ["?key=guess", "?key=", "", "?key=%FF"])
def test_a_wrong_key_gives_no_cookie(door, query):
    answer, _ = ask(door, "/enter" + query)
    assert answer.status == 401
    assert "set-cookie" not in answer.headers


def test_with_the_cookie_everything_opens(door):
    assert ask(door, "/media/brief.pdf", cookie=door.key)[1] == "secret"
    assert listen(door, cookie=door.key) == "secret"


def test_the_cookie_of_another_server_does_not_open_this_one(door):
    other = Door("127.0.0.1", door.port, guests=lambda: True)
    assert ask(door, "/", cookie=other.key)[0].status == 401


@pytest.mark.parametrize("cookie", ["", "guess", "é"])
def test_a_websocket_without_the_cookie_is_refused(door, cookie):
    with pytest.raises(InvalidStatus) as refusal:
        listen(door, cookie=cookie)
    assert refusal.value.response.status_code == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9", "null", None])
def test_a_websocket_of_another_page_is_refused_though_it_has_the_cookie(door, origin):
    with pytest.raises(InvalidStatus):
        listen(door, cookie=door.key, origin=origin)


def test_a_writing_request_of_another_page_is_refused_though_it_has_the_cookie(door):
    own = f"http://127.0.0.1:{door.port}"
    assert ask(door, "/upload", "PUT", door.key, Origin="http://evil.example")[0].status == 403
    assert ask(door, "/upload", "PUT", door.key, Origin=own)[1] == "secret"


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:8501", "", "127.0.0.1@evil.example", "10.0.0.7"])
def test_a_host_that_is_not_ours_is_refused_though_it_has_the_cookie(door, host):
    assert ask(door, "/", cookie=door.key, Host=host)[0].status == 403


def test_a_first_visit_gets_in_while_only_examples_are_loaded_and_stays_out_afterwards():
    loaded = {"real": False}
    with serving(guests=lambda: not loaded["real"]) as door:
        assert ask(door, "/media/brief.pdf")[0].status == 401
        answer, body = ask(door, "/")
        assert body == "secret"
        given = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
        assert given == door.guest != door.key
        assert ask(door, "/media/brief.pdf", cookie=given)[1] == "secret"
        loaded["real"] = True
        assert ask(door, "/media/brief.pdf", cookie=given)[0].status == 401
        assert ask(door, "/", cookie=given)[0].status == 401
        assert ask(door, "/", cookie=door.key)[1] == "secret"


def test_every_answer_bears_the_headers(door):
    assert ask(door, "/")[0].headers["x-worn"] == "yes"
    assert ask(door, "/", cookie=door.key)[0].headers["x-worn"] == "yes"


@pytest.mark.parametrize(("host", "name"), [
    ("127.0.0.1:8501", "127.0.0.1"), ("localhost", "localhost"), ("[::1]:8501", "::1"), ("LocalHost:1", "localhost"),
    (None, None), ("", None), ("x:port", None), ("user@host", None), ("host/path", None), ("[::1", None),
])  # fmt: skip
def test_the_name_in_a_host_header(host, name):
    assert hostname(host) == name


def test_a_server_on_every_address_knows_addresses_but_no_names():
    door = Door("0.0.0.0", 80, guests=lambda: False)  # noqa: S104 (nothing is bound here)
    assert door.knows("192.168.1.5")
    assert door.knows("localhost")
    assert not door.knows("rebound.example")
    assert Door("izder.agency.kz", 80, guests=lambda: False).knows("Izder.Agency.kz:80")


def test_an_origin_must_name_host_and_port():
    assert from_own_page(Headers({"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}))
    assert not from_own_page(Headers({"host": "127.0.0.1:8501", "origin": "http://127.0.0.1"}))
    assert not from_own_page(Headers({"host": "127.0.0.1:8501"}))
