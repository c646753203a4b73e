"""The door of the page: a key per workspace, the page's own origin only, and headers that leave a browser no choice.

Owns who may come in. Must not know what is behind the door.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


class Door:
    """Knows the key. It comes in by the printed address once, and stays in a cookie.

    `kept` is a file that only its owner may read: a page that is open goes on when its workspace is started again.
    """

    def __init__(self, kept: Path | None = None) -> None:
        self.key = (kept.read_text(encoding="ascii").strip() if kept and kept.exists() else "") or _new_key(kept)

    def opens(self, connection: HTTPConnection) -> bool:
        """Whether the key is in the address or in the cookie."""
        given = (connection.query_params.get("key", ""), connection.cookies.get(cookie(connection.headers), ""))
        return any(secrets.compare_digest(each.encode(), self.key.encode()) for each in given)

    def opens_for_acting(self, connection: HTTPConnection) -> bool:
        """The same for what changes anything or listens: it must also come from the page itself."""
        return self.opens(connection) and is_own(connection.headers)

    def let_in(self, connection: HTTPConnection, response: Response) -> Response:
        """Leave the key with the browser."""
        name = cookie(connection.headers)
        response.set_cookie(name, self.key, httponly=True, samesite="strict", path="/")
        return sealed(response)


def _new_key(kept: Path | None) -> str:
    key = secrets.token_urlsafe(24)
    if kept:
        kept.touch(mode=0o600)
        kept.write_text(key + "\n", encoding="ascii")
    return key


def cookie(headers: Headers) -> str:
    """The cookie's name: browsers keep cookies per host, and several workspaces may run on one."""
    return f"workspace-{urlsplit('//' + headers.get('host', '')).port or 80}"


def is_own(headers: Headers) -> bool:
    """Whether a request says that it comes from this very address. Browsers say so for all but plain visits."""
    return headers.get("origin") == f"http://{headers.get('host', '')}"


def sealed(response: Response) -> Response:
    """Put the headers on; what is set already stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
