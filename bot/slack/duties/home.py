"""App Home: what waits for a person, and their audits.

Owns what it shows, and drawing it when it is opened. Pure but for that.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock, PlainTextObject

from bot.domain.kernel.conversation import AuditCard, HomeCard
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person
from bot.domain.roster.roles import holds_power
from bot.slack.duties.asks import ask_of
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.duty_lines import awaited_lines, due_line
from bot.slack.kit.localization import Texts
from bot.slack.kit.message_limits import HOME_BLOCKS
from bot.slack.kit.payloads import Event
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle.status import where_it_stands

_WAITING_BLOCKS = 60

_KEPT_FREE = 6


def home(say: Texts, who: Person, contexts: Sequence[ViewContext]) -> list[Block]:
    """The blocks of a Home. What does not fit is counted, and where to find it is said."""
    blocks: list[Block] = [
        *actions(
            button(say("button-start"), ActionId.START, ButtonValue(), "primary"),
            button(say("button-away"), ActionId.AWAY, ButtonValue()),
            button(say("button-own-days"), ActionId.OWN_DAYS, ButtonValue()),
        ),
        _header(say("home-waits")),
        *_waits(say, who, contexts),
        divider(),
        _header(say("home-audits")),
    ]
    return blocks + _audits(say, who, contexts, HOME_BLOCKS - len(blocks) - _KEPT_FREE)


def _header(text: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=text))


def _waits(say: Texts, who: Person, contexts: Sequence[ViewContext]) -> list[Block]:
    mine = sorted(
        ((context, duty) for context in contexts for duty in context.duties if duty.person == who),
        key=lambda found: (found[1].due, found[0].audit.key, found[1].key),
    )
    blocks: list[Block] = []
    for n, (context, duty) in enumerate(mine):
        entry = home_row(context, duty, more=() if duty.fixed else (_more_time(context, duty),))
        if len(blocks) + len(entry) > _WAITING_BLOCKS:
            return blocks + small(say("home-more-waits", count=len(mine) - n))
        blocks += entry
    if not blocks:
        return section(say("home-nothing-waits"))
    return blocks + actions(button(say("button-due-dates"), ActionId.DUE_DATES, ButtonValue()))


def home_row(context: ViewContext, duty: Duty, more: Sequence[ButtonElement] = ()) -> list[Block]:
    """One duty in a list: what, in which audit, by when, and its buttons."""
    said = context.say("list-row", what=due_line(context, duty), audit=context.linked(AuditCard(), context.name))
    asked = ask_of(context, duty)
    # Slack takes an action once a row: whoever is asked for more time gives it, and asks for none of their own here
    there = {button.action_id for button in asked.buttons}
    judged = section("\n".join(asked.judged)) if asked.judged else []
    return [*section(said), *judged, *actions(*asked.buttons, *(b for b in more if b.action_id not in there))]


def _more_time(context: ViewContext, duty: Duty) -> ButtonElement:
    """Whoever leads moves their own dates; everybody else asks."""
    mine = holds_power(context.audit, context.framework, duty.person, "manage", context.today)
    action = ActionId.EXTEND if mine else ActionId.ASK_EXTENSION
    return button(context.say("button-more-time"), action, ButtonValue(audit=context.audit.key, key=duty.id))


def _audits(say: Texts, who: Person, contexts: Sequence[ViewContext], room: int) -> list[Block]:
    blocks: list[Block] = []
    for n, context in enumerate(contexts):
        entry = [*_audit(context, who), *_signed(context, who)]
        if len(blocks) + len(entry) > room:
            return blocks + small(say("home-more-audits", count=len(contexts) - n))
        blocks += entry
    return blocks or section(say("home-no-audits"))


def _audit(context: ViewContext, who: Person) -> list[Block]:
    """One of their audits: where it stands, and who else is awaited; what waits for themselves stands above."""
    say, audit = context.say, context.audit
    parts = [say("home-audit", audit=context.linked(AuditCard(), context.name), where=where_it_stands(context))]
    if not audit.over and not audit.paused:
        parts += awaited_lines(context, [duty for duty in context.duties if duty.person != who])
    return section("\n".join(parts), button(say("button-status"), ActionId.STATUS, ButtonValue(audit=audit.key)))


def _signed(context: ViewContext, who: Person) -> list[Block]:
    """Approvals of theirs in open stages, each with the button to take it back."""
    if context.audit.over:
        return []
    blocks: list[Block] = []
    for key in context.audit.open_stages():
        for given in context.stage_state(key).signatures:
            if given.person == who and not given.withdrawn and given.verdict != "request-changes":
                said = context.say("home-signed", stage=context.stage_title(key), role=context.role_title(given.role))
                value = ButtonValue(audit=context.audit.key, stage=key, role=given.role)
                blocks += section(said, button(context.say("button-withdraw"), ActionId.WITHDRAW, value))
    return blocks


async def open_home(ctx: RequestContext, event: Event) -> None:
    """Wish for the person's Home, and remember who they are: reminders need their time zone."""
    await ctx.profile()
    await ctx.deps.outbox.wish(ctx.workspace, "", HomeCard(ctx.who), ctx.now)
    ctx.deps.wake()
