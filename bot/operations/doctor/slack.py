"""The doctor's look at Slack: the token, its permissions, the clock, the way events come in.

Owns the list of permissions the bot needs; a test holds it equal to the manifest. Must not send anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.operations.doctor.finding import Finding
from bot.ports.clock import Clock
from bot.settings import SlackAccess
from bot.slack.kit.localization import Texts
from bot.slack.kit.slack_errors import code_of
from bot.wiring.workspace import client_for, unfit

SCOPES: tuple[str, ...] = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "channels:write.invites",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:write",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "usergroups:read",
    "users:read",
)
"""What the bot may do, as `deploy/slack-manifest.yaml` asks for it; why is said there."""

SKEW = 30
"""Seconds the clock may be off before it is worth a word; Slack's requests are refused at 300."""


async def check_slack(say: Texts, access: SlackAccess, clock: Clock) -> tuple[str, list[Finding]]:
    """The workspace's id (empty where Slack does not let us in), and what was found."""
    client = client_for(access)
    client.timeout = 10
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        return "", [Finding.of(say, "problem", "doctor-slack-refused", error=_code(error, say))]
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        gone = {"url": access.api_url, "error": type(error).__name__}
        return "", [Finding.of(say, "problem", "doctor-slack-unreachable", **gone)]
    if problem := unfit(answer.data if isinstance(answer.data, dict) else {}, access):
        return "", [Finding.of(say, "problem", problem[0].id)]
    headers = {name.lower(): str(value) for name, value in answer.headers.items()}
    found = [Finding.of(say, "ok", "doctor-slack-ok", team=str(answer.get("team")), name=str(answer.get("user")))]
    found += [*_scopes(say, headers), *_clock(say, headers, clock), await _incoming(say, access, client)]
    return str(answer["team_id"]), found


def _scopes(say: Texts, headers: Mapping[str, str]) -> list[Finding]:
    if "x-oauth-scopes" not in headers:
        # a proxy may take it away; what is not said is not missing
        return [Finding.of(say, "note", "doctor-scopes-not-known")]
    needed = set(SCOPES)
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    found = []
    if missing := sorted(needed - granted):
        found.append(Finding.of(say, "problem", "doctor-scopes-missing", scopes=", ".join(missing)))
    if more := sorted(granted - needed):
        found.append(Finding.of(say, "note", "doctor-scopes-more", scopes=", ".join(more)))
    return found or [Finding.of(say, "ok", "doctor-scopes-ok")]


def _clock(say: Texts, headers: Mapping[str, str], clock: Clock) -> list[Finding]:
    try:
        theirs = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return []
    away = round(abs((clock.now() - theirs).total_seconds()))
    if away <= SKEW:
        return [Finding.of(say, "ok", "doctor-clock-ok")]
    return [Finding.of(say, "problem", "doctor-clock-wrong", seconds=away)]


async def _incoming(say: Texts, access: SlackAccess, client: AsyncWebClient) -> Finding:
    if access.delivery == "http":
        return Finding.of(say, "note", "doctor-http-note")
    try:
        # an address that nobody connects to: Slack forgets it
        await client.apps_connections_open(app_token=access.app_token.get_secret_value())
    except SlackApiError as error:
        return Finding.of(say, "problem", "doctor-socket-refused", error=_code(error, say))
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        return Finding.of(say, "problem", "doctor-socket-refused", error=type(error).__name__)
    return Finding.of(say, "ok", "doctor-socket-ok")


def _code(error: SlackApiError, say: Texts) -> str:
    return code_of(error) or say("slack-no-answer")
