"""The list of decisions by its address.

Owns the request. What comes back is believed only as far as it is signed, so the way need not be trusted; the token is
shown to nobody but an address that is encrypted or on this machine.
"""

from __future__ import annotations

import contextlib
import struct
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from http.client import HTTPException, HTTPResponse
from socket import SHUT_RDWR, SO_LINGER, SOL_SOCKET, socket
from threading import Thread
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    AbstractHTTPHandler,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from .statement import MOST_BYTES, StatementProblem

PATIENCE: Final = 20
"""Seconds for the whole list, from looking up the name to the last byte."""


class _Line:
    """The connection of one request, so that it can be cut while another thread reads from it."""

    def __init__(self) -> None:
        self._socket: socket | None = None
        self._is_cut = False

    def answer(self, connected: socket, *others: Any, **named: Any) -> HTTPResponse:
        """What a connection takes its answers from, a proxy's included."""
        self._socket = connected
        if self._is_cut:
            raise TimeoutError
        return HTTPResponse(connected, *others, **named)

    def cut(self) -> None:
        self._is_cut = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # it may have ended by itself
                # whoever sends is told at once: it might wait long for room that is never made again
                self._socket.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
                self._socket.shutdown(SHUT_RDWR)


class _OnLine(AbstractHTTPHandler):
    """Opens connections that can be cut."""

    line: _Line

    def do_open(self, http_class: Any, req: Request, **named: Any) -> HTTPResponse:
        def connection(*parts: Any, **options: Any) -> Any:
            made = http_class(*parts, **options)
            made.response_class = self.line.answer
            return made

        return super().do_open(connection, req, **named)


class _Plain(_OnLine, HTTPHandler):
    pass


class _Encrypted(_OnLine, HTTPSHandler):
    pass


class _Straight(HTTPRedirectHandler):
    """Follows nothing: an address that moved is said, and no token goes elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetched(address: str, token: str = "", patience: float = PATIENCE) -> bytes:
    """What is at an address, had within `patience` seconds. Raises StatementProblem where that cannot be told."""
    if not _is_private(address):
        raise StatementProblem("status-address", address=address)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        data = _within(patience, Request(address, headers=headers))
    except NotYet:
        raise StatementProblem("status-slow", address=address, seconds=patience) from None
    except HTTPError as problem:
        kind = "status-token" if problem.code == 401 else "status-unreachable"
        raise StatementProblem(kind, address=address, reason=f"HTTP {problem.code}") from None
    except (OSError, ValueError, HTTPException) as problem:
        # a URLError has its reason within
        reason = str(getattr(problem, "reason", problem)) or type(problem).__name__
        raise StatementProblem("status-unreachable", address=address, reason=reason) from None
    if len(data) > MOST_BYTES:
        raise StatementProblem("statement-large", file=address)
    return data


def _within(seconds: float, request: Request) -> bytes:
    """The answer to a request, waited for from beside: the timeout of a socket is one for each read, so that a byte now
    and then would hold it for ever."""
    line, outcome = _Line(), Future[bytes]()

    def ask() -> None:
        try:
            outcome.set_result(_answer(request, line, seconds))
        except BaseException as problem:
            outcome.set_exception(problem)

    Thread(target=ask, daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    finally:
        line.cut()


def _answer(request: Request, line: _Line, seconds: float) -> bytes:
    plain, encrypted = _Plain(), _Encrypted()
    plain.line = encrypted.line = line
    # a proxy would read what is asked of this machine, with the token
    proxies = ProxyHandler() if request.type == "https" else ProxyHandler({})
    with build_opener(plain, encrypted, _Straight(), proxies).open(request, timeout=seconds) as answer:
        data: bytes = answer.read(MOST_BYTES + 1)
    return data


def _is_private(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme, parts.hostname) in (("http", "127.0.0.1"), ("http", "localhost"))
