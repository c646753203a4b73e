"""`/audit list`, `status` and `report`.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import CHANNEL, AuditCard
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.domain.kernel.errors import NotAllowed
from bot.domain.lifecycle.commands import ResumeAudit
from bot.domain.roster.roles import in_audit
from bot.ports.store import AuditLine
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.lifecycle.status import status_blocks, status_text

_MOST = 40
"""Audits in one answer; a message takes 50 blocks."""


async def list_audits(ctx: RequestContext, audit: str) -> Response:
    """A line each, newest first, with the way to its status."""
    lines = await ctx.access.lines(ctx.workspace, ctx.who)
    if not lines:
        return Reply(ctx.say("audit-none"))
    blocks: list[Block] = []
    for line in lines[:_MOST]:
        pressed = button(ctx.say("button-status"), ActionId.STATUS, ButtonValue(audit=line.key))
        blocks += section(_line(ctx, line), pressed)
    if len(lines) > _MOST:
        blocks += small(ctx.say("list-more", count=len(lines) - _MOST))
    return Reply(ctx.say("list-title", count=len(lines)), tuple(blocks))


def _line(ctx: RequestContext, line: AuditLine) -> str:
    channel = mrkdwn.channel(line.channel) if line.channel else ""
    name = f"{line.key}: {mrkdwn.escape(line.model)}"
    where = ctx.say(f"list-{line.status}")
    return ctx.say("list-line", name=name, standing=where, channel=channel, day=line.started_at.date())


async def status(ctx: RequestContext, audit: str) -> Response:
    """For this person alone, drawn once for everybody."""
    loaded = await ctx.audit(audit)
    if known := ctx.deps.statuses.find(loaded, ctx.today):
        return known
    context = await ctx.view_context(loaded, [AuditCard()])
    reply = Reply(status_text(context), tuple(status_blocks(context)))
    # before the card stands in Slack there is nothing to link to, and that changes without an event
    return ctx.deps.statuses.keep(loaded, ctx.today, reply) if AuditCard.key in context.links else reply


async def resume(ctx: RequestContext, audit: str) -> Response:
    """Let a paused audit go on, as the button on its card does."""
    loaded = await ctx.audit(audit)
    name = ctx.bare_view_context(loaded).name
    if not loaded.audit.paused:
        return Reply(ctx.say("resume-not-paused", name=name))
    common = (await ctx.author()).common(loaded.audit.key, f"resume:{loaded.audit.key}:{loaded.audit.seq}")
    await ctx.execute(ResumeAudit(**common), known=loaded)
    return Reply(ctx.say("resume-done", name=name))


async def report(ctx: RequestContext, audit: str) -> Response:
    """Have the report written; asked twice within a minute with nothing new in between, it comes once."""
    loaded = await ctx.audit(audit)
    if not in_audit(loaded.audit, ctx.who, ctx.today):
        raise NotAllowed("report-role-only", person=loaded.audit.lead or "")
    key = loaded.audit.key
    effect = PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=ctx.who))
    request = f"report:{key}:{loaded.audit.seq}:{ctx.now:%Y%m%d%H%M}"
    await ctx.deps.service.tell(ctx.workspace, key, request, effect)
    ctx.deps.wake()
    where = mrkdwn.channel(loaded.audit.channel) if loaded.audit.channel else ctx.say("report-own-channel")
    return Reply(ctx.say("report-under-way", where=where))
