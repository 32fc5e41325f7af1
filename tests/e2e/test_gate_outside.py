"""The gate of the real server, tried from outside without a browser."""

import re
import urllib.error
import urllib.request
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

STREAM = "/_stcore/stream"


def get(url: str, cookie: str = "", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers | ({"Cookie": cookie} if cookie else {}))  # noqa: S310 (our own server)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 (as above)
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read(), dict(refusal.headers)


def cookie_of(headers: dict[str, str]) -> str:
    jar = SimpleCookie(headers["set-cookie"])
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def knock(served, cookie: str = "", origin: str | None = None) -> bytes | str:
    address = served.base.replace("http", "ws") + STREAM
    page = served.base if origin is None else origin
    headers = {"Cookie": cookie}
    with connect(address, origin=page, additional_headers=headers, subprotocols=["streamlit"], proxy=None) as opened:
        return opened.recv(timeout=1)


@pytest.mark.parametrize("path", [
    "/network?network=network:1", "/search", "/_stcore/health", "/_stcore/host-config", "/media/0a1b.pdf",
    "/static/js/index.js", "/izder/script/canvas.js", "/izder/fonts/IBMPlexSans-Regular.ttf", "/_stcore/agent/interact",
])  # fmt: skip
def test_without_the_cookie_a_deep_link_shows_one_sentence(served, path):
    status, body, _ = get(served.base + path)
    assert status == 401
    assert body.decode("utf-8").strip().count("\n") == 0
    assert "izder serve" in body.decode("utf-8")


@pytest.mark.parametrize("cookie", ["", "izder=1", "_streamlit_xsrf=1"])
def test_without_the_cookie_the_websocket_does_not_open(served, cookie):
    with pytest.raises(InvalidStatus) as refusal:
        knock(served, cookie)
    assert refusal.value.response.status_code == 401


def test_the_websocket_does_not_open_to_another_page_that_has_the_cookie(served):
    _, _, headers = get(served.address)
    with pytest.raises(InvalidStatus):
        knock(served, cookie_of(headers), origin="http://evil.example")


def test_the_websocket_opens_to_our_page_with_the_cookie(served):
    _, _, headers = get(served.address)
    with pytest.raises(TimeoutError):  # it is open and waits for us to speak
        knock(served, cookie_of(headers))


def test_the_printed_address_gives_the_cookie_and_names_no_data(served):
    status, body, headers = get(served.address)
    assert status == 200
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]
    assert len(body) < 400


def test_a_rebound_name_gets_nothing_though_it_has_the_cookie(served):
    _, _, headers = get(served.address)
    port = urlsplit(served.base).port
    status, _, _ = get(served.base + "/", cookie_of(headers), Host=f"rebound.example:{port}")
    assert status == 403


def test_a_brief_that_was_made_is_not_handed_to_who_has_no_cookie(served, visit, page):
    media: list[str] = []
    page.on("request", lambda request: media.append(request.url))
    page.on("download", lambda download: media.append(download.url))
    visit("network")
    with page.expect_download():
        page.get_by_role("button", name=re.compile("Справка")).first.click()
    files = [url for url in media if url.startswith(f"{served.base}/media/")]
    assert files
    assert get(files[0])[0] == 401
    assert get(files[0], cookie_of(get(served.address)[2]))[1].startswith(b"%PDF")


def test_every_answer_tells_the_browser_to_keep_to_this_server(served):
    for url in (served.base + "/", served.base + "/search", served.address):
        policy = get(url)[2]["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy
