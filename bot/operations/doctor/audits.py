"""The doctor's look at running audits: the bot's place in their channels, and work that does not get done.

Owns these checks. Must not join, post or invite; with `resume` it tries parked work again, as it was asked to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person, team_of, user_of
from bot.operations.doctor.finding import Finding
from bot.ports.outbox import Parked
from bot.ports.store import Loaded
from bot.service import SKEW
from bot.settings import SlackAccess
from bot.slack.kit.localization import Texts
from bot.slack.kit.people import is_restricted, read_profile
from bot.slack.kit.slack_errors import code_of
from bot.slack.outbound.channels import roster
from bot.wiring.open_record import Surroundings
from bot.wiring.workspace import client_for
from storage import Storage

WAITING = timedelta(minutes=5)
"""How late work may be before it is worth a word."""


async def check_audits(
    say: Texts, storage: Storage, access: SlackAccess | None, workspace: str, around: Surroundings, *, resume: bool
) -> list[Finding]:
    """What was found of audits and work; channels only where Slack lets us look."""
    found = list[Finding]()
    if access:
        client = client_for(access)
        loaded = [
            await storage.store.load(workspace, line.key)
            for line in await storage.store.audits(workspace)
            if line.status in ("open", "paused")
        ]
        running = [here.audit for here in loaded]
        found += check_moments(say, loaded, around.clock.now())
        found += [*await _channels(say, running, client), *await _people(say, running, client)]
    parked = await storage.outbox.parked()
    if resume and parked:
        counts = [await storage.outbox.resume(each) for each in sorted({p.workspace for p in parked})]
        return [*found, Finding.of(say, "ok", "doctor-work-resumed", count=sum(counts))]
    work = [*_parked(say, parked), *await _waiting(say, storage, around)]
    return [*found, *(work or [Finding.of(say, "ok", "doctor-work-ok")])]


def check_moments(say: Texts, running: Sequence[Loaded], now: datetime) -> list[Finding]:
    """Audits in which something is on record that is still to happen, as this clock says."""
    ahead = [here.audit.key for here in running if here.at and here.at > now + SKEW]
    return [Finding.of(say, "problem", "doctor-clock-behind-record", audits=", ".join(ahead))] if ahead else []


async def _channels(say: Texts, running: Sequence[Audit], client: AsyncWebClient) -> list[Finding]:
    found, known = list[Finding](), dict[str, str]()
    for audit in running:
        for channel in dict.fromkeys(c for c in (audit.channel, audit.decision_channel) if c):
            if channel not in known:
                known[channel] = await _what_is_wrong(client, channel)
            if known[channel]:
                found.append(Finding.of(say, "problem", known[channel], audit=audit.key, channel=channel))
    return found or [Finding.of(say, "ok", "doctor-channels-ok", count=len(running))]


async def _people(say: Texts, running: Sequence[Audit], client: AsyncWebClient) -> list[Finding]:
    """Who was written down under another workspace of the organization, as earlier builds did on a Grid."""
    found, ours = list[Finding](), dict[Person, bool]()
    for audit in running:
        split = []
        for who in dict.fromkeys(roster(audit)):
            if team_of(who) != audit.workspace and who not in ours:
                ours[who] = await _is_ours(client, audit.workspace, who)
            if ours.get(who):
                split.append(user_of(who))
        if split:
            found.append(Finding.of(say, "problem", "doctor-people-split", audit=audit.key, people=", ".join(split)))
    return found or [Finding.of(say, "ok", "doctor-people-ok")]


async def _is_ours(client: AsyncWebClient, workspace: str, who: Person) -> bool:
    """Whether somebody who stands under another team is of this workspace; not, where Slack does not say now."""
    try:
        told = await client.users_info(user=user_of(who))
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError):
        return False
    return team_of(read_profile(workspace, told["user"]).person) == workspace


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
    if is_restricted(info):
        return "doctor-channel-restricted"
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
