"""A small bot for the page: the form bot of the sandbox's tests, and a few things only the page shows.

Owns that bot. Must not test anything.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import AppSpec, CountingIds, Sandbox
from tests.patience import SLACK_WAITS
from tests.sandbox.form_bot import Bot
from tests.sandbox.running import WORKSPACE, client_of

Json = dict[str, Any]


@dataclass
class Toy:
    """The running bot, and its way out."""

    sandbox: Sandbox
    bot: Bot
    client: AsyncWebClient
    handler: AsyncSocketModeHandler

    async def post(self, text: str, channel: str = "general", **more: Any) -> str:
        """Post something as the bot; its ts."""
        place = self.sandbox.workspace.channel(channel).id
        return str((await self.client.chat_postMessage(channel=place, text=text, **more))["ts"])

    async def whisper(self, text: str, to: str = "lead", channel: str = "general", **more: Any) -> None:
        """Show somebody something privately."""
        place, user = self.sandbox.workspace.channel(channel).id, self.sandbox.workspace.person(to).id
        await self.client.chat_postEphemeral(channel=place, user=user, text=text, **more)

    async def change(self, ts: str, text: str, channel: str = "general", **more: Any) -> None:
        """Change something the bot posted."""
        place = self.sandbox.workspace.channel(channel).id
        await self.client.chat_update(channel=place, ts=ts, text=text, **more)

    async def die(self) -> None:
        """Let the bot go away."""
        await self.handler.close_async()  # type: ignore[no-untyped-call]

    async def live(self) -> None:
        """Let it come back."""
        self.handler = await _connected(self.sandbox, self.bot)


@asynccontextmanager
async def toy_bot(app: AppSpec) -> AsyncIterator[Toy]:
    """A sandbox with it."""
    bot = Bot()
    async with Sandbox(WORKSPACE, ids=CountingIds(), app=app, ack_timeout=SLACK_WAITS) as sandbox:
        toy = Toy(sandbox, bot, client_of(sandbox), await _connected(sandbox, bot))
        yield toy
        await toy.die()


async def _connected(sandbox: Sandbox, bot: Bot) -> AsyncSocketModeHandler:
    app = AsyncApp(name="toy", client=client_of(sandbox), process_before_response=True)
    bot(app)
    for event in ("reaction_added", "file_shared", "app_home_opened", "message"):
        app.event(event)(bot.heard)

    @app.command("/whisper")
    async def whisper(ack: Any, body: Json) -> None:
        await ack(text=f"heard: {body['text']}")

    handler = AsyncSocketModeHandler(app, sandbox.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.connected()
    return handler
