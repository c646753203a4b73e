"""The bot in its workspace: signing in with the token, and the clients for short and for patient calls.

Owns which client waits how long. Must not know what is called.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.kernel.text import Text
from bot.settings import CannotRun, SlackAccess
from bot.slack.kit.dependencies import Installation
from bot.slack.kit.slack_errors import code_of, is_temporary
from bot.slack.outbound.web_api import TIMEOUT, WebApi
from bot.wiring.texts import words

log = structlog.get_logger(__name__)

SHORT = 2.0
"""Seconds for a call within a listener: a trigger lives for three."""

PAUSE = 5.0
"""Seconds before Slack is tried again, where it cannot be reached at the start."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The bot in the workspace its token is for."""

    installation: Installation
    web: WebApi

    @property
    def id(self) -> str:
        """The workspace's id."""
        return self.installation.workspace


@asynccontextmanager
async def signed_in(access: SlackAccess) -> AsyncIterator[Workspace]:
    """Sign in, waiting until Slack can be reached. Raises CannotRun for a token that is refused, or unfit."""
    async with _session(SHORT) as quick, _session(TIMEOUT) as patient:
        client = client_for(access, patient)
        who = await _who_am_i(client)
        if problem := unfit(who, access):
            raise CannotRun(" ".join(words(told) for told in problem))
        workspace, user, address = str(who["team_id"]), str(who["user_id"]), str(who.get("url") or "")
        log.info("slack.signed_in", workspace=workspace, bot=user)
        yield Workspace(
            Installation(workspace, user, str(who.get("bot_id") or ""), client_for(access, quick), address),
            WebApi(workspace, client, user, address),
        )


def unfit(who: Mapping[str, object], access: SlackAccess) -> tuple[Text, Text] | None:
    """Why the bot cannot live by this installation, as `auth.test` tells of it, and what to do; None where it can.

    The answer to a token for a whole organization names no workspace; one that rotates is refused after 12 hours, and
    nobody here can renew it (docs.slack.dev, Using token rotation).
    """
    if who.get("is_enterprise_install") is True:
        return Text("doctor-slack-organization"), Text("doctor-slack-organization-fix")
    if "expires_in" in who or access.bot_token.get_secret_value().startswith("xoxe."):
        return Text("doctor-slack-token-expires"), Text("doctor-slack-token-expires-fix")
    return None


def client_for(access: SlackAccess, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
    """A client that never repeats a call by itself. The session's timeout counts."""
    token = access.bot_token.get_secret_value()
    client = AsyncWebClient(token=token, base_url=access.api_url, session=session, retry_handlers=[])
    if urlsplit(access.api_url).hostname in ("127.0.0.1", "localhost", "::1"):
        # slack_sdk takes a proxy from the environment and does not heed NO_PROXY
        client.proxy = None
    return client


def _session(timeout: float) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout))


async def _who_am_i(client: AsyncWebClient) -> dict[str, object]:
    while True:
        try:
            answer = await client.auth_test()
        except SlackApiError as error:
            code = code_of(error) or words(Text("slack-no-answer"))
            if not is_temporary(error):
                raise CannotRun(words(Text("serve-bot-token-refused", error=code))) from None
            problem = code
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            problem = type(error).__name__
        else:
            return dict(answer.data) if isinstance(answer.data, dict) else {}
        log.warning("slack.not_reached", problem=problem, seconds=PAUSE)
        await asyncio.sleep(PAUSE)
