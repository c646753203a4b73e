"""Events, commands and interactions as signed HTTP requests to the bot.

Owns the signature, the form of the bodies and the reading of answers. Must not know what a payload is about.
"""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import Receipt, Sort
from bot.sandbox.workspace import Workspace


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """X-Slack-Signature, version 0."""
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpEvents:
    """The transport by HTTP: one address for everything, three seconds (`ack_timeout`) to answer."""

    def __init__(self, workspace: Workspace, url: str, ack_timeout: float) -> None:
        self._workspace = workspace
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=ack_timeout)
        self._session: aiohttp.ClientSession | None = None
        self.reachable = True

    async def send(self, sort: Sort, payload: dict[str, Any], *, attempt: int, reason: str) -> Receipt:
        """Post one payload."""
        body, content_type = encode(sort, payload)
        timestamp = str(self._workspace.seconds())
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._workspace.app.signing_secret, timestamp, body),
        }
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        is_event = sort == "events_api"
        try:
            async with self._http().post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                text = await answer.text()
                self.reachable = True
        except TimeoutError:
            return Receipt("http_timeout" if is_event else "operation_timeout")
        except aiohttp.ClientError:
            self.reachable = False
            return Receipt("connection_failed" if is_event else "dispatch_failed")
        retry = answer.headers.get("X-Slack-No-Retry") != "1"
        if not 200 <= answer.status < 300:
            return Receipt("http_error" if is_event else "dispatch_failed", text, retry)
        return Receipt(body=decode(text))

    async def verify_url(self) -> bool:
        """Ask the bot to prove the address is its own: url_verification."""
        challenge = self._workspace.ids.secret()
        token = self._workspace.app.verification_token
        question = {"type": "url_verification", "token": token, "challenge": challenge}
        receipt = await self.send("events_api", question, attempt=0, reason="")
        answer = receipt.body.get("challenge") if isinstance(receipt.body, dict) else receipt.body
        return receipt.acknowledged and answer == challenge

    async def say_that_events_were_dropped(self) -> Receipt:
        """Tell the bot that more events were due in this minute than are delivered: app_rate_limited."""
        app, seconds = self._workspace.app, self._workspace.seconds()
        told = {
            "token": app.verification_token,
            "type": "app_rate_limited",
            "team_id": self._workspace.team_id,
            "minute_rate_limited": seconds - seconds % 60,
            "api_app_id": app.id,
        }
        return await self.send("events_api", told, attempt=0, reason="")

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session


def encode(sort: Sort, payload: dict[str, Any]) -> tuple[bytes, str]:
    """The body and its type: JSON for events, forms for commands, JSON in a form for interactions."""
    if sort == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if sort == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def decode(text: str) -> Any:
    """An answer's body: JSON, plain text, or None where it is empty."""
    if not text.strip():
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
