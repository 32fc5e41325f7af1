"""The files that the screen serves itself: fonts, the drawing library, our scripts. Nothing comes from elsewhere."""

import hashlib
import re
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from core.errors import SettingsError

HERE = Path(__file__).parent
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def package(name: str) -> Path:
    """Folder of an installed package, without importing it.

    Raises:
        SettingsError: the package is not installed.
    """
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(f"The Python package {name} is missing; run `make` again.")
    return Path(next(iter(spec.submodule_search_locations)))


def vis_network() -> Path:
    """Folder of the newest vis-network that the pyvis package ships.

    Raises:
        SettingsError: this pyvis ships none.
    """
    found = sorted((package("pyvis") / "templates" / "lib").glob("vis-*/vis-network.min.js"))
    if not found:
        raise SettingsError("The installed pyvis ships no vis-network; install pyvis 0.3.2.")
    return found[-1].parent


def routes() -> list[BaseRoute]:
    """Routes under /izder: fonts, vis-network and our own scripts and styles."""
    return [
        Mount("/izder/fonts", StaticFiles(directory=package("core") / "assets" / "fonts")),
        Mount("/izder/vis", StaticFiles(directory=vis_network())),
        Mount("/izder/script", StaticFiles(directory=HERE / "script")),
    ]


def content_policy(index: bytes | None = None) -> str:
    """The Content-Security-Policy of every answer: the browser itself refuses whatever would leave this server.

    `index` is Streamlit's page; its one inline script is allowed by its hash. Styles are inline (Streamlit's
    way), component code arrives as a blob, and vis-network evaluates nothing.
    """
    page = (package("streamlit") / "static" / "index.html").read_bytes() if index is None else index
    inline = " ".join(f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'" for text in INLINE.findall(page))
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' blob: {inline}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))


def headers() -> dict[str, str]:
    """Headers that every answer bears."""
    return {
        "content-security-policy": content_policy(),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
