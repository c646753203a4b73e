"""The audit's channel: created or joined, its people invited, its topic set.

Owns the steps and which refusals of them matter. Every step may be repeated: an attempt that died half-way is taken up
where it stopped. Must not know messages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import structlog

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person, user_of
from bot.domain.lifecycle.rules import channel_name as name_for
from bot.ports.chat import Terminal, Unclear
from bot.ports.directory import Channel, Directory
from bot.slack.kit.identity import identify
from bot.slack.kit.slack_errors import Refused
from bot.slack.outbound.web_api import WebApi

log = structlog.get_logger(__name__)

NAME = 80

TOPIC = 250

AT_ONCE = 30
"""People invited in one call."""

CLOCK_MARGIN = 60
"""Seconds by which Slack's clock may be behind ours."""

FINE = frozenset(["already_in_channel", "cant_invite_self"])
"""Refusals of an invitation that are none."""


def channel_name(audit: Audit) -> str:
    """`audit-a12-foo-7b`: what Slack takes as a channel's name."""
    wanted = audit.wants_channel or name_for(audit.key, str(audit.subject))
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")
    return (slug or f"audit-{audit.key.lower()}")[: NAME - 3].rstrip("-")


async def ensure(web: WebApi, audit: Audit, directory: Directory, topic: str, now: datetime) -> str:
    """The id of the audit's channel, with the bot and everybody of the roster who can be invited in it.

    Raises Terminal where a chosen channel cannot be joined, and the errors of `WebApi.call`.
    """
    if audit.channel:
        found = await join(web, audit.channel)
    else:
        found = await _create(web, audit)
        if not (found.get("topic") or {}).get("value"):
            await _set_topic(web, found["id"], topic)
    channel_id = str(found["id"])
    refused = await invite(web, channel_id, roster(audit))
    for who, code in refused.items():
        log.warning("channel.not_invited", person=who, channel=channel_id, error=code)
    await _remember(web, found, audit, directory, now)
    return channel_id


def roster(audit: Audit) -> list[Person]:
    """Everybody with a seat they did not decline."""
    seats = (seat for seats in audit.roster.values() for seat in seats if seat.accepted is not False)
    return [p for p in dict.fromkeys(seat.person for seat in seats) if p not in audit.gone]


async def invite(web: WebApi, channel: str, people: Sequence[Person]) -> dict[Person, str]:
    """Invite people; who could not be invited, and Slack's reason."""
    refused: dict[Person, str] = {}
    by_user = {user_of(p): p for p in people if user_of(p) != web.bot_user}
    users = list(by_user)
    for start in range(0, len(users), AT_ONCE):
        batch = users[start : start + AT_ONCE]
        try:
            answer = await web.call(
                "conversations.invite", repeatable=True, channel=channel, users=",".join(batch), force=True
            )
        except Refused as error:
            if error.code in FINE and not error.answer.get("errors"):
                continue
            answer = dict(error.answer)
            if not answer.get("errors"):
                raise error.meaning() from error
        for problem in answer.get("errors") or ():
            user, code = str(problem.get("user", "")), str(problem.get("error", ""))
            if user in by_user and code not in FINE:
                refused[by_user[user]] = code
    return refused


async def join(web: WebApi, channel: str) -> dict[str, Any]:
    """A channel somebody chose: a public one is joined; into a private one the bot must have been invited."""
    try:
        info: dict[str, Any] = (await web.call("conversations.info", repeatable=True, channel=channel))["channel"]
        if info.get("is_archived"):
            raise Terminal("is_archived")
        if info.get("is_member"):
            return info
        if info.get("is_private"):
            raise Terminal("not_in_channel")
        joined: dict[str, Any] = (await web.call("conversations.join", repeatable=True, channel=channel))["channel"]
        return joined
    except Refused as refused:
        raise refused.meaning() from refused


async def _create(web: WebApi, audit: Audit) -> dict[str, Any]:
    """The audit's own private channel. A taken name is ours if an earlier attempt of this very audit took it."""
    name = channel_name(audit)
    for candidate in (name, *(f"{name}-{n}" for n in range(2, 10))):
        try:
            answer = await web.call("conversations.create", repeatable=False, name=candidate, is_private=True)
            created = answer.get("channel")
            if not isinstance(created, dict) or not created.get("id"):
                # made, and nobody knows which: the next attempt finds it by its name
                raise Unclear("answer-without-channel")
            return created
        except Refused as refused:
            if refused.code != "name_taken":
                raise refused.meaning() from refused
        except Unclear:
            log.info("channel.unclear", name=candidate)
            raise
        if ours := await _earlier_attempt(web, audit, candidate):
            return ours
    raise Terminal("name_taken")


async def _earlier_attempt(web: WebApi, audit: Audit, name: str) -> dict[str, Any] | None:
    """The channel of this name, if the bot created it since this audit was started."""
    since = audit.started_at.timestamp() - CLOCK_MARGIN
    async for found in _private_channels(web):
        if found.get("name") == name:
            ours = found.get("creator") == web.bot_user and float(found.get("created", 0)) >= since
            return found if ours and not found.get("is_archived") else None
    return None


async def _private_channels(web: WebApi) -> AsyncIterator[dict[str, Any]]:
    """Every private channel the bot is in."""
    cursor = ""
    while True:
        answer = await web.call(
            "users.conversations",
            repeatable=True,
            types="private_channel",
            exclude_archived=True,
            limit=200,
            cursor=cursor or None,
        )
        for channel in answer.get("channels", ()):
            yield channel
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


async def _set_topic(web: WebApi, channel: str, topic: str) -> None:
    """Slack announces it in the channel, so it is set once: an answer that got lost is Unclear."""
    shown = topic if len(topic) <= TOPIC else topic[: TOPIC - 1] + "…"
    try:
        await web.call("conversations.setTopic", repeatable=False, channel=channel, topic=shown)
    except Refused as refused:
        # the card says the same; a channel without a topic is still the audit's channel
        log.info("channel.no_topic", channel=channel, error=refused.code)


async def _remember(web: WebApi, found: dict[str, Any], audit: Audit, directory: Directory, now: datetime) -> None:
    """Who is in the channel, so that its members see the audit at once. Events keep it up to date from here on."""
    known = {user_of(p): p for p in roster(audit)}
    members: list[Person] = []
    cursor = ""
    while True:
        answer = await web.call(
            "conversations.members", repeatable=True, channel=found["id"], limit=200, cursor=cursor or None
        )
        members += [known.get(user, identify(web.workspace, user)) for user in answer.get("members", ())]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    private = bool(found.get("is_private"))
    channel = Channel(str(found["id"]), str(found.get("name", "")), private=private, bot_in=True, synced_at=now)
    await directory.remember_channel(web.workspace, channel, members)
