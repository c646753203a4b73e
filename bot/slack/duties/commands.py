"""`/audit remind`, and `/audit` alone: what waits for the person.

Owns what they answer. Must not know rules.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.duties.commands import RemindPeople
from bot.domain.duties.reminders import in_hours, request_of
from bot.domain.kernel.conversation import AuditCard, dm
from bot.domain.kernel.effects import PostFiles, Rendering
from bot.domain.kernel.errors import NotNow, UnknownAudit
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import zone
from bot.ports.store import Loaded
from bot.slack.duties.home import home_row
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, lines, section, small
from bot.slack.kit.duty_lines import awaited_lines
from bot.slack.kit.modal import text_modal
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import Open, Reply, Response


async def remind(ctx: RequestContext, audit: str) -> Response:
    """Whoever owes something hears of it now, or when their day begins; whoever was written to today is left alone."""
    loaded = await ctx.audit(audit)
    context = await ctx.view_context(loaded)
    when = await _when(ctx, loaded, list(dict.fromkeys(duty.person for duty in context.duties)))
    people = (*when["now"], *when["later"])
    author = await ctx.author()
    request = f"remind:{loaded.audit.key}:{ctx.who}:{ctx.now.isoformat()}"
    await ctx.execute(RemindPeople(**author.common(loaded.audit.key, request), people=people), known=loaded)
    ctx.deps.wake()
    found = awaited_lines(context)
    if not found:
        return Reply(ctx.say("remind-nobody", name=context.name))
    said = [ctx.say(f"remind-{key}", who=context.mentions(who)) for key, who in when.items() if who]
    text = "\n".join((ctx.say("remind-done", name=context.name), *said))
    return Reply(text, tuple([*section(text), *(lines(found) or [])]))


async def _when(ctx: RequestContext, loaded: Loaded, people: list[Person]) -> dict[str, list[Person]]:
    """When each of them hears of what they owe: `now`, `later` (when their working hours begin), or `already`."""
    found: dict[str, list[Person]] = {"now": [], "later": [], "already": []}
    hours = loaded.framework.reminders
    for who in people:
        tz = (await ctx.access.profile(ctx.workspace, who)).tz
        days = loaded.audit.calendar_of(who)
        told = await ctx.deps.store.seen(ctx.workspace, request_of(who, ctx.now.astimezone(zone(tz)).date()))
        found["already" if told else "now" if in_hours(hours, days, tz, ctx.now) else "later"].append(who)
    return found


async def due_dates(ctx: RequestContext, press: Press) -> Response:
    """Everything that waits for the person, as a calendar file; pressed twice within a minute, it comes once."""
    owed = await ctx.deps.store.duties(ctx.workspace, ctx.who)
    if not owed:
        raise NotNow("waiting-nothing")
    key, _ = owed[0]
    effect = PostFiles(place=dm(ctx.who), rendering=Rendering(kind="due-dates", person=ctx.who))
    await ctx.deps.service.tell(ctx.workspace, key, f"due-dates:{ctx.who}:{ctx.now:%Y%m%d%H%M}", effect)
    ctx.deps.wake()
    return Open(text_modal(ctx.say, section(ctx.say("due-dates-under-way")), ctx.say("button-due-dates")))


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
