"""After an outage and before a summary, the threads of audits are read again, the newest that was put into their
channels, and what was replied to asks in direct messages: what was written, edited, deleted?

Owns finding what was missed (not known; otherwise worded than we know it; not there any more; signs on a question) and
turning it into the events that were missed; they go through the listeners as any event does, so nothing
is kept twice. Must not judge messages: the listeners do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog

from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.conversation import AuditCard, QuestionCard, StageCard, read_card
from bot.domain.kernel.duty import ask_card, own_ask_card
from bot.domain.kernel.people import user_of
from bot.ports.chat import TryAgain
from bot.ports.clock import Clock
from bot.ports.discussion import Discussion, Message
from bot.ports.outbox import Outbox, Sent
from bot.ports.store import Loaded, Store
from bot.slack.kit.payloads import SPOKEN
from bot.slack.kit.slack_errors import Refused
from bot.slack.outbound.missed_signs import signs_put, signs_taken_back
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

PAGE = 200
"""Messages that are asked for at once; of a channel that many are looked through, the newest, since people talk in
threads."""

MOST_ASKS = 50
"""Asks in direct messages that are read again of one audit, the newest: one call each, as many as Slack takes in a
minute.
"""

Deliver = Callable[[dict[str, Any]], Awaitable[None]]
"""Hand an event (the body of a delivery by the Events API) to the listeners."""


@dataclass(frozen=True, slots=True)
class Backfill:
    """Fills the gaps of every audit of a workspace in which something may still be handed in."""

    web: WebApi
    store: Store
    outbox: Outbox
    discussion: Discussion
    clock: Clock
    deliver: Deliver

    async def run(self) -> int | None:
        """Read every thread of every such audit again; how many events had been missed, None where that broke off.

        Never raises.
        """
        workspace, missed = self.web.workspace, 0
        try:
            for line in await self.store.audits(workspace):
                if line.status == "ended":
                    continue
                loaded = await self.store.load(workspace, line.key)
                if takes_replies(loaded.audit, self._today(loaded.audit)):
                    missed += await self.catch_up(loaded)
        except Exception:
            log.exception("backfill.broke", workspace=workspace)
            return None
        log.info("backfill.done", workspace=workspace, missed=missed)
        return missed

    async def catch_up(self, loaded: Loaded) -> int:
        """Read every thread of one audit again in which people talk now; how many events had been missed."""
        audit, missed = loaded.audit, 0
        for card, sent in await self._threads(loaded):
            # known before it is read: what comes in between is not taken for deleted, and kept once all the same
            stamps = await self.discussion.stamps(audit.workspace, sent.channel, sent.ts)
            known = await self.discussion.thread(audit.workspace, sent.channel, sent.ts)
            read = await self._replies(sent)
            if read is None:
                continue
            # Slack always sends the parent along
            above = next((m for m in read if str(m.get("ts", "")) == sent.ts), {})
            beneath = [m for m in read if str(m.get("ts", "")) > sent.ts]
            news = [*missed_events(self.web, sent.channel, known, stamps, beneath)]
            news += await self._missed_signs(loaded, card, sent, above)
            missed += await self._deliver(news)
        return missed + await self._deliver(await self._missed_in_channel(audit))

    def _today(self, audit: Audit) -> date:
        return audit.calendar.day(self.clock.now())

    async def _threads(self, loaded: Loaded) -> list[tuple[str, Sent]]:
        """The cards beneath which people talk, and where they are; of those in direct messages the newest."""
        audit = loaded.audit
        asks = private_asks(loaded, self._today(audit))
        cards = [*cards_with_threads(loaded), *asks]
        there = await self.outbox.all_sent(audit.workspace, audit.key, cards)
        newest_last = sorted((card for card in asks if card in there), key=lambda card: there[card].ts)
        left_out = set(newest_last[:-MOST_ASKS])
        if left_out:
            log.warning("backfill.left_out", audit=audit.key, asks=len(left_out))
        return [(card, there[card]) for card in cards if card in there and card not in left_out]

    async def _deliver(self, news: Sequence[dict[str, Any]]) -> int:
        for event in news:
            await self.deliver(event)
        return len(news)

    async def _missed_in_channel(self, audit: Audit) -> list[dict[str, Any]]:
        """Of what was put into the audit's channel itself, a file perhaps, since the audit began."""
        if not audit.channel:
            return []
        stamps = await self.discussion.stamps(audit.workspace, audit.channel, "")
        known = await self.discussion.thread(audit.workspace, audit.channel, "")
        since = f"{audit.started_at.timestamp():.6f}"
        try:
            answer = await self._call("conversations.history", channel=audit.channel, limit=PAGE, oldest=since)
        except Refused as refused:
            log.info("backfill.refused", channel=audit.channel, error=refused.code)
            return []
        found = sorted(map(_not_beneath, answer.get("messages", ())), key=lambda m: str(m.get("ts", "")))
        # what is older than a full page was not looked at
        first = str(found[0].get("ts", "")) if answer.get("has_more") and found else since
        spoken = [m for m in found if m.get("subtype", "") in SPOKEN and not m.get("thread_ts")]
        return [*missed_events(self.web, audit.channel, [m for m in known if m.ts >= first], stamps, spoken)]

    async def _missed_signs(
        self, loaded: Loaded, card: str, sent: Sent, above: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Of a question's card, as it stands (`above`): what its signs say, and nobody heard."""
        asked, audit = read_card(card), loaded.audit
        if not isinstance(asked, QuestionCard) or not above:
            return []
        found = [*signs_taken_back(above, asked.question, audit)]
        if above.get("reactions"):
            history = await self.store.history(audit.workspace, audit.key)
            found += signs_put(above, asked.question, [one.event for one in history])
        here = {"item": {"type": "message", "channel": sent.channel, "ts": sent.ts}, "ts": sent.ts}
        return [_delivery(self.web, sent.channel, f"{sent.ts}:{key}", {**event, **here}) for key, event in found]

    async def _replies(self, parent: Sent) -> list[Mapping[str, Any]] | None:
        """A message and everything beneath it, in order; None where we cannot look to the end."""
        read: list[Mapping[str, Any]] = []
        cursor = ""
        while True:
            try:
                answer = await self._call(
                    "conversations.replies", channel=parent.channel, ts=parent.ts, limit=PAGE, cursor=cursor or None
                )
            except Refused as refused:
                log.info("backfill.refused", channel=parent.channel, error=refused.code)
                return None
            read += answer.get("messages", ())
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return read

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """What Slack answers, however long it asks to wait. Raises Refused."""
        while True:
            try:
                return await self.web.call(method, repeatable=True, **arguments)
            except TryAgain as later:
                await asyncio.sleep(later.after.total_seconds())


def takes_replies(audit: Audit, today: date) -> bool:
    """Whether something may still be handed in by a reply: until its decision is no longer valid, follow-up is."""
    expired = audit.in_force is not None and audit.in_force.expires is not None and audit.in_force.expires < today
    return not (audit.is_shut or expired)


def cards_with_threads(loaded: Loaded) -> list[str]:
    """The cards of an audit beneath which people talk: its stages, as soon as they have begun (what comes for a closed
    one is late, and no less handed in), the questions of those that are open, its own card.
    """
    cards: list[str] = []
    for key, stage in loaded.audit.stages.items():
        if stage.status == "waiting":
            continue
        cards.append(StageCard(key).key)
        if stage.status == "open":
            cards += [QuestionCard(question.key).key for question in loaded.framework.stage(key).questions]
    return [*cards, AuditCard().key]


def private_asks(loaded: Loaded, today: date) -> list[str]:
    """The cards that ask somebody in a direct message for what is owed now, a reply to which may hand it in. A pause
    takes no reply away.
    """
    duties = duties_of(loaded.audit.replace(paused=None), loaded.framework, today)
    asked = (card for duty in duties for card in (ask_card(duty), own_ask_card(duty)))
    return list(dict.fromkeys(card.key for card in asked if card.place.kind == "dm"))


def missed_events(
    web: WebApi, channel: str, known: Sequence[Message], stamps: Collection[str], read: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The deliveries that were missed of a thread in which `read` stands now: `known` is what we know of it, `stamps`
    the ts of that and of what is known to be deleted."""
    written = {str(m["ts"]): m for m in read if not m.get("bot_id") and m.get("user")}
    before = {message.ts: message for message in known}
    for ts, message in written.items():
        if ts not in stamps:
            yield _delivery(web, channel, ts, {**message, "ts": ts})
        elif ts in before and _edited(message) > before[ts].edited_ts and message.get("text") != before[ts].text:
            body = {"subtype": "message_changed", "message": message, "ts": _edited(message)}
            yield _delivery(web, channel, f"{ts}:{_edited(message)}", body)
    for ts, gone in before.items():
        if ts not in written:
            was = {"ts": ts, "thread_ts": gone.thread_ts, "user": user_of(gone.person)}
            body = {"subtype": "message_deleted", "deleted_ts": ts, "previous_message": was, "ts": ts}
            yield _delivery(web, channel, f"{ts}:gone", body)


def _not_beneath(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """A message of a channel as it was when it was written: what has replies names itself as their thread since."""
    if message.get("thread_ts") != message.get("ts"):
        return message
    return {name: value for name, value in message.items() if name != "thread_ts"}


def _edited(message: Mapping[str, Any]) -> str:
    return str((message.get("edited") or {}).get("ts", ""))


def _delivery(web: WebApi, channel: str, key: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """As the Events API would have delivered it; its id is the same whenever it is made."""
    return {
        "type": "event_callback",
        "team_id": web.workspace,
        "event_id": f"Backfill:{channel}:{key}",
        "event_time": int(float(body["ts"])),
        "authorizations": [{"team_id": web.workspace, "user_id": web.bot_user, "is_bot": True}],
        "event": {"type": "message", "channel": channel, "event_ts": str(body["ts"]), **body},
    }
