"""The doctor's look at running audits: the bot's place in their channels, and work that does not get done.

Owns these checks. Must not join, post or invite; with `resume` it tries parked work again, as it was asked to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.operations.doctor.finding import Finding
from bot.ports.outbox import Parked
from bot.settings import SlackAccess
from bot.slack.kit.localization import Texts
from bot.slack.kit.slack_errors import code_of
from bot.wiring.open_record import Surroundings
from bot.wiring.workspace import client_for
from storage import Storage

WAITING = timedelta(minutes=5)
"""How late work may be before it is worth a word."""


async def check_audits(
    say: Texts, storage: Storage, access: SlackAccess | None, workspace: str, around: Surroundings, *, resume: bool
) -> list[Finding]:
    """What was found of audits and work; channels only where Slack lets us look."""
    found = await _channels(say, storage, client_for(access), workspace) if access else []
    parked = await storage.outbox.parked()
    if resume and parked:
        counts = [await storage.outbox.resume(each) for each in sorted({p.workspace for p in parked})]
        return [*found, Finding.of(say, "ok", "doctor-work-resumed", count=sum(counts))]
    work = [*_parked(say, parked), *await _waiting(say, storage, around)]
    return [*found, *(work or [Finding.of(say, "ok", "doctor-work-ok")])]


async def _channels(say: Texts, storage: Storage, client: AsyncWebClient, workspace: str) -> list[Finding]:
    lines = [line for line in await storage.store.audits(workspace) if line.status in ("open", "paused")]
    found, known = list[Finding](), dict[str, str]()
    for line in lines:
        audit = (await storage.store.load(workspace, line.key)).audit
        for channel in dict.fromkeys(c for c in (audit.channel, audit.decision_channel) if c):
            if channel not in known:
                known[channel] = await _what_is_wrong(client, channel)
            if known[channel]:
                found.append(Finding.of(say, "problem", known[channel], audit=line.key, channel=channel))
    return found or [Finding.of(say, "ok", "doctor-channels-ok", count=len(lines))]


async def _what_is_wrong(client: AsyncWebClient, channel: str) -> str:
    """The key of the finding; empty where the bot can speak in the channel, or Slack does not say now."""
    try:
        info = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as error:
        return "doctor-channel-gone" if code_of(error) == "channel_not_found" else ""
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError):
        return ""
    if info.get("is_archived"):
        return "doctor-channel-archived"
    return "" if info.get("is_member") else "doctor-channel-out"


def _parked(say: Texts, parked: Iterable[Parked]) -> list[Finding]:
    return [
        Finding.of(
            say,
            "problem",
            "doctor-work-parked",
            audit=each.audit or each.workspace,
            what=each.what,
            since=f"{each.since:%Y-%m-%d %H:%M} UTC",
            problem=each.problem,
        )
        for each in parked
    ]


async def _waiting(say: Texts, storage: Storage, around: Surroundings) -> list[Finding]:
    now = around.clock.now()
    due = await storage.outbox.next_due(now)
    if due is None or now - due < WAITING:
        return []
    minutes = int((now - due).total_seconds() // 60)
    return [Finding.of(say, "problem", "doctor-work-waiting", minutes=minutes)]
