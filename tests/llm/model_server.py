"""A server on the loopback that speaks the OpenAI protocol, as far as chat completions go, and misbehaves on demand.

Owns the wire format and a script of replies. Must not know what a good summary is.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Reply:
    """One reply: text (or a refusal), why the model stopped, the status, or no reply at all."""

    text: str | None = ""
    refusal: str | None = None
    finish: str = "stop"
    status: int = 200
    code: str = ""
    silent: bool = False
    lost: bool = False
    pause: int = 0
    """Seconds for which it asks to be left alone."""


def answer(value: object) -> Reply:
    """A reply whose text is JSON."""
    return Reply(json.dumps(value))


NARRATIVE = answer({"sentences": []})

UNUSABLE = Reply("")


@dataclass
class ModelServer:
    """Replies in the order of the script; whatever asks for a narrative gets `narrative`, for one quote nothing."""

    script: list[Reply] = field(default_factory=list)
    narrative: Reply = NARRATIVE
    thinks: Callable[[str, str], object] | None = None
    """In place of a script: from the schema's name and the data a model was given to what it answers (or a reply)."""
    after: Callable[[int], None] = lambda number: None
    """Told of each request, by its number, before it is answered."""
    tokens: int = 100
    """What it says each request had."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    def schema_of(self, request: dict[str, Any]) -> str:
        return str(request["response_format"]["json_schema"]["name"])

    def data_of(self, number: int) -> str:
        """What the model was given as data in a request."""
        return str(self.requests[number]["messages"][1]["content"])

    def _reply(self, schema: str) -> Reply:
        if self.thinks:
            thought = self.thinks(schema, self.data_of(-1))
            return thought if isinstance(thought, Reply) else answer(thought)
        if schema == "Telling":
            return UNUSABLE
        return self.narrative if schema == "Narrative" else self.script.pop(0)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        self.keys.append(request.headers["Authorization"])
        self.after(len(self.requests))
        reply = self._reply(self.schema_of(body))
        if reply.silent:
            await asyncio.Event().wait()
        if reply.lost:
            assert request.transport is not None
            request.transport.abort()
        if reply.status != 200:
            # The smallest wait its client understands: nobody sleeps in tests.
            headers = {"retry-after-ms": "1"} | ({"retry-after": str(reply.pause)} if reply.pause else {})
            error = {"error": {"message": "no", "type": "error", "code": reply.code or None}}
            return web.json_response(error, status=reply.status, headers=headers)
        message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal}
        choice = {"index": 0, "message": message, "finish_reason": reply.finish}
        usage = {"prompt_tokens": self.tokens, "completion_tokens": 10, "total_tokens": self.tokens + 10}
        whole = {"id": "c1", "object": "chat.completion", "created": 1, "model": body["model"]}
        return web.json_response({**whole, "choices": [choice], "usage": usage})


@asynccontextmanager
async def serving(server: ModelServer) -> AsyncIterator[ModelServer]:
    """Serve on a free port of the loopback."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.handle)
    async with TestServer(app, shutdown_timeout=0) as running:
        server.url = str(running.make_url("/v1"))
        yield server
