"""The list of decisions by its address.

Owns the request. What comes back is believed only as far as it is signed, so the way need not be trusted; the token is
shown to nobody but an address that is encrypted or on this machine.
"""

from __future__ import annotations

from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .statement import MOST_BYTES, StatementProblem

PATIENCE: Final = 20
"""Seconds for each answer of the network."""


class _Straight(HTTPRedirectHandler):
    """Follows nothing: an address that moved is said, and no token goes elsewhere."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetched(address: str, token: str = "") -> bytes:
    """What is at an address. Raises StatementProblem where that cannot be told."""
    if not _is_private(address):
        raise StatementProblem("status-address", address=address)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with build_opener(_Straight()).open(Request(address, headers=headers), timeout=PATIENCE) as answer:
            data: bytes = answer.read(MOST_BYTES + 1)
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


def _is_private(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" or (parts.scheme, parts.hostname) in (("http", "127.0.0.1"), ("http", "localhost"))
