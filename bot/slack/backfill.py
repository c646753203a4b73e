"""After an outage: what was written in the threads of open stages meanwhile is read again.

Owns finding the gap (newer than the newest message known of a thread) and turning it into the events that were missed;
they go through the listeners as any event does, so nothing is kept twice. Must not judge messages: the listeners do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain.effects import question_card, stage_card
from bot.ports import Discussion, Loaded, Outbox, Sent, Store, TryAgain
from bot.slack.web import Refused, Web

log = structlog.get_logger(__name__)

PAGE = 200
Deliver = Callable[[dict[str, Any]], Awaitable[None]]
"""Hand an event (the body of a delivery by the Events API) to the listeners."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """Fills the gaps of every open audit of a workspace."""

    web: Web
    store: Store
    outbox: Outbox
    discussion: Discussion
    deliver: Deliver

    async def run(self) -> int:
        """Read every thread of every open stage again; how many messages had been missed. Never raises."""
        workspace, missed = self.web.workspace, 0
        try:
            for line in await self.store.audits(workspace):
                if line.status in ("open", "paused"):
                    missed += await self._audit(await self.store.load(workspace, line.key))
        except Exception:
            log.exception("backfill.broke", workspace=workspace)
        log.info("backfill.done", workspace=workspace, missed=missed)
        return missed

    async def _audit(self, loaded: Loaded) -> int:
        audit, missed = loaded.audit, 0
        for card in cards_with_threads(loaded):
            sent = await self.outbox.sent(audit.workspace, audit.key, card)
            if sent is None:
                continue
            newest = await self.discussion.newest(audit.workspace, sent.channel, sent.ts)
            async for message in self._newer(sent, newest or sent.ts):
                await self.deliver(event_of(self.web, sent.channel, message))
                missed += 1
        return missed

    async def _newer(self, parent: Sent, newest: str) -> AsyncIterator[Mapping[str, Any]]:
        """What people wrote beneath a message after `newest`, in order; nothing where we cannot look."""
        cursor = ""
        while True:
            try:
                answer = await self.web.call(
                    "conversations.replies",
                    repeatable=True,
                    channel=parent.channel,
                    ts=parent.ts,
                    oldest=newest,
                    limit=PAGE,
                    cursor=cursor or None,
                )
            except TryAgain as later:
                await asyncio.sleep(later.after.total_seconds())
                continue
            except Refused as refused:
                log.info("backfill.refused", channel=parent.channel, error=refused.code)
                return
            for message in answer.get("messages", ()):
                # Slack always sends the parent along
                if str(message.get("ts", "")) > newest and not message.get("bot_id") and message.get("user"):
                    yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return


def cards_with_threads(loaded: Loaded) -> list[str]:
    """The cards of an audit beneath which people talk now: its open stages and their questions."""
    cards: list[str] = []
    for stage in loaded.audit.open_stages():
        cards.append(stage_card(stage).key)
        cards += [question_card(question.key).key for question in loaded.framework.stage(stage).questions]
    return cards


def event_of(web: Web, channel: str, message: Mapping[str, Any]) -> dict[str, Any]:
    """The delivery that was missed, as the Events API would have made it; its id is the same whenever it is made."""
    ts = str(message["ts"])
    return {
        "type": "event_callback",
        "team_id": web.workspace,
        "event_id": f"Backfill:{channel}:{ts}",
        "event_time": int(float(ts)),
        "authorizations": [{"team_id": web.workspace, "user_id": web.bot_user, "is_bot": True}],
        "event": {**message, "type": "message", "channel": channel, "event_ts": ts},
    }
