"""The HTTP server in front of everything: how much anybody may send, and for how long, before it is looked at.

Owns the limits on connections and on what comes before a body; the body's own, and who signed it, is
`bot.slack.inbound.request_checks`. Must not know what is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Generator
from dataclasses import dataclass

import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

log = structlog.get_logger(__name__)

DRAIN = 5
"""Seconds for requests that are being answered when the stop comes."""


@dataclass(frozen=True)
class Limits:
    """What one process takes from anybody, signed or not. Slack's own requests are far below."""

    head: int = 16_384
    """Bytes of a request's line and headers together."""
    seconds: float = 10.0
    """From the opening of a connection, or the first byte of its next request, until the request is there whole."""
    connections: int = 200
    """Open at once; further ones are closed unread, and Slack tells its events again."""


class HttpServer(uvicorn.Server):
    """uvicorn inside a running program, whose signals are not its own."""

    def __init__(self, app: ASGIApp, limits: Limits | None = None) -> None:
        super().__init__(_Config(app, limits or Limits()))

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield


class _Config(uvicorn.Config):
    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        super().__init__(
            app,
            http=_BoundedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=DRAIN,
        )
        self.limits = limits


class _TooLarge(Exception):
    """The request's line and headers together."""


class _BoundedProtocol(HttpToolsProtocol):
    """A connection that ends where it takes too long or sends too much before there is a request to look at."""

    config: _Config
    _head: int | None = 0
    """Bytes of a head that has not ended yet; None after it."""
    _measured = 0
    """Bytes of the parts of the head that were read."""
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn types it
        """Open; or closed at once where there are too many."""
        super().connection_made(transport)
        limit = self.config.limits.connections
        if len(self.connections) > limit:
            if len(self.connections) == limit + 1:
                log.error("http.full", connections=limit)
            transport.abort()
            return
        self._wait_for_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """No request is waited for any more."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head goes on and on."""
        self._wait_for_request()
        super().data_received(data)
        if self._head is not None and not self.transport.is_closing():
            self._head += len(data)
            if self._head > self.config.limits.head:
                self.send_400_response("Too large.")

    def on_message_begin(self) -> None:
        """The first byte of a request, which may have come with the one before it."""
        self._wait_for_request()
        self._head, self._measured = 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A part of the address."""
        self._measure(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header."""
        self._measure(name + value)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """A body may come, which is counted where it is read."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is there whole."""
        self._wait_no_longer()
        super().on_message_complete()

    def _measure(self, part: bytes) -> None:
        """Raise where the head is too long, which ends the connection; one that came in one piece is measured so."""
        self._measured += len(part)
        if self._measured > self.config.limits.head:
            raise _TooLarge

    def _wait_for_request(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.config.limits.seconds, self._close)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
