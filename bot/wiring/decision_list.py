"""The list of decisions over HTTP: read-only, for whoever has the token of its workspace.

Owns the answer. What is in the list is signed, so nothing on the way need be believed.
"""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.gate.statement import BUNDLE
from bot.ports.store import Unavailable
from bot.wiring.decision_files import DecisionSigning


async def decision_list(signing: DecisionSigning, workspace: str, request: Request) -> Response:
    """The list as it was published last. 401 without the token, 404 before there is one, 503 without its store."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not hmac.compare_digest(token.encode(), signing.token(workspace).encode()):
        return PlainTextResponse("", 401, {"WWW-Authenticate": "Bearer"})
    try:
        found = await signing.published(workspace)
    except Unavailable:
        return PlainTextResponse("", 503)
    if found is None:
        return PlainTextResponse("", 404)
    return Response(found, media_type=BUNDLE, headers={"Cache-Control": "no-store"})
