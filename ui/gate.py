"""The door of the screen: who does not come through it gets one plain sentence and nothing else.

Streamlit itself serves media files, uploads and its websocket to anybody who can reach the port, so the door
stands before all of them (ASGI). It asks three things: is the Host header one of ours (a page of another site that
rebinds its name to 127.0.0.1 is not), does a websocket or a writing request come from our own page (Origin), and
does the browser hold the cookie that the printed address gives.
"""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import IzderError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 (recognised here, bound only if the user names it)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


def new_secret() -> str:
    """A secret nobody can guess."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Door:
    """What opens one server. `key` is in the printed address; `guest` opens only while `guests` says so.

    `cookie` bears the port in its name, because browsers share cookies between the ports of one host.
    """

    host: str
    port: int
    guests: Callable[[], bool]
    key: str = field(default_factory=new_secret, repr=False)
    guest: str = field(default_factory=new_secret, repr=False)

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return f"izder_{self.port}"

    @property
    def address(self) -> str:
        """The address to open in a browser; it gives the cookie."""
        return f"http://{bracketed(shown(self.host))}:{self.port}/enter?key={self.key}"

    def admits(self, cookies: Mapping[str, str]) -> bool:
        """Whether these cookies open the door now."""
        given = cookies.get(self.cookie, "")
        return same(given, self.key) or (same(given, self.guest) and self.guests())

    def knows(self, host: str | None) -> bool:
        """Whether a Host header names us: a loopback name, the host we were told, or an address where we listen
        on every one (an address cannot be rebound, a name can).
        """
        name = hostname(host)
        if name is None:
            return False
        return name in LOOPBACK or name == self.host.lower() or (self.host in ANYWHERE and is_address(name))


def same(given: str, secret: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode(), secret.encode())


def shown(host: str) -> str:
    """A host that a browser can open."""
    return "127.0.0.1" if host in ANYWHERE else host


def bracketed(host: str) -> str:
    """An IPv6 address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def hostname(host: str | None) -> str | None:
    """The name in a Host header, without port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # reading it checks it
    except ValueError:
        return None
    clean = parts.username is None and not parts.path and not parts.query
    return parts.hostname if host and clean else None


def is_address(name: str) -> bool:
    """Whether a name is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def cookies_of(headers: Headers) -> dict[str, str]:
    """The request's cookies; none where the header does not read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def from_own_page(headers: Headers) -> bool:
    """Whether the Origin header names the same host and port as the Host header."""
    return urlsplit(headers.get("origin", "")).netloc == headers.get("host")


class Gate:
    """ASGI middleware that lets through only what the door admits.

    `sentence` gives the words for a refusal by phrase key; `headers` are added to every answer.
    """

    def __init__(self, app: ASGIApp, door: Door, sentence: Callable[[str], str], headers: Mapping[str, str]) -> None:
        self.app, self.door, self.sentence, self.headers = app, door, sentence, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit, hand out the cookie, or refuse."""
        if scope["type"] == "http":
            await self.http(scope, receive, partial(self.dressed, send))
        elif scope["type"] == "websocket":
            await self.websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def http(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        headers = Headers(scope=scope)
        refusal = self.foreign(headers, reading=scope["method"] in READING)
        if refusal:
            await self.refused(self.sentence(refusal), 403)(scope, receive, send)
        elif scope["path"] == "/enter":
            await self.entered(scope)(scope, receive, send)
        else:
            try:
                answer = await self.through(scope, headers)
            except IzderError as error:  # who may enter cannot be found out
                answer = self.refused(str(error), 503)
            await answer(scope, receive, send)

    async def through(self, scope: Scope, headers: Headers) -> ASGIApp:
        """Who answers a request: the application, the application with a guest's cookie, or a refusal.

        Raises:
            IzderError: whether guests are welcome cannot be found out.
        """
        if await self.admitted(headers):
            return self.app
        if scope["path"] == "/" and scope["method"] in READING and await to_thread.run_sync(self.door.guests):
            return self.welcomed
        return self.refused(self.sentence("ui.gate.closed"), 401)

    async def websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One websocket handshake."""
        headers = Headers(scope=scope)
        refusal = self.foreign(headers, reading=False)
        try:
            admitted = refusal is None and await self.admitted(headers)
        except IzderError:  # who may enter cannot be found out
            admitted = False
        if admitted:
            await self.app(scope, receive, send)
        else:
            await self.hang_up(scope, receive, send, self.sentence(refusal or "ui.gate.closed"))

    def foreign(self, headers: Headers, *, reading: bool) -> str | None:
        """Phrase key of why a request is not from our own page, if it is not."""
        if not self.door.knows(headers.get("host")):
            return "ui.gate.host"
        return None if reading or from_own_page(headers) else "ui.gate.origin"

    async def admitted(self, headers: Headers) -> bool:
        """Whether the request's cookies open the door."""
        return await to_thread.run_sync(self.door.admits, cookies_of(headers))

    def entered(self, scope: Scope) -> Response:
        """The page behind the printed address: sets the cookie and goes on to the first page.

        A page, not a redirect: after a redirect from another site a browser would withhold a Strict cookie.
        """
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if not same(given, self.door.key):
            return self.refused(self.sentence("ui.gate.closed"), 401)
        words = escape(self.sentence("ui.gate.open"))
        page = HTMLResponse(f'<!doctype html><meta http-equiv="refresh" content="0;url=/"><a href="/">{words}</a>')
        page.headers["set-cookie"] = self.set_cookie(self.door.key)
        return page

    def set_cookie(self, value: str) -> str:
        """The Set-Cookie header: not for scripts, not for other sites, gone with the browser."""
        return f"{self.door.cookie}={value}; Path=/; HttpOnly; SameSite=Strict"

    def refused(self, sentence: str, status: int) -> Response:
        """One plain sentence."""
        return PlainTextResponse(sentence + "\n", status_code=status, headers={"cache-control": "no-store"})

    async def hang_up(self, scope: Scope, receive: Receive, send: Send, sentence: str) -> None:
        """Refuse a handshake: with 401 and the sentence where the server can say it, else by closing."""
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008, "reason": sentence})
            return
        response = self.refused(sentence, 401)
        await response(scope, receive, send)

    async def welcomed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's answer with the guest's cookie."""
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", self.set_cookie(self.door.guest))
            await send(message)

        await self.app(scope, receive, sent)

    async def dressed(self, send: Send, message: Message) -> None:
        """Add the headers that every answer bears."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in self.headers.items():
                headers[name] = value
        await send(message)
