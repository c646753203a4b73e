"""The buttons that mend how an audit reaches its people: an invitation, what Slack refused, another channel.

Owns who may press them; effects do the rest. Must not know rules.
"""

from __future__ import annotations

from bot.domain.kernel.effects import EnsureChannel, InvitePeople
from bot.domain.kernel.errors import NotAllowed
from bot.domain.roster.roles import holds_power, in_audit
from bot.slack.kit.modal_opening import request_of_press
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def invite_missing(ctx: RequestContext, pressed: Press) -> Response:
    """Invite whoever has a role and is not in the audit's channel; an effect does it."""
    loaded = await ctx.audit(pressed.value.audit)
    if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
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


async def resume_delivery(ctx: RequestContext, pressed: Press) -> Response:
    """Try again what Slack refused."""
    loaded = await ctx.audit(pressed.value.audit)
    if not in_audit(loaded.audit, ctx.who, ctx.today_in(loaded.audit)):
        raise NotAllowed("delivery-role-only", person=loaded.audit.lead or "")
    count = await ctx.deps.outbox.resume(ctx.workspace)
    ctx.deps.wake()
    return Reply(ctx.say("delivery-resumed", count=count))


async def new_channel(ctx: RequestContext, pressed: Press) -> Response:
    """Another channel for the audit, where its own is lost; an effect finds out, and makes it."""
    loaded = await ctx.audit(pressed.value.audit)
    if not holds_power(loaded.audit, loaded.framework, ctx.who, "manage", ctx.today_in(loaded.audit)):
        raise NotAllowed("new-channel-lead-only", person=loaded.audit.lead or "")
    effect = EnsureChannel(instead_of=loaded.audit.channel or "")
    await ctx.deps.service.tell(ctx.workspace, loaded.audit.key, request_of_press(pressed, loaded.audit), effect)
    ctx.deps.wake()
    return Reply(ctx.say("new-channel-under-way"))
