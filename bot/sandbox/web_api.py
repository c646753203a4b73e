"""The Web API over HTTP: reading calls, who may make them, faults and limits, answers.

Owns the way from a request to a method and back. Must not know what any method does.
"""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.calls import Answer, Call
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.platform import Platform

Cut = Callable[[Scope], None]
CUTTING = ("lost_reply", "lost_request", "late")


class CutConnection(Response):
    """No answer at all: the connection is torn."""

    def __init__(self, cut: Cut) -> None:
        super().__init__()
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tear it, and wait until it is torn: nothing may be sent before."""
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass


class WebApi:
    """Answers /api/<method>; `cut` tears the connection a request came by."""

    def __init__(self, platform: Platform, cut: Cut) -> None:
        self._platform = platform
        self._cut = cut
        self._later: set[asyncio.Task[None]] = set()

    async def answer(self, request: Request) -> Response:
        """One call."""
        started = time.monotonic()
        name = request.path_params["method"]
        arguments, token = await read_arguments(request)
        fault = self._platform.faults.for_call(name)
        response, answer = await self._answer(name, arguments, token, fault)
        outcome = "ok" if answer.get("ok") else str(answer.get("error"))
        if fault:
            outcome = fault.kind if outcome == "ok" else f"{fault.kind}: {outcome}"
        seconds = time.monotonic() - started
        self._platform.traffic.record("to_slack", name, arguments, answer, outcome, seconds)
        return response

    async def close(self) -> None:
        """Drop effects that are not due yet."""
        for task in self._later:
            task.cancel()
        await asyncio.gather(*self._later, return_exceptions=True)

    async def _answer(self, name: str, arguments: Answer, token: str, fault: Fault | None) -> tuple[Response, Answer]:
        def run() -> Answer:
            return self._run(name, arguments, token)

        kind = fault.kind if fault else None
        if fault is None or kind == "slow":
            await asyncio.sleep(fault.seconds if fault else 0)
            answer = run()
            return self._respond(answer, fault), answer
        if kind == "late":
            self._do_later(run, fault.seconds)
        answer = run() if kind == "lost_reply" else {"ok": False, "error": fault.error}
        if kind in CUTTING:
            return CutConnection(self._cut), answer
        if kind == "ratelimited":
            answer = {"ok": False, "error": "ratelimited", "retry_after": max(1, round(fault.seconds))}
        return self._respond(answer, fault), answer

    def _do_later(self, run: Callable[[], Answer], seconds: float) -> None:
        async def wait() -> None:
            await asyncio.sleep(seconds)
            run()

        self._keep(wait())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def _run(self, name: str, arguments: Answer, token: str) -> Answer:
        """The method's answer, refusals included."""
        method = METHODS.get(name)
        if method is None:
            return {"ok": False, "error": "unknown_method", "req_method": name}
        try:
            self._admit(name, method, token)
            return {"ok": True, **method.run(Call(self._platform, arguments))}
        except SlackError as refusal:
            return {"ok": False, "error": refusal.code, **refusal.details}

    def _admit(self, name: str, method: Method, token: str) -> None:
        app = self._platform.workspace.app
        if method.token == "bot":
            app.check_bot_token(token)
        elif method.token == "app":
            app.check_app_token(token)
        self._platform.limiter.count_call(name, method.tier)
        if method.scope:
            app.need(method.scope)

    def _respond(self, answer: Answer, fault: Fault | None) -> Response:
        if fault and fault.kind == "server_error":
            return PlainTextResponse("Internal Server Error", status_code=fault.status)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._platform.workspace.app.spec.scopes))}
        if answer.get("error") == "ratelimited":
            headers["Retry-After"] = str(answer["retry_after"])
            return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=429, headers=headers)
        return JSONResponse(answer, headers=headers)


async def read_arguments(request: Request) -> tuple[Answer, str]:
    """The arguments of a call and its token, from the query, a form or JSON, and the Authorization header."""
    arguments: Answer = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        try:
            sent = json.loads(await request.body() or b"{}")
        except ValueError:
            sent = {}
        arguments |= sent if isinstance(sent, dict) else {}
    elif content_type.startswith("multipart/form-data"):
        async with request.form() as form:
            arguments |= {key: value for key, value in form.items() if isinstance(value, str)}
    elif request.method == "POST":
        arguments |= dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    header = request.headers.get("authorization", "")
    in_body = str(arguments.pop("token", "") or "")
    return arguments, header[7:] if header.lower().startswith("bearer ") else in_body
