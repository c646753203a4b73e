"""Who somebody is: their profile, whether they are a full member, an admin, a starter, and which channels they reach.

Owns asking Slack for it, and how long a channel's members are believed; a profile holds until Slack tells of a change.
Must not know roles in an audit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import NotNow, UnknownAudit
from bot.domain.kernel.people import Person, team_of, user_of
from bot.domain.kernel.text import Text
from bot.domain.roster.roles import in_audit
from bot.ports.directory import Channel, Profile
from bot.ports.store import AuditLine, Loaded, Unavailable
from bot.slack.kit.dependencies import Dependencies, Installation
from bot.slack.kit.identity import company_in, identify, is_member, named_team
from bot.slack.kit.payloads import part, word
from bot.slack.kit.slack_errors import code_of

log = structlog.get_logger(__name__)

MEMBERS_FRESH = timedelta(days=1)
"""How long a channel's members are believed without asking Slack again; joins and leaves come as events."""

_UNREACHED = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)

Unusable = Literal["channel-not-reached", "channel-restricted"]
"""Ids of the texts that say so: a private channel the bot is not in; one where an admin limited who posts."""

SLACKBOT = "USLACKBOT"
"""Slack's own helper, which calls itself no bot."""

_PAGE = 200
"""As Slack recommends for members of a channel; it may give fewer."""

_MOST_PAGES = 25


class Access:
    """Answers who somebody is and what they may see."""

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    # --- people

    async def recognize(self, workspace: str, who: Person, team: str) -> Person:
        """Who that is of whom a payload names another team than the workspace: one of ours, or of another company.

        Raises Unavailable when Slack does not say.
        """
        if team in ("", workspace):
            return who
        outside = identify(workspace, user_of(who), company=team)
        for known in (who, outside):
            if await self._deps.directory.profile(workspace, known):
                return known
        return (await self._look_up(workspace, who)).person

    async def profile(self, workspace: str, who: Person) -> Profile:
        """A person as the workspace knows them. Raises Unavailable when Slack does not say."""
        known = await self._deps.directory.profile(workspace, who)
        return known or await self._look_up(workspace, who)

    async def may_start(self, workspace: str, who: Person) -> bool:
        """Whether the setting that names who starts audits lets a person. Raises Unavailable when unknown."""
        if not self._deps.starters:
            return True
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                client = self._bot(workspace).client
                answer = await client.usergroups_users_list(usergroup=self._deps.starters)
        except _UNREACHED as problem:
            log.warning("starters.not-known", workspace=workspace, problem=type(problem).__name__)
            raise Unavailable(Text("slack-silent")) from problem
        # a group has members of the workspace itself only
        return user_of(who) in (answer.get("users") or []) and team_of(who) == workspace

    async def group_members(self, workspace: str, group: str) -> list[str]:
        """The user ids in a user group, as Slack says now. Raises Unavailable, and NotNow where it may not be asked."""
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                answer = await self._bot(workspace).client.usergroups_users_list(usergroup=group)
        except SlackApiError as problem:
            raise NotNow("group-not-readable") from problem
        except _UNREACHED as problem:
            raise Unavailable(Text("slack-silent")) from problem
        return [user for user in answer.get("users") or [] if isinstance(user, str)]

    async def groups(self, workspace: str) -> list[tuple[str, str]]:
        """The user groups of a workspace by id and handle; none where they cannot be read, for people can be picked."""
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                answer = await self._bot(workspace).client.usergroups_list()
        except _UNREACHED as problem:
            log.info("groups.not-known", workspace=workspace, problem=type(problem).__name__)
            return []
        found = [group for group in answer.get("usergroups") or [] if isinstance(group, dict)]
        return [(word(group, "id"), word(group, "handle")) for group in found if word(group, "id")]

    async def people(self, workspace: str, users: Iterable[str]) -> dict[str, Person]:
        """The person behind each user id picked from a list; people of other teams by their own team."""
        return {user: profile.person for user, profile in (await self.profiles(workspace, users)).items()}

    async def profiles(self, workspace: str, users: Iterable[str]) -> dict[str, Profile]:
        """Who is behind each user id picked from a list. Raises Unavailable when Slack does not say."""
        wanted = list(dict.fromkeys(users))
        found = await asyncio.gather(*(self.profile(workspace, identify(workspace, user)) for user in wanted))
        return dict(zip(wanted, found, strict=True))

    async def _look_up(self, workspace: str, who: Person) -> Profile:
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                answer = await self._bot(workspace).client.users_info(user=user_of(who))
        except _UNREACHED as problem:
            if isinstance(problem, SlackApiError) and code_of(problem) in ("user_not_found", "user_not_visible"):
                return Profile(person=who, name="", full_member=False)
            raise Unavailable(Text("slack-silent")) from problem
        profile = read_profile(workspace, part(answer.data if isinstance(answer.data, dict) else {}, "user"))
        await self._deps.directory.remember(workspace, profile, self._deps.clock.now())
        return profile

    # --- audits

    async def open(self, workspace: str, audit: str, who: Person) -> Loaded:
        """An audit, for somebody who may see it. Raises UnknownAudit for everybody else."""
        if not audit:
            raise UnknownAudit(audit)
        loaded = await self._deps.store.load(workspace, audit)
        if not await self.visible(loaded.audit, who):
            raise UnknownAudit(audit)
        return loaded

    async def open_decision(self, workspace: str, audit: str, who: Person) -> Loaded:
        """A decided audit, for whoever may see it or read its decision where it was posted. Raises UnknownAudit."""
        if not audit:
            raise UnknownAudit(audit)
        loaded = await self._deps.store.load(workspace, audit)
        posted = loaded.audit.decision is not None
        if posted and await self._in_channel(workspace, loaded.audit.decision_channel, who):
            return loaded
        if not await self.visible(loaded.audit, who):
            raise UnknownAudit(audit)
        return loaded

    async def visible(self, audit: Audit, who: Person) -> bool:
        """Whether a person may see an audit."""
        if in_audit(audit, who, self._deps.clock.now().date()) or who == audit.started_by:
            return True
        return audit.channel is not None and await self._in_channel(audit.workspace, audit.channel, who)

    async def lines(self, workspace: str, who: Person) -> list[AuditLine]:
        """Every audit the person may see, newest first."""
        own = set(await self._deps.store.audits_of(workspace, who))
        lines = await self._deps.store.audits(workspace)
        others = {line.channel for line in lines if line.channel and line.key not in own}
        reached = await self._reached(workspace, others, who) if others else set()
        return [line for line in lines if line.key in own or line.channel in reached]

    async def _reached(self, workspace: str, channels: Collection[str], who: Person) -> set[str]:
        """Those of these channels in which somebody sees what stands there: looked up in one go, for there are as many
        as audits.
        """
        known = {
            channel.id: (channel, inside) for channel, inside in await self._deps.directory.channels(workspace, who)
        }
        public, found = {id for id, (channel, _) in known.items() if not channel.private}, set[str]()
        comes_in = bool(public.intersection(channels)) and (await self.profile(workspace, who)).full_member
        for id in channels:
            channel, inside = known.get(id, (None, False))
            if channel is None or not self._is_fresh(channel):
                inside = await self._in_channel(workspace, id, who)
            elif not channel.private:
                inside = comes_in
            found |= {id} if inside else set()
        return found

    async def _in_channel(self, workspace: str, channel: str, who: Person) -> bool:
        known = await self._channel(workspace, channel)
        if known is None:
            return False
        if known.private:
            return await self._deps.directory.is_member(workspace, channel, who)
        return (await self.profile(workspace, who)).full_member

    # --- channels

    async def _channel(self, workspace: str, channel: str) -> Channel | None:
        """A channel as far as it is known for sure; None when in doubt."""
        known = await self._deps.directory.channel(workspace, channel)
        return known if known and self._is_fresh(known) else await self.sync_channel(workspace, channel)

    def _is_fresh(self, channel: Channel) -> bool:
        synced = channel.synced_at
        return synced is not None and self._deps.clock.now() - synced < MEMBERS_FRESH

    async def sync_channel(self, workspace: str, channel: str) -> Channel | None:
        """Ask Slack for a channel and its members; None when it does not say."""
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                found, members = await self._fetch_channel(self._bot(workspace), channel)
        except (*_UNREACHED, UnknownAudit) as problem:
            log.warning("channel.not-synced", workspace=workspace, channel=channel, problem=type(problem).__name__)
            return None
        await self._deps.directory.remember_channel(workspace, found, members)
        return found

    async def unusable(self, workspace: str, channel: str) -> Unusable | None:
        """Why an audit could not live in a channel, nor be decided there; None where it can. Raises Unavailable."""
        try:
            async with asyncio.timeout(self._deps.patience.look_up):
                answer = await self._bot(workspace).client.conversations_info(channel=channel)
        except SlackApiError as problem:
            if code_of(problem) == "channel_not_found":
                return "channel-not-reached"
            raise Unavailable(Text("slack-silent")) from problem
        except _UNREACHED as problem:
            raise Unavailable(Text("slack-silent")) from problem
        return "channel-restricted" if is_restricted(answer.get("channel") or {}) else None

    async def _fetch_channel(self, bot: Installation, channel: str) -> tuple[Channel, list[Person] | None]:
        answer = await bot.client.conversations_info(channel=channel)
        shown: Mapping[str, Any] = answer.get("channel") or {}
        found = Channel(
            id=channel,
            name=word(shown, "name"),
            private=shown.get("is_private") is not False or shown.get("is_im") is True,
            archived=shown.get("is_archived") is True,
            bot_in=shown.get("is_member") is True,
            synced_at=self._deps.clock.now(),
        )
        return found, await self._members(bot, channel) if found.private else None

    async def _members(self, bot: Installation, channel: str) -> list[Person]:
        users: list[str] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            answer = await bot.client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor or None)
            users += answer.get("members") or []
            cursor = word(answer.get("response_metadata") or {}, "next_cursor")
            if not cursor:
                break
        # people of other teams are not recognized by these ids: they see an audit only through a role
        return [identify(bot.workspace, user) for user in users]

    def _bot(self, workspace: str) -> Installation:
        try:
            return self._deps.installations[workspace]
        except KeyError as problem:
            raise UnknownAudit(workspace) from problem


def is_restricted(channel: Mapping[str, Any]) -> bool:
    """Whether an admin has limited who posts in a channel, or replies: cards and their threads need both."""
    return any(channel.get(flag) is True for flag in ("is_read_only", "is_thread_only", "is_non_threadable"))


def read_profile(workspace: str, user: Mapping[str, Any]) -> Profile:
    """A person from Slack's user object. A guest, a stranger, a bot, somebody deactivated: no full member."""
    member = is_member(workspace, user)
    described = part(user, "profile")
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted", "is_bot")
    names = (word(described, "display_name"), word(described, "real_name"), word(user, "real_name"), word(user, "name"))
    return Profile(
        person=identify(workspace, word(user, "id"), company=company_in(workspace, user)),
        name=next((name for name in names if name), ""),
        tz=word(user, "tz") or "UTC",
        full_member=member and not any(user.get(flag) is True for flag in outside),
        # whoever runs another workspace runs nothing here
        admin=named_team(user) in ("", workspace)
        and member
        and (user.get("is_admin") is True or user.get("is_owner") is True),
        deleted=user.get("deleted") is True,
        bot=user.get("is_bot") is True or word(user, "id") == SLACKBOT,
    )
