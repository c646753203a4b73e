"""One workspace's Web API, for what goes out: calls, and what their failures mean.

Owns the table from Slack's errors to the errors of the Chat port. Must not know what is sent, nor repeat a call by
itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.ports.chat import TryAgain
from bot.slack.kit.slack_errors import PAUSE, _failure, _field, _lost

TIMEOUT = 10
"""Seconds a call of the client may take."""


@dataclass(frozen=True, slots=True)
class WebApi:
    """The bot in one workspace, for everything the worker sends."""

    workspace: str
    client: AsyncWebClient
    """Without retry handlers: a repeated post is a second message."""
    bot_user: str
    address: str = ""
    """The workspace's own address (`https://acme.slack.com/`), for links; from `auth.test`."""

    async def call(self, method: str, *, repeatable: bool, **arguments: Any) -> dict[str, Any]:
        """Call a method with any JSON values as arguments; None is left out.

        `repeatable` calls may be made twice without harm: their lost answers raise TryAgain, those of others Unclear.
        Raises Refused for Slack's refusals.
        """
        # as a form: unlike JSON, every method takes it
        form = {name: _field(value) for name, value in arguments.items() if value is not None}
        try:
            answer = await self.client.api_call(method, data=form)
        except SlackApiError as error:
            raise _failure(method, error, repeatable=repeatable) from error
        except aiohttp.ClientConnectorError as error:
            # nothing was sent
            raise TryAgain("unreachable", PAUSE) from error
        except (TimeoutError, aiohttp.ClientError, SlackClientError, OSError) as error:
            raise _lost(method, type(error).__name__, repeatable=repeatable) from error
        data = answer.data
        return data if isinstance(data, dict) else {}
