"""The jars of Neo4j come whole or not at all."""

import functools
import hashlib
import http.server
import threading
from pathlib import Path

import pytest

from core.errors import ServerError
from core.protocols import silent
from graph.server.fetch import ensure_pinned
from graph.server.pins import Pin, read_pins

CONTENT = {"org/a/1/a-1.jar": b"a" * 700_000, "org/b/2/b-2.jar": b"b" * 300_000}
PINS = [Pin(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in CONTENT.items()]


class Repository(http.server.SimpleHTTPRequestHandler):
    """A Maven repository that can go on in the middle of a file, and notes what it was asked."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str | None]]
    connections: set[tuple[str, int]]

    def do_GET(self):
        begin = self.headers.get("Range")
        self.asked.append((self.path, begin))
        self.connections.add(self.client_address)
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        skip = int(begin.removeprefix("bytes=").rstrip("-")) if begin else 0
        body = file.read_bytes()[skip:]
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def folder(tmp_path):
    for path, data in CONTENT.items():
        file = tmp_path / "repository" / path
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
    return tmp_path / "repository"


@pytest.fixture
def repository(folder):
    handler = type("Handler", (Repository,), {"asked": [], "connections": set()})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    server.handler = handler
    server.sources = lambda: [f"http://127.0.0.1:{server.server_port}"]
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def target(tmp_path):
    (tmp_path / "jars").mkdir()
    return tmp_path / "jars"


def whole(target):
    return all(pin.fits(target / pin.name) for pin in PINS)


def test_the_list_pins_a_complete_release_in_class_path_order():
    pins = read_pins()
    assert len(pins) == len({pin.name for pin in pins}) == 213
    assert [pin.name for pin in pins] == sorted(pin.name for pin in pins)


def test_all_jars_come_over_one_connection(repository, target):
    jars = ensure_pinned(PINS, target, repository.sources, silent)
    assert whole(target)
    assert jars == [target / pin.name for pin in PINS]
    assert len(repository.handler.connections) == 1


def test_progress_counts_every_byte(repository, target):
    seen = []
    ensure_pinned(PINS, target, repository.sources, lambda step, done, total, detail=None: seen.append((done, total)))
    assert seen[0] == (0, 1_000_000)
    assert seen[-1] == (1_000_000, 1_000_000)


def test_jars_that_are_there_are_not_asked_for(repository, target):
    ensure_pinned(PINS, target, repository.sources, silent)
    repository.handler.asked.clear()
    ensure_pinned(PINS, target, repository.sources, silent)
    assert repository.handler.asked == []


def test_a_damaged_jar_is_fetched_again(repository, target):
    ensure_pinned(PINS, target, repository.sources, silent)
    (target / "a-1.jar").write_bytes(b"A" * 700_000)
    ensure_pinned(PINS, target, repository.sources, silent)
    assert whole(target)


def test_a_broken_download_goes_on_where_it_stopped(repository, target):
    (target / "a-1.jar.part").write_bytes(b"a" * 400_000)
    ensure_pinned(PINS, target, repository.sources, silent)
    assert whole(target)
    assert repository.handler.asked[0] == ("/org/a/1/a-1.jar", "bytes=400000-")


def test_a_begun_download_of_something_else_is_begun_anew(repository, target):
    (target / "a-1.jar.part").write_bytes(b"x" * 400_000)
    ensure_pinned(PINS, target, repository.sources, silent)
    assert whole(target)


def test_a_wrong_checksum_aborts_and_leaves_nothing(repository, folder, target):
    (folder / "org/b/2/b-2.jar").write_bytes(b"B" * 300_000)
    with pytest.raises(ServerError, match=r"b-2\.jar .* is not the pinned one"):
        ensure_pinned(PINS, target, repository.sources, silent)
    assert not list(target.glob("b-2*"))


def test_a_repository_that_lacks_a_jar_is_followed_by_the_next(repository, target):
    sources = [f"{repository.sources()[0]}/elsewhere", *repository.sources()]
    ensure_pinned(PINS, target, lambda: sources, silent)
    assert whole(target)


def test_no_repository_is_one_sentence_that_names_the_way_out(target):
    with pytest.raises(ServerError, match=r"no connection.*IZDER_NEO4J_JARS"):
        ensure_pinned(PINS, target, lambda: ["http://127.0.0.1:9"], silent)


def test_a_folder_laid_out_as_a_repository_serves_without_network(folder, target):
    ensure_pinned(PINS, target, folder, silent)
    assert whole(target)


def test_a_flat_folder_serves_without_network(tmp_path, target):
    flat = tmp_path / "flat"
    flat.mkdir()
    for path, data in CONTENT.items():
        (flat / Path(path).name).write_bytes(data)
    ensure_pinned(PINS, target, flat, silent)
    assert whole(target)


def test_a_folder_that_lacks_a_jar_says_which(tmp_path, target):
    with pytest.raises(ServerError, match=r"a-1\.jar is not in"):
        ensure_pinned(PINS, target, tmp_path, silent)


def test_a_wrong_jar_in_the_folder_is_refused(folder, target):
    (folder / "org/a/1/a-1.jar").write_bytes(b"A" * 700_000)
    with pytest.raises(ServerError, match="not the pinned one"):
        ensure_pinned(PINS, target, folder, silent)
    assert not (target / "a-1.jar").exists()
