"""The addresses the bot uses: the Web API, uploads, downloads, response URLs, sockets.

Owns the table of routes and the small ones. Must not hold rules: those are in `uploads`, `responding`, `web_api`.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.sandbox import uploads
from bot.sandbox.channels import File
from bot.sandbox.errors import SlackError
from bot.sandbox.platform import Platform
from bot.sandbox.responding import respond
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.web_api import WebApi

GONE = ("no_such_url", "used_url", "expired_url")


def routes_of(platform: Platform, api: WebApi, sockets: SocketMode) -> list[BaseRoute]:
    """Every route of the bot's side."""
    workspace = platform.workspace

    async def upload(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file_id"])
        if file is None or file.data is not None:
            return PlainTextResponse("no such upload", status_code=404)
        uploads.receive(file, await _sent_bytes(request))
        platform.traffic.record("to_slack", "upload", {"file": file.id, "size": file.size}, None, "ok", 0.0)
        return PlainTextResponse(f"OK - {file.size}")

    async def download(request: Request) -> Response:
        """The bytes, to a token that may see them; anybody else lands on the sign-in page, as at Slack."""
        file = workspace.files.get(request.path_params["place"].partition("-")[2])
        response = bytes_of(file, request)
        asked = {"file": file.id if file else None}
        platform.traffic.record("to_slack", "download", asked, None, str(response.status_code), 0.0)
        return response

    def bytes_of(file: File | None, request: Request) -> Response:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        try:
            workspace.app.check_bot_token(token)
            workspace.app.need("files:read")
        except SlackError:
            return RedirectResponse(f"{workspace.base_url}/signin", status_code=302)
        if file is None or file.data is None or not workspace.may_see_file(file, workspace.app.user_id):
            return PlainTextResponse("file_not_found", status_code=404)
        return Response(file.data, media_type=file.mimetype)

    async def sign_in(request: Request) -> Response:
        return HTMLResponse("<!DOCTYPE html><html><title>Sign in</title><p>Sign in to see this file.</html>")

    async def response(request: Request) -> Response:
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", status_code=400)
        outcome = "ok"
        try:
            respond(platform, request.path_params["key"], body)
        except SlackError as refusal:
            outcome = refusal.code
            status = 404 if refusal.code in GONE else 400
            return JSONResponse({"ok": False, "error": refusal.code, **refusal.details}, status_code=status)
        finally:
            platform.traffic.record("to_slack", "response_url", body, None, outcome, 0.0)
        return PlainTextResponse("ok")

    return [
        Route("/api/{method}", api.answer, methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", upload, methods=["POST", "PUT"]),
        Route("/files-pri/{place}/{rest:path}", download),
        Route("/signin", sign_in),
        Route("/response/{team}/{key}", response, methods=["POST"]),
        WebSocketRoute("/link/", sockets.serve),
    ]


async def _sent_bytes(request: Request) -> bytes:
    """The file as sent: the whole body, or the first file of a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""
