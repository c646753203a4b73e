"""A button was pressed: a modal opens, or a command is executed.

Owns the order of things for one press, and the few presses that are no command of an audit. Must not know rules: the
domain decides, and its refusal is what the person reads.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.kernel.effects import EnsureChannel, InvitePeople
from bot.domain.kernel.errors import NotAllowed
from bot.domain.roster.roles import holds_power, in_audit
from bot.ports.store import Loaded
from bot.slack.documents import row_forms, scoring_forms
from bot.slack.documents.forms import offer_with
from bot.slack.findings import forms as findings_forms
from bot.slack.inbound.forms import OPENERS, REDRAWS, command_of_press
from bot.slack.inbound.slash_commands import run
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.error_handling import in_time
from bot.slack.kit.message_text import text_of
from bot.slack.kit.modal import REDRAW
from bot.slack.kit.modal_opening import request_of_press
from bot.slack.kit.modal_state import FileRef
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Open, Reply, Response, Vanish
from bot.slack.kit.slash_words import Words
from bot.slack.kit.variant_mark import mark_view
from bot.slack.lifecycle import commands as lifecycle_commands
from bot.slack.lifecycle.start_forms import upgrade


async def press(ctx: RequestContext, pressed: Press) -> Response:
    """Do what a button says. Raises what the edge turns into words."""
    if pressed.act == REDRAW:
        redraw = REDRAWS.get(pressed.callback)
        return await redraw(ctx, pressed) if redraw else DONE
    act = ActionId(pressed.act)
    if act in OPENERS:
        return await in_time(_opened(ctx, pressed, act), ctx.deps.patience.open)
    if act in _OTHERS:
        return await in_time(_OTHERS[act](ctx, pressed), ctx.deps.patience.save)
    return await in_time(_execute(ctx, pressed, act), ctx.deps.patience.save)


async def _opened(ctx: RequestContext, pressed: Press, act: ActionId) -> Response:
    """The modal a button opens, marked where its audit is practice."""
    answer = await OPENERS[act](ctx, pressed.value)
    if isinstance(answer, Open) and pressed.value.audit:
        # what would cancel a decision is reported by whoever reads it where it was posted
        known = ctx.decision if act is ActionId.HAPPENED else ctx.audit
        return Open(mark_view(ctx.bare_view_context(await known(pressed.value.audit)), answer.view))
    return answer


async def _execute(ctx: RequestContext, pressed: Press, act: ActionId) -> Response:
    loaded = await ctx.audit(pressed.value.audit)
    said, file = await _about(ctx, loaded, pressed) if act is ActionId.USE_OFFER else ("", None)
    command = command_of_press(pressed, await ctx.author(said=said, file=file), loaded.audit)
    await ctx.deps.service.execute(command, known=loaded)
    ctx.deps.wake()
    return _answer(ctx, pressed, act)


async def _about(ctx: RequestContext, loaded: Loaded, pressed: Press) -> tuple[str, FileRef | None]:
    """The words or the file of the reply that an offer is about."""
    offer = offer_with(loaded.audit, pressed.value.key)
    if offer.kind == "file":
        names = await ctx.deps.store.texts(ctx.workspace, [offer.name])
        return "", FileRef(id=offer.source.file, name=names.get(offer.name, ""))
    return await text_of(ctx, offer.source.channel, offer.source.ts, offer.source.thread_ts), None


def _answer(ctx: RequestContext, pressed: Press, act: ActionId) -> Response:
    """Cards say what changed; only a private message that has done its work is replaced or taken away."""
    if not pressed.ephemeral:
        return DONE
    if act is ActionId.USE_OFFER:
        return Reply(ctx.say("offer-used"), replace=True)
    return Vanish() if act is ActionId.JUST_TALK else DONE


async def _tomorrow(ctx: RequestContext, pressed: Press) -> Response:
    """No daily list before tomorrow, in the person's own zone."""
    await ctx.deps.reminders.postpone(ctx.workspace, ctx.who, _next_midnight(ctx.now, (await ctx.profile()).tz))
    return Reply(ctx.say("tomorrow-then"))


def _next_midnight(now: datetime, tz: str) -> datetime:
    try:
        zone = ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    local = now.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=zone).astimezone(now.tzinfo)


async def _invite_missing(ctx: RequestContext, pressed: Press) -> Response:
    """Invite whoever has a role and is not in the audit's channel; an effect does it."""
    loaded = await ctx.audit(pressed.value.audit)
    if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today):
        raise NotAllowed("invite-lead-only", person=loaded.audit.lead or "")
    channel = loaded.audit.channel
    there = set(await ctx.deps.directory.members(ctx.workspace, channel)) if channel else set()
    seats = (s.person for seats in loaded.audit.roster.values() for s in seats if s.accepted is not False)
    missing = tuple(dict.fromkeys(who for who in seats if who not in there))
    if not missing:
        return Reply(ctx.say("invite-nobody"))
    request = request_of_press(pressed, loaded.audit)
    await ctx.deps.service.tell(ctx.workspace, loaded.audit.key, request, InvitePeople(people=missing))
    ctx.deps.wake()
    return Reply(ctx.say("invite-under-way", count=len(missing)))


async def _resume_delivery(ctx: RequestContext, pressed: Press) -> Response:
    """Try again what Slack refused."""
    loaded = await ctx.audit(pressed.value.audit)
    if not in_audit(loaded.audit, ctx.who, ctx.today):
        raise NotAllowed("delivery-role-only", person=loaded.audit.lead or "")
    count = await ctx.deps.outbox.resume(ctx.workspace)
    ctx.deps.wake()
    return Reply(ctx.say("delivery-resumed", count=count))


async def _new_channel(ctx: RequestContext, pressed: Press) -> Response:
    """Another channel for the audit, where its own is lost; an effect finds out, and makes it."""
    loaded = await ctx.audit(pressed.value.audit)
    if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today):
        raise NotAllowed("new-channel-lead-only", person=loaded.audit.lead or "")
    effect = EnsureChannel(instead_of=loaded.audit.channel or "")
    await ctx.deps.service.tell(ctx.workspace, loaded.audit.key, request_of_press(pressed, loaded.audit), effect)
    ctx.deps.wake()
    return Reply(ctx.say("new-channel-under-way"))


async def _upgrade(ctx: RequestContext, pressed: Press) -> Response:
    """Go on as a full audit, by the framework in force now."""
    loaded = await ctx.audit(pressed.value.audit)
    command = upgrade(pressed, await ctx.author(), loaded.audit, ctx.deps.framework)
    await ctx.deps.service.execute(command, known=loaded)
    ctx.deps.wake()
    return DONE


async def _report(ctx: RequestContext, pressed: Press) -> Response:
    """The report as files, as the command gives it."""
    return await lifecycle_commands.report(ctx, pressed.value.audit)


async def _picked(ctx: RequestContext, pressed: Press) -> Response:
    """An audit was picked for a sub-command: it goes on with that."""
    answer = await run(ctx, Words(name=pressed.value.key, audit=pressed.value.audit))
    return replace(answer, replace=True) if isinstance(answer, Reply) else answer


async def _nothing(ctx: RequestContext, pressed: Press) -> Response:
    """A link, a box that counts only together with a button."""
    return DONE


_OTHERS = {
    ActionId.TOMORROW: _tomorrow,
    ActionId.INVITE_MISSING: _invite_missing,
    ActionId.RESUME_DELIVERY: _resume_delivery,
    ActionId.NEW_CHANNEL: _new_channel,
    ActionId.UPGRADE: _upgrade,
    ActionId.REPORT: _report,
    ActionId.PICK: _picked,
    ActionId.LOG_MISSING: findings_forms.log_missing,
    ActionId.REMOVE_ROW: row_forms.remove,
    ActionId.REVEAL_SCORES: scoring_forms.reveal,
    ActionId.DROP_DRAFT: row_forms.drop,
    ActionId.LINK: _nothing,
}
