"""The Web API over HTTP: reading calls, who may make them, how often, and the form of answers.

Owns the way from a request to a method and back. Must not know what any method does.
"""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.calls import Answer, Call
from bot.sandbox.errors import SlackError
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.platform import Platform
from bot.sandbox.transport import Done, Line, too_often


class WebApi:
    """Answers /api/<method>."""

    def __init__(self, platform: Platform, line: Line) -> None:
        self._platform = platform
        self._line = line

    async def answer(self, request: Request) -> Response:
        """One call."""
        name = request.path_params["method"]
        arguments, token = await read_arguments(request)
        return await self._line.carry(name, arguments, lambda: self._do(name, arguments, token))

    def _do(self, name: str, arguments: Answer, token: str) -> Done:
        answer = self._run(name, arguments, token)
        if answer.get("error") == "ratelimited":
            return too_often(int(answer["retry_after"]))
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._platform.workspace.app.spec.scopes))}
        return Done(JSONResponse(answer, headers=headers), answer, str(answer.get("error", "ok")))

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
