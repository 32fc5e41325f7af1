"""First paint of 1,000 nodes in a real browser: from the data's arrival in the page, and from the first request."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import IzderError
from evaluation.figures import table

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "e2e" / "thousand_nodes.py"  # the canvas alone on a hand-made picture
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VISITS, PATIENCE_S = 6, 60


def measure(folder: Path, visits: int = VISITS) -> dict[str, Any]:
    """Milliseconds of each visit; the first warms server and browser up and does not count.

    Raises:
        IzderError: there is no browser, or the page cannot be served.
    """
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  a development dependency, needed here alone
    except ImportError as error:
        raise IzderError("The bench «paint» drives a browser; install playwright: pip install playwright.") from error
    with _served() as address, sync_playwright() as playwright:
        program = os.environ.get("IZDER_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            seen = [_visit(browser, address) for _ in range(visits)][1:]
        finally:
            browser.close()
    return {"visits": len(seen), "painted_ms": [ms for ms, _ in seen], "whole_ms": [ms for _, ms in seen]}


def _visit(browser: "Browser", address: str) -> tuple[int, int]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    began = time.perf_counter()
    page.goto(address)
    canvas = page.locator(".iz-canvas[data-painted][data-nodes='1000']")
    canvas.wait_for(timeout=PATIENCE_S * 1000)
    whole = round((time.perf_counter() - began) * 1000)
    painted = int(canvas.get_attribute("data-painted") or 0)
    page.close()
    return painted, whole


@contextmanager
def _served() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        port = ear.getsockname()[1]
    with subprocess.Popen([sys.executable, str(PAGE), str(port)], cwd=ROOT) as process:  # noqa: S603  our own page
        try:
            _await(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _await(port: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise IzderError(f"The page with 1,000 nodes was not served within {PATIENCE_S} seconds.")


def describe(figures: Mapping[str, Any]) -> str:
    """Middle and worst of the visits."""
    rows = [[what, sorted(times)[len(times) // 2], max(times)] for what, times in (
        ("from the data's arrival in the page to the first paint", figures["painted_ms"]),
        ("from the first request for the page to the first paint", figures["whole_ms"]),
    )]  # fmt: skip
    return (
        "1,000 nodes and about 1,900 edges, positions computed on the server; headless Chromium without a graphics "
        f"card, {figures['visits']} visits after one to warm up.\n\n" + table(["time", "middle, ms", "worst, ms"], rows)
    )
