"""Only this machine may talk to the sandbox: a check of Host and Origin against web pages from elsewhere.

Owns that check. Must not know what is served.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class LoopbackOnly:
    """Refuses with 403 what names another host, or comes from another site's page (DNS rebinding, forged forms)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or refuse."""
        if scope["type"] not in ("http", "websocket") or is_local(Headers(scope=scope)):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("loopback only", status_code=403)(scope, receive, send)


def is_local(headers: Headers) -> bool:
    """Whether the Host, and the Origin where there is one, are this machine."""
    origin = headers.get("origin")
    hosts = [urlsplit(f"//{headers.get('host', '')}").hostname]
    if origin is not None:
        hosts.append(urlsplit(origin).hostname)
    return all(host in LOOPBACK for host in hosts)
