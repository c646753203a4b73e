"""Files of the workspace, fetched with the bot's token: from Slack's own hosts only, streamed, never above a size.

Owns which addresses the token may go to. Must not know what becomes of a file.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.ports.chat import TryAgain
from bot.ports.files import File, FileProblem
from bot.slack.kit.slack_errors import PAUSE, Refused
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

CHUNK = 64 * 1024

TIMEOUT = aiohttp.ClientTimeout(total=300, connect=10, sock_read=30)

GONE = frozenset(["file_not_found", "file_deleted", "files_disabled_for_channel"])


def allowed(url: str, api_url: str) -> bool:
    """Whether the bot's token may be sent to this address: Slack itself over https, or the host of the API in use."""
    try:
        parts, api = urlsplit(url), urlsplit(api_url)
        port = parts.port
    except ValueError:
        return False
    if (parts.scheme, parts.hostname, port) == (api.scheme, api.hostname, api.port):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and port in (None, 443) and (host == "slack.com" or host.endswith(".slack.com"))


async def fetch_file(web: WebApi, file: str, limit: int) -> File:
    """Open a file of the workspace. Its stream raises FileProblem past `limit` bytes.

    Raises FileProblem (gone, too-large, empty, forbidden-host, unreadable) and TryAgain.
    """
    info = await _info(web, file)
    size = int(info.get("size") or 0)
    if size > limit:
        raise FileProblem("too-large")
    url = str(info.get("url_private_download") or info.get("url_private") or "")
    if not url:
        raise FileProblem("unreadable")
    if not allowed(url, web.client.base_url):
        log.warning("file.forbidden_host", file=file)
        raise FileProblem("forbidden-host")
    media_type = str(info.get("mimetype") or "application/octet-stream")
    stream = _stream(web, url, limit, html=media_type.startswith("text/html"))
    first = await anext(stream, b"")
    if not first:
        raise FileProblem("empty")
    return File(str(info.get("name") or file), media_type, size, _after(first, stream))


async def _info(web: WebApi, file: str) -> dict[str, Any]:
    try:
        answer = await web.call("files.info", repeatable=True, file=file)
    except Refused as refused:
        if refused.code in GONE:
            raise FileProblem("gone") from refused
        raise refused.meaning() from refused
    info: dict[str, Any] = answer.get("file") or {}
    if info.get("mode") == "tombstone":
        raise FileProblem("gone")
    return info


async def _after(first: bytes, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in stream:
        yield chunk


async def _stream(web: WebApi, url: str, limit: int, *, html: bool) -> AsyncIterator[bytes]:
    headers = {"Authorization": f"Bearer {web.client.token}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            # a redirect would carry the token wherever it points
            session.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            _check(answer, html=html)
            read = 0
            async for chunk in answer.content.iter_chunked(CHUNK):
                read += len(chunk)
                if read > limit:
                    raise FileProblem("too-large")
                yield chunk
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise TryAgain(type(error).__name__, PAUSE) from error


def _check(answer: aiohttp.ClientResponse, *, html: bool) -> None:
    if answer.status in (404, 410):
        raise FileProblem("gone")
    if answer.status == 429 or answer.status >= 500:
        raise TryAgain(f"http-{answer.status}", PAUSE)
    if answer.status != 200:
        raise FileProblem("unreadable")
    if answer.content_type == "text/html" and not html:
        # Slack's sign-in page instead of the file: the token may not read it
        raise FileProblem("unreadable")
