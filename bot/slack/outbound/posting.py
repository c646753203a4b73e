"""Messages on their way: posted once, found again after a lost answer, updated, continued in further parts.

Owns the metadata that every post of ours carries (ids only: any member may read it) and the look-up by it. Must not
know what a message says.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.domain.kernel.audit import Audit
from bot.ports.chat import TryAgain, Unclear
from bot.ports.outbox import Sent
from bot.slack.kit.message_limits import Message
from bot.slack.kit.slack_errors import Refused
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

EVENT_TYPE = "smactr"

PAGE = 200

PAGES = 5
"""How many pages of a channel are looked through for an ambiguous post, the newest first; a thread is read whole."""

Payload = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Target:
    """A place in Slack: a channel, and the thread in it."""

    channel: str
    thread_ts: str = ""


class ParentGone(Exception):
    """The message a reply belongs under was deleted."""


async def post(web: WebApi, target: Target, message: Message, payload: Payload) -> Sent:
    """Post one message, once. Raises ParentGone, Refused, TryAgain (certainly not posted), Unclear."""
    try:
        answer = await web.call(
            "chat.postMessage",
            repeatable=False,
            channel=target.channel,
            thread_ts=target.thread_ts or None,
            unfurl_links=False,
            unfurl_media=False,
            metadata=_metadata(payload),
            **_body(message),
        )
    except Refused as refused:
        if refused.code in ("thread_not_found", "cannot_reply_to_message") and target.thread_ts:
            raise ParentGone from refused
        raise
    channel, ts = answer.get("channel"), answer.get("ts")
    if not (isinstance(channel, str) and isinstance(ts, str) and channel and ts):
        # something was posted, and nobody knows where: the next attempt looks for it
        raise Unclear("answer-without-place")
    sent = Sent(channel, ts)
    if target.thread_ts and _thread_in(answer) != target.thread_ts:
        await _remove_stray(web, sent)
        raise ParentGone
    return sent


async def _remove_stray(web: WebApi, sent: Sent) -> None:
    """Take a reply away that missed its thread, if Slack lets us now: it was posted, so nothing is tried again."""
    try:
        await remove(web, sent)
    except TryAgain as later:
        log.warning("message.stray", problem=later.problem, ts=sent.ts)


def _thread_in(answer: Mapping[str, Any]) -> str:
    """The thread a reply went to. Beneath a deleted message Slack answers "ok" and names none: the reply stands in the
    channel itself (slack-go#1571), or nowhere that anybody sees (python-slack-sdk#840).
    """
    shown = answer.get("message")
    thread = shown.get("thread_ts") if isinstance(shown, dict) else None
    return thread if isinstance(thread, str) else ""


async def update(web: WebApi, sent: Sent, message: Message) -> None:
    """Draw a message anew; its metadata stays. Raises Unclear where it may arrive later, after a newer one."""
    await web.call("chat.update", repeatable=False, channel=sent.channel, ts=sent.ts, **_body(message))


async def remove(web: WebApi, sent: Sent) -> bool:
    """Take a message away that is needed no longer, whether or not it is gone already; False where Slack keeps it."""
    try:
        await web.call("chat.delete", repeatable=True, channel=sent.channel, ts=sent.ts)
    except Refused as refused:
        log.info("message.not_removed", error=refused.code, ts=sent.ts)
        return refused.code == "message_not_found"
    return True


async def is_answered(web: WebApi, thread: Target, sent: Sent) -> bool:
    """Whether somebody else wrote the next message after ours in its thread, or began one beneath it."""
    where = {"channel": thread.channel, "ts": thread.thread_ts, "oldest": sent.ts}
    try:
        answer = await web.call("conversations.replies", repeatable=True, limit=2, **where)
    except Refused as refused:
        if refused.code == "thread_not_found":
            return False
        raise
    after = [m for m in answer.get("messages", ()) if str(m["ts"]) > sent.ts]
    return bool(after) and after[0].get("user") != web.bot_user


async def post_all(
    web: WebApi, target: Target, messages: Sequence[Message], payload: Payload, *, look_first: bool
) -> Sent:
    """Post every part that is not there yet, in order; where the first one is.

    `look_first`: an earlier attempt may have posted some. Once a part is out, failures are Unclear, so that the next
    attempt looks again.
    """
    there = await find(web, target, payload) if look_first else {}
    first = there.get(0)
    for number, message in enumerate(messages):
        if number in there:
            continue
        try:
            sent = await post(web, target, message, {**payload, "part": number})
        except TryAgain as later:
            if first:
                raise Unclear(later.problem) from later
            raise
        first = first or sent
    if first is None:
        raise Unclear("nothing-posted")
    return first


async def must_stand(web: WebApi, target: Target) -> None:
    """Look whether the message above is there, where no answer tells where a reply went. Raises ParentGone."""
    if not target.thread_ts:
        return
    try:
        await web.call("conversations.replies", repeatable=True, channel=target.channel, ts=target.thread_ts, limit=1)
    except Refused as refused:
        if refused.code == "thread_not_found":
            raise ParentGone from refused
        raise


async def find(web: WebApi, target: Target, payload: Payload) -> dict[int, Sent]:
    """The parts of a message that are in Slack already, by their number; the oldest where there are several."""
    found: dict[int, Sent] = {}
    async for message in _messages(web, target):
        metadata = message.get("metadata") or {}
        carried = metadata.get("event_payload") or {}
        ours = metadata.get("event_type") == EVENT_TYPE and message.get("user") in (web.bot_user, None)
        if ours and all(carried.get(name) == value for name, value in payload.items()):
            number = int(carried.get("part", 0))
            sent = Sent(target.channel, str(message["ts"]))
            if number not in found or sent.ts < found[number].ts:
                found[number] = sent
    return found


async def _messages(web: WebApi, target: Target) -> AsyncIterator[dict[str, Any]]:
    """A thread, or the newest messages of a channel. What cannot be read now raises Unclear: it must be read first."""
    method = "conversations.replies" if target.thread_ts else "conversations.history"
    cursor, pages = "", 0
    while pages < PAGES or target.thread_ts:
        pages += 1
        try:
            answer = await web.call(
                method,
                repeatable=True,
                channel=target.channel,
                ts=target.thread_ts or None,
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor or None,
            )
        except TryAgain as later:
            raise Unclear(later.problem) from later
        except Refused as refused:
            if refused.code == "thread_not_found":
                raise ParentGone from refused
            raise
        for message in answer.get("messages", ()):
            yield message
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _metadata(payload: Payload) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": dict(payload)}


def _body(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": message.json}


def wait_for_lookup(now: datetime, not_before: datetime | None) -> None:
    """An attempt that may still arrive is not looked up yet. Raises Unclear: it stays ambiguous."""
    if not_before and now < not_before:
        raise Unclear("too-early-to-look")


def audit_payload(audit: Audit | None) -> dict[str, str | int]:
    """Which audit a message belongs to; its start tells it from one of the same key in an earlier database."""
    return {"audit": audit.key, "since": int(audit.started_at.timestamp())} if audit else {}
