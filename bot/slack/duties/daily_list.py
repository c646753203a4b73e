"""The one direct message of a person's working day: everything due to them, over all their audits.

Owns the drawing of that list, which says of each thing what became of it. Must not know what is due when:
`bot.domain.duties.reminders` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import AuditCard, DailyCard
from bot.domain.kernel.duty import Duty, read_duty_id
from bot.slack.duties.asks import what_became
from bot.slack.duties.home import home_row
from bot.slack.duties.outcomes import Outcome
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.duty_lines import find_duty
from bot.slack.kit.localization import Texts
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext

DueLines = Sequence[tuple[ViewContext, Duty]]

OverLines = Sequence[tuple[ViewContext, Outcome]]


def listed_duties(card: DailyCard, contexts: Iterable[ViewContext]) -> tuple[DueLines, OverLines]:
    """What the list of that day named and is due still, and what became of the rest; neither where a newer list took
    its place.
    """
    due: list[tuple[ViewContext, Duty]] = []
    over: list[tuple[ViewContext, Outcome]] = []
    for context in contexts:
        listed = context.audit.daily_lists.get(card.person)
        for key, _ in map(read_duty_id, listed.duties if listed and listed.day == card.day else ()):
            if duty := find_duty(context, key, card.person):
                due.append((context, duty))
            else:
                over.append((context, what_became(context, key, card.person)))
    return due, over


def daily(say: Texts, due: DueLines, over: OverLines = ()) -> Drawing:
    """What is due, each with its buttons, and "Tomorrow"; beneath it what is not due any more."""
    if not (due or over):
        return ()
    title = say("daily-title", count=len(due))
    blocks: list[Block] = section(title)
    for context, duty in sorted(due, key=lambda found: (found[1].due, found[0].audit.key, found[1].key)):
        blocks += home_row(context, duty)
    for context, outcome in over:
        audit = context.linked(AuditCard(), context.name)
        blocks += [*small(say("list-row", what=outcome.said, audit=audit)), *actions(*outcome.buttons)]
    if due:
        blocks += [divider(), *actions(button(say("button-tomorrow"), ActionId.TOMORROW, ButtonValue()))]
    return messages(title, blocks)
