"""Places: where in Slack a message goes, and what is done when that place is gone or wants us slower.

Owns the way from a `Place` to a channel and thread. Must not know what is said there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import Place, read_spot
from bot.domain.kernel.people import Person, user_of
from bot.ports.chat import Terminal, TryAgain
from bot.ports.clock import Clock
from bot.ports.directory import Directory
from bot.ports.outbox import Outbox, Sent
from bot.slack.outbound.posting import Target
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

WAIT = timedelta(seconds=5)
"""For a channel or a card that is on its way."""


@dataclass(slots=True)
class Destinations:
    """Every workspace's places."""

    webs: Mapping[str, WebApi]
    outbox: Outbox
    directory: Directory
    clock: Clock

    def web(self, workspace: str) -> WebApi:
        """The bot in a workspace. Raises Terminal where it is not installed (any more)."""
        web = self.webs.get(workspace)
        if web is None:
            raise Terminal("not-installed")
        return web

    async def target(self, web: WebApi, audit: Audit | None, place: Place) -> Target:
        """The place in Slack; without an audit, to a person alone. Raises TryAgain while it does not exist yet."""
        if place.kind == "dm":
            return Target(await self.dm(web, place.key))
        if audit is None:
            raise Terminal("no-audit")
        match place.kind:
            case "decision":
                return Target(audit.decision_channel)
            case "spot":
                message = read_spot(place)
                return Target(message.channel, message.ts)
            case "thread":
                parent = await self.outbox.sent(audit.workspace, audit.key, place.key)
                if parent is None:
                    raise TryAgain("no-parent-yet", WAIT)
                return Target(parent.channel, parent.ts)
            case "channel":
                if audit.channel is None:
                    raise TryAgain("no-channel-yet", WAIT)
                return Target(audit.channel)

    async def dm(self, web: WebApi, who: Person) -> str:
        """The direct channel with a person, opened once."""
        known = await self.directory.dm(web.workspace, who)
        if known:
            return known
        answer = await web.call("conversations.open", repeatable=True, users=user_of(who))
        channel = str(answer["channel"]["id"])
        await self.directory.remember_dm(web.workspace, who, channel)
        return channel

    async def paced(self, web: WebApi, target: Target, sending: Awaitable[Sent]) -> Sent:
        """Send; where Slack asks to slow down, every replica hears of it."""
        try:
            return await sending
        except TryAgain as later:
            if later.problem == "ratelimited":
                await self.outbox.slow_down(web.workspace, target.channel, self.clock.now() + later.after)
            raise

    async def parent_gone(self, web: WebApi, audit: Audit | None, place: Place | None, target: Target) -> None:
        """The card above was deleted: it is posted anew, and the reply goes beneath the new one."""
        if audit is None or place is None or place.kind != "thread":
            raise Terminal("thread_not_found")
        log.info("card.gone", card=place.key)
        await self.outbox.deleted(
            web.workspace, audit.key, place.key, Sent(target.channel, target.thread_ts), self.clock.now()
        )
