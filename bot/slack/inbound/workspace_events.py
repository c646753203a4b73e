"""Events: what happened in the workspace, told by Slack, perhaps several times.

Owns who is meant by an event and the table from its type to what is done. Everything is saved before Slack is
answered; what could not be saved is not acknowledged, so that Slack tells it again. Must not answer people, mentions
apart.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from bot.days_off import stated
from bot.domain.kernel.errors import Refusal, UnknownAudit, UnknownEvent
from bot.domain.kernel.people import SYSTEM, user_of
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import BindChannel
from bot.domain.roster.commands import RecordGone
from bot.ports.directory import Channel, Profile
from bot.slack.duties import home
from bot.slack.inbound import mentions, message_events
from bot.slack.kit.dependencies import Dependencies
from bot.slack.kit.error_handling import in_time, send_ephemeral, words_for
from bot.slack.kit.payloads import Event, part, word
from bot.slack.kit.people import Access, read_profile
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply
from bot.slack.reflection import stance_form

log = structlog.get_logger(__name__)

Personal = Callable[[RequestContext, Event], Awaitable[None]]

Impersonal = Callable[[Dependencies, Access, Event], Awaitable[None]]


async def handle_event(deps: Dependencies, access: Access, event: Event) -> None:
    """Save what an event means. Raises NotSaved where Slack should tell it again."""
    impersonal = IMPERSONAL.get(event.type)
    if impersonal:
        await in_time(impersonal(deps, access, event), deps.patience.save)
        return
    personal = PERSONAL.get(event.type)
    bot = deps.installations[event.origin.workspace]
    speaker = event.origin.who
    if await in_time(message_events.card_deleted(deps, event), deps.patience.save):
        return
    if personal is None or not speaker or user_of(speaker) == bot.bot_user or word(event.body, "bot_id"):
        return
    ctx = RequestContext(deps, access, event.origin)
    await in_time(personal(ctx, event), deps.patience.save)


async def _mentioned(ctx: RequestContext, event: Event) -> None:
    """The answer is for the person alone; a refusal too, since a repeated event would be refused again."""
    try:
        answer = await mentions.handle_mention(ctx, event)
    except (Refusal, UnknownAudit) as refusal:
        answer = Reply(words_for(ctx.deps, ctx.origin, refusal))
    if isinstance(answer, Reply):
        await send_ephemeral(ctx.deps, ctx.origin, answer)


async def _joined(deps: Dependencies, access: Access, event: Event) -> None:
    """Somebody joined a channel; when it is the bot, what waited for that can be delivered now."""
    origin = event.origin
    if user_of(origin.who) == deps.installations[origin.workspace].bot_user:
        await access.sync_channel(origin.workspace, origin.channel)
        await deps.outbox.resume(origin.workspace, channel=origin.channel)
        deps.wake()
    elif origin.who:
        await deps.directory.joined(origin.workspace, origin.channel, origin.who)


async def _left(deps: Dependencies, access: Access, event: Event) -> None:
    if event.origin.who:
        await deps.directory.left(event.origin.workspace, event.origin.channel, event.origin.who)


async def _channel_lost(deps: Dependencies, access: Access, event: Event) -> None:
    """The bot was removed, or the channel is gone: nothing is known of its members any more."""
    known = await deps.directory.channel(event.origin.workspace, event.origin.channel)
    name = known.name if known else ""
    lost = Channel(id=event.origin.channel, name=name, private=True, archived=event.type.endswith("archive"))
    await deps.directory.remember_channel(event.origin.workspace, lost, ())
    log.warning("channel.lost", workspace=event.origin.workspace, channel=event.origin.channel, how=event.type)


async def _channel_changed(deps: Dependencies, access: Access, event: Event) -> None:
    """Renamed, archived or brought back: Slack is asked how it is now."""
    await access.sync_channel(event.origin.workspace, event.origin.channel)
    if event.type.endswith("unarchive"):
        await deps.outbox.resume(event.origin.workspace, channel=event.origin.channel)
        deps.wake()


async def _channel_id_changed(deps: Dependencies, access: Access, event: Event) -> None:
    """A converted channel has a new id: the audits that live in it follow."""
    workspace, old, new = event.origin.workspace, word(event.body, "old_channel_id"), word(event.body, "new_channel_id")
    if not old or not new:
        return
    audits = await deps.store.audits_in(workspace, old)
    await deps.directory.rename_channel_id(workspace, old, new)
    for key in audits:
        request = f"{event.id}:{key}"
        await deps.service.execute(
            BindChannel(workspace=workspace, audit=key, request=request, actor=SYSTEM, channel=new)
        )
    await deps.outbox.resume(workspace, channel=new)
    deps.wake()


async def _user_changed(deps: Dependencies, access: Access, event: Event) -> None:
    """A profile is new: a deactivated person's duties go to the lead, a new time zone moves their reminders."""
    workspace, user = event.origin.workspace, part(event.body, "user")
    if not word(user, "id"):
        return
    profile = read_profile(workspace, user)
    before = await deps.directory.profile(workspace, profile.person)
    await deps.directory.remember(workspace, profile, deps.clock.now())
    if before is None or before.tz != profile.tz:
        await deps.reminders.rezone(workspace, profile.person, profile.tz)
        await _moved(deps, workspace, profile, event)
    if profile.deleted:
        await _gone(deps, workspace, profile, event)
    deps.wake()


async def _moved(deps: Dependencies, workspace: str, profile: Profile, event: Event) -> None:
    """Somebody lives in another zone: their own days off are those of its country, in audits that have a calendar."""
    days = deps.days_off.of(profile.tz, deps.clock.now())
    if days is None:
        return
    for key in await deps.store.audits_of(workspace, profile.person):
        command = stated(workspace, key, f"{event.id}:days:{key}", {profile.person: days})
        await _told(deps, command)


async def _gone(deps: Dependencies, workspace: str, profile: Profile, event: Event) -> None:
    for key in await deps.store.audits_of(workspace, profile.person):
        request = f"{event.id}:{key}"
        command = RecordGone(workspace=workspace, audit=key, request=request, actor=SYSTEM, person=profile.person)
        await _told(deps, command)


async def _told(deps: Dependencies, command: Command) -> None:
    """Tell one audit of a person's new profile. What it refuses or cannot load keeps nothing from the others."""
    try:
        await deps.service.execute(command)
    except Refusal as refusal:
        # an audit that is over asks nothing of them
        log.debug("profile.refused", workspace=command.workspace, audit=command.audit, reason=type(refusal).__name__)
    except (UnknownAudit, UnknownEvent) as problem:
        log.warning("profile.unread", workspace=command.workspace, audit=command.audit, reason=type(problem).__name__)


async def _uninstalled(deps: Dependencies, access: Access, event: Event) -> None:
    """The token will be refused from now on; what cannot be sent is parked, and taken up after a new installation."""
    log.error("slack.access-lost", workspace=event.origin.workspace, how=event.type)


PERSONAL: dict[str, Personal] = {
    "message": message_events.handle_message,
    "app_mention": _mentioned,
    "app_home_opened": home.open_home,
    "reaction_added": stance_form.signed,
    "reaction_removed": stance_form.signed,
}

IMPERSONAL: dict[str, Impersonal] = {
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_left": _channel_lost,
    "group_left": _channel_lost,
    "channel_deleted": _channel_lost,
    "group_deleted": _channel_lost,
    "channel_archive": _channel_changed,
    "group_archive": _channel_changed,
    "channel_unarchive": _channel_changed,
    "group_unarchive": _channel_changed,
    "channel_rename": _channel_changed,
    "group_rename": _channel_changed,
    "channel_id_changed": _channel_id_changed,
    "user_change": _user_changed,
    "team_join": _user_changed,
    "app_uninstalled": _uninstalled,
    "tokens_revoked": _uninstalled,
}
"""Every other type (file_shared beside its message …) is acknowledged and ignored."""
