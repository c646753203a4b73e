"""`/audit list`, `status` and `report`.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import CHANNEL, AuditCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.domain.kernel.errors import NotAllowed
from bot.domain.lifecycle.commands import ResumeAudit
from bot.domain.roster.roles import in_audit
from bot.ports.store import AuditLine
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.audit_picker import picker
from bot.slack.kit.block_kit import button, section, small
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Reply, Response
from bot.slack.lifecycle.status import status_blocks, status_text

_MOST = 20
"""Audits in one answer: each of those under way is looked into."""

FILTERS: Final = ("all", "open", "overdue", "mine", "paused", "decided", "ended")
"""Which audits are listed; what is typed after `/audit list`, and the choices of its menu."""


async def list_audits(ctx: RequestContext, typed: str) -> Response:
    """Those that the typed word names, all without one; another choice in the menu draws the list anew."""
    return await _listed(ctx, typed if typed in FILTERS else "all", replace=False)


async def list_chosen(ctx: RequestContext, press: Press) -> Response:
    """Another choice in the list's menu."""
    chosen = press.value.key
    return await _listed(ctx, chosen if chosen in FILTERS else "all", replace=True)


async def _listed(ctx: RequestContext, chosen: str, *, replace: bool) -> Response:
    """A line each, newest first: its stage, the next date, what is overdue; with the way to its status."""
    seen = await ctx.access.lines(ctx.workspace, ctx.who)
    if not seen:
        return Reply(ctx.say("audit-none"))
    mine = set(await ctx.deps.store.audits_of(ctx.workspace, ctx.who)) if chosen == "mine" else set()
    found = [line for line in seen if _fits(line, chosen, mine)]
    if chosen == "overdue":
        due = await ctx.deps.store.audits_due(ctx.workspace, ctx.today)
        found = [line for line in found if line.key in due]
    entries: list[list[Block]] = []
    for line in found:
        owed = await ctx.deps.store.owed(ctx.workspace, line.key) if line.status == "open" else []
        late = await _late(ctx, line.key, owed)
        if chosen == "overdue" and not late:
            continue
        if len(entries) == _MOST:
            break
        entries.append(await _entry(ctx, line, owed, late))
    options = [(ButtonValue(key=key), ctx.say(f"list-filter-{key}")) for key in FILTERS]
    title = ctx.say("list-title-filtered", count=len(entries), which=ctx.say(f"list-filter-{chosen}"))
    menu = picker(ActionId.LIST_FILTER, options, ButtonValue(key=chosen))
    blocks = section(title, menu) + [block for entry in entries for block in entry]
    if chosen != "overdue" and len(found) > len(entries):
        blocks += small(ctx.say("list-more", count=len(found) - len(entries)))
    return Reply(title, tuple(blocks), replace=replace)


async def _late(ctx: RequestContext, key: str, owed: Sequence[Duty]) -> int:
    """How much of what is owed is overdue where the audit is, which may be a day before or behind UTC."""
    if not any(duty.due <= ctx.today for duty in owed):
        return 0
    today = ctx.today_in((await ctx.deps.store.load(ctx.workspace, key)).audit)
    return sum(duty.due < today for duty in owed)


def _fits(line: AuditLine, chosen: str, mine: set[str]) -> bool:
    if chosen in ("all", "mine"):
        return chosen == "all" or line.key in mine
    return line.status == ("open" if chosen == "overdue" else chosen)


async def _entry(ctx: RequestContext, line: AuditLine, owed: Sequence[Duty], late: int) -> list[Block]:
    """What is known of an audit without drawing it; the title of its stage stands in its framework."""
    channel = mrkdwn.channel(line.channel) if line.channel else ""
    name = f"{line.key}: {mrkdwn.escape(line.model)}"
    standing, since = ctx.say(f"list-{line.status}"), line.started_at.date()
    said = [ctx.say("list-line", name=name, standing=standing, channel=channel, day=since)]
    if line.status == "open":
        loaded = await ctx.deps.store.load(ctx.workspace, line.key)
        if stage := next(iter(loaded.audit.open_stages()), ""):
            title = mrkdwn.escape(loaded.framework.stage(stage).title)
            due = loaded.audit.stages[stage].due
            said.append(ctx.say("list-stage", stage=title, due=due) if due else title)
        said += [ctx.say("list-next", due=min(duty.due for duty in owed))] if owed else []
        said += [ctx.say("list-overdue", count=late)] if late else []
    pressed = button(ctx.say("button-status"), ActionId.STATUS, ButtonValue(audit=line.key))
    return section(" · ".join(said), pressed)


async def status(ctx: RequestContext, audit: str) -> Response:
    """For this person alone, drawn once for everybody."""
    loaded = await ctx.audit(audit)
    if known := ctx.deps.statuses.find(loaded, ctx.today_in(loaded.audit)):
        return known
    context = await ctx.view_context(loaded, [AuditCard()])
    reply = Reply(status_text(context), tuple(status_blocks(context)))
    # before the card stands in Slack there is nothing to link to, and that changes without an event
    return (
        ctx.deps.statuses.keep(loaded, ctx.today_in(loaded.audit), reply) if AuditCard.key in context.links else reply
    )


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
    if not in_audit(loaded.audit, ctx.who, ctx.today_in(loaded.audit)):
        raise NotAllowed("report-role-only", person=loaded.audit.lead or "")
    key = loaded.audit.key
    effect = PostFiles(place=CHANNEL, rendering=Rendering(kind="report", person=ctx.who))
    request = f"report:{key}:{loaded.audit.seq}:{ctx.now:%Y%m%d%H%M}"
    await ctx.deps.service.tell(ctx.workspace, key, request, effect)
    ctx.deps.wake()
    where = mrkdwn.channel(loaded.audit.channel) if loaded.audit.channel else ctx.say("report-own-channel")
    return Reply(ctx.say("report-under-way", where=where))
