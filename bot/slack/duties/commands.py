"""`/audit remind`, and `/audit` alone: what waits for the person.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.errors import NotAllowed, UnknownAudit
from bot.domain.roster.roles import in_audit
from bot.slack.duties.home import home_row
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, section, small
from bot.slack.kit.duty_lines import awaited_lines
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response


async def remind(ctx: RequestContext, audit: str) -> Response:
    """Whoever owes something is looked at again now; those already written to today hear tomorrow."""
    loaded = await ctx.audit(audit)
    if not in_audit(loaded.audit, ctx.who, ctx.today):
        raise NotAllowed("remind-role-only", person=loaded.audit.lead or "")
    context = await ctx.view_context(loaded)
    for who in dict.fromkeys(duty.person for duty in context.duties):
        await ctx.deps.reminders.postpone(ctx.workspace, who, ctx.now)
    ctx.deps.wake()
    found = awaited_lines(context)
    text = ctx.say("remind-done", name=context.name) if found else ctx.say("remind-nobody", name=context.name)
    return Reply(text, tuple(lines(found, text) or []))


_MOST = 20
"""Things in one answer; a message takes 50 blocks."""


async def waiting(ctx: RequestContext, audit: str) -> Response:
    """The earliest first."""
    rows = []
    for key in dict.fromkeys(key for key, _ in await ctx.deps.store.duties(ctx.workspace, ctx.who)):
        try:
            loaded = await ctx.audit(key)
        except UnknownAudit:
            continue
        context = await ctx.view_context(loaded, [AuditCard()])
        rows += [(duty.due, key, duty.key, context, duty) for duty in context.duties if duty.person == ctx.who]
    rows.sort(key=lambda found: found[:3])
    if not rows:
        nothing = ctx.say("waiting-nothing")
        return Reply(
            nothing,
            tuple([*section(nothing), *actions(button(ctx.say("button-start"), ActionId.START, ButtonValue()))]),
        )
    blocks: list[Block] = [block for *_, context, duty in rows[:_MOST] for block in home_row(context, duty)]
    if len(rows) > _MOST:
        blocks += small(ctx.say("home-more-waits", count=len(rows) - _MOST))
    return Reply(ctx.say("daily-title", count=len(rows)), tuple(blocks))
