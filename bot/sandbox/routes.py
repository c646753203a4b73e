"""The addresses the bot uses: the Web API, uploads, downloads, response URLs, sockets.

Owns the table of routes and the small ones. Must not hold rules: those are in `uploads`, `response_urls`, `web_api`.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.sandbox import uploads
from bot.sandbox.errors import SlackError
from bot.sandbox.platform import Platform
from bot.sandbox.response_urls import respond
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.transport import Done, Line
from bot.sandbox.web_api import WebApi

GONE = ("no_such_url", "used_url", "expired_url")

SIGN_IN = "<!DOCTYPE html><html><title>Sign in</title><p>Sign in to see this file.</html>"


def routes_of(platform: Platform, line: Line, sockets: SocketMode) -> list[BaseRoute]:
    """Every route of the bot's side; faults for the small ones go by the names upload, download, response_url."""

    async def upload(request: Request) -> Response:
        file_id, data = request.path_params["file_id"], await _sent_bytes(request)
        return await line.carry("upload", {"file": file_id}, lambda: _upload(platform, file_id, data))

    async def download(request: Request) -> Response:
        file_id = request.path_params["place"].partition("-")[2]
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return await line.carry("download", {"file": file_id}, lambda: _download(platform, file_id, token))

    async def response(request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        key = request.path_params["key"]
        return await line.carry("response_url", body, lambda: _respond(platform, key, body))

    async def sign_in(request: Request) -> Response:
        return HTMLResponse(SIGN_IN)

    return [
        Route("/api/{method}", WebApi(platform, line).answer, methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", upload, methods=["POST", "PUT"]),
        Route("/files-pri/{place}/{rest:path}", download),
        Route("/signin", sign_in),
        Route("/response/{team}/{key}", response, methods=["POST"]),
        WebSocketRoute("/link/", sockets.serve),
    ]


def _upload(platform: Platform, file_id: str, data: bytes) -> Done:
    file = platform.workspace.files.get(file_id)
    if file is None or file.data is not None:
        return Done(PlainTextResponse("no such upload", status_code=404), None, "not_found")
    uploads.receive(file, data)
    return Done(PlainTextResponse(f"OK - {file.size}"), {"size": file.size}, "ok")


def _download(platform: Platform, file_id: str, token: str) -> Done:
    """The bytes, to a token that may see them; anybody else lands on the sign-in page, as at Slack."""
    workspace = platform.workspace
    file = workspace.files.get(file_id)
    try:
        workspace.app.check_bot_token(token)
        workspace.app.need("files:read")
    except SlackError as refusal:
        return Done(RedirectResponse(f"{workspace.base_url}/signin", status_code=302), None, refusal.code)
    if file is None or file.data is None or not workspace.may_see_file(file, workspace.app.user_id):
        return Done(PlainTextResponse("file_not_found", status_code=404), None, "file_not_found")
    return Done(Response(file.data, media_type=file.mimetype), {"size": file.size}, "ok")


def _respond(platform: Platform, key: str, body: dict[str, Any]) -> Done:
    try:
        respond(platform, key, body)
    except SlackError as refusal:
        answer = {"ok": False, "error": refusal.code, **refusal.details}
        status = 404 if refusal.code in GONE else 400
        return Done(JSONResponse(answer, status_code=status), answer, refusal.code)
    return Done(PlainTextResponse("ok"), None, "ok")


async def _sent_bytes(request: Request) -> bytes:
    """The file as sent: the whole body, or the first file of a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""
