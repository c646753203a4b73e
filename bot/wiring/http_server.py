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

TELL_AGAIN = 60.0
"""Seconds between two lines of the log that say that too many connections come."""


@dataclass(frozen=True)
class Limits:
    """What one process takes from anybody, signed or not. Slack's own requests are far below."""

    head: int = 16_384
    """Bytes of a request's line and headers together."""
    seconds: float = 10.0
    """From the opening of a connection, or the first byte of its next request, until the request is there whole."""
    idle: int = 75
    """That a connection stays open between two requests: longer than whoever sends keeps it (60 s by default in AWS's
    load balancers and in nginx), or a request that is sent while it is being closed is lost."""
    connections: int = 200
    """Open at once. Whoever has waited longest without a whole request makes room for a further one; where all have
    sent theirs and are being answered, the further one is closed unread."""


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
            timeout_keep_alive=limits.idle,
            timeout_graceful_shutdown=DRAIN,
        )
        self.limits = limits
        self.waiting: dict[_BoundedProtocol, None] = {}
        """Connections of which no whole request is there, the longest waiting first: half open, half sent, or idle."""
        self._told: float | None = None

    def tell_full(self, now: float) -> None:
        """Say that there are more connections than are taken; once a minute, for whoever opens them opens many.

        `now`: seconds of the loop's clock.
        """
        if self._told is None or now - self._told >= TELL_AGAIN:
            self._told = now
            log.error("http.full", connections=self.limits.connections)


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
        """Open, and in the place of another where there are too many; or closed at once."""
        super().connection_made(transport)
        if len(self.connections) > self.config.limits.connections:
            self.config.tell_full(self.loop.time())
            longest = next(iter(self.config.waiting), self)
            longest.leave()
            if longest is self:
                return
        self._wait_for_request()

    def leave(self) -> None:
        """Close without an answer, and count no more from now on."""
        self._wait_no_longer()
        self.connections.discard(self)
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """No request is waited for any more."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """An answer is out; the next request may have come already, else it is waited for as long as uvicorn does."""
        working = bool(self.pipeline)
        super().on_response_complete()
        if not working and not self.transport.is_closing():
            self.config.waiting.setdefault(self)

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
        self.config.waiting.setdefault(self)
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.config.limits.seconds, self._close)

    def _wait_no_longer(self) -> None:
        self.config.waiting.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
