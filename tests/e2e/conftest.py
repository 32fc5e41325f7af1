"""A real `izder serve` on the example data, and a real browser that can reach nothing but this machine."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, StorageState, expect, sync_playwright

from core.home import Home
from core.settings import Settings
from graph.server import LocalServer
from graph.server.configuration import USER
from graph.store import GraphStore

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "feeds"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
LAST = "test_when_real_data_come.py"  # after it the data are no longer the examples alone
PATIENCE = 30_000  # milliseconds: a loaded machine of two cores


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that change the data come after those that look at it."""
    mine = [item for item in items if item.path.parent == Path(__file__).parent]
    ordered = iter(sorted(mine, key=lambda item: item.path.name == LAST))
    items[:] = [next(ordered) if item in mine else item for item in items]


@dataclass(frozen=True)
class Served:
    """A running server: `address` carries the key, `base` does not."""

    address: str
    base: str
    environment: dict[str, str]


def izder(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """One call of the command line."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=True, timeout=600)


@pytest.fixture(scope="package")
def server(tmp_path_factory) -> Iterator[LocalServer]:
    """A Neo4j that may be stopped for the first load, as it is for who begins with the examples."""
    settings = replace(Settings.from_environment(), home=tmp_path_factory.mktemp("e2e") / "home")
    server = LocalServer(Home(settings.home), settings).start(stay=True)
    server.release()
    yield server
    server.stop()


@pytest.fixture(scope="package")
def environment(server) -> dict[str, str]:
    """What a process of this run needs to know: a home of its own, in which its Neo4j is."""
    home = {**os.environ, "IZDER_HOME": str(server._folder.parent), "IZDER_LANG": "ru"}
    izder(home | {"IZDER_IMPORT_ROWS": "1"}, "load", str(EXAMPLES), "--json")
    return home | {"NEO4J_URI": server.uri, "NEO4J_USER": USER, "NEO4J_PASSWORD": server.password}


@pytest.fixture(scope="package")
def served(environment) -> Iterator[Served]:
    """The examples loaded, networks looked for, the screen served."""
    izder(environment, "detect", "--json")
    with running(environment) as served:
        yield served


@pytest.fixture(scope="package")
def graph(served) -> Iterator[GraphStore]:
    """The graph that is shown."""
    address, user, password = (served.environment[name] for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD"))
    with GraphStore.open(address, user, password) as store:
        yield store


@pytest.fixture(scope="session")
def serving() -> Callable[[dict[str, str]], AbstractContextManager[Served]]:
    """Serves the screen in a block, in an environment of its own."""
    return running


@contextmanager
def running(environment: dict[str, str]) -> Iterator[Served]:
    """`izder serve` on a free port, until the block ends."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE) as process:
        try:
            said = "".join(iter(lambda: process.stdout.readline().rstrip("\n"), "}"))
            address = json.loads(said + "}")["address"]
            yield Served(address, address.partition("/enter")[0], environment)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def executable() -> str | None:
    """The machine's own browser; None lets playwright take its own."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return os.environ.get("IZDER_BROWSER", found)


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, told to resolve no name but this machine's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def outward() -> list[str]:
    """Requests that were meant for another machine; whatever the test, there must be none."""
    return []


@pytest.fixture(scope="package")
def guest(browser: Browser, served: Served) -> StorageState:
    """The cookies of a guest of the demonstration, who came to the first page once."""
    with browser.new_context() as context:
        context.new_page().goto(served.base + "/")
        return context.storage_state()


@pytest.fixture
def page(browser: Browser, outward: list[str]) -> Iterator[Page]:
    """A fresh visitor, every request of whom is noted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("request", lambda request: outward.append(request.url) if leaves(request) else None)
    page.on("websocket", lambda socket: outward.append(socket.url) if "//127.0.0.1:" not in socket.url else None)
    yield page
    context.close()
    assert outward == []


def leaves(request: Request) -> bool:
    """Whether a request is meant for another machine."""
    return not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))


@pytest.fixture
def visit(page: Page, served: Served, guest: StorageState) -> Callable[[str], Page]:
    """Go to a place of the screen as a guest of the demonstration, and wait until it stands still."""
    page.context.add_cookies(guest["cookies"])

    def go(place: str = "") -> Page:
        page.goto(f"{served.base}/{place}")
        still(page)
        return page

    return go


@pytest.fixture
def settled() -> Callable[[Page], None]:
    """Waits until a page stands still."""
    return still


@pytest.fixture
def give() -> Callable[[Page, str | Path | FilePayload], None]:
    """Gives the data page a file, and waits until the page has it: a press before that finds none."""

    def given(page: Page, file: str | Path | FilePayload) -> None:
        page.get_by_text("Загрузить файлы").click()
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_test_id("stFileChipName")).to_be_visible()
        expect(page.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)

    return given


def still(page: Page) -> None:
    """Wait until the script has run and the page stands still."""
    expect(page.locator(".stApp[data-test-script-state=notRunning]")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".st-key-bar, [data-testid=stAlert], .st-key-gate").first).to_be_visible(timeout=PATIENCE)
