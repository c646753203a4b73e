"""What people are asked and told of the summary.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.duty import Duty
from bot.domain.kernel.notices import StatementsDisputedNotice, SummaryFailedNotice
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.duties import PublishSummaryDuty
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.reflection.state import Summary
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.draft import draft_blocks
from bot.slack.reflection.summary import body, lines_of, origin, problem_of, statement
from bot.slack.reflection.summary_card import dispute_blocks

ASKS = Asks()


@ASKS.add(PublishSummaryDuty)
def publish_summary(context: ViewContext, duty: Duty) -> Ask:
    """The lead is led to the draft; where the modal it is published from cannot take all of it, it stands here."""
    summary = _summary(context, duty)
    value = ButtonValue(audit=context.audit.key, number=duty.number)
    pressed = (
        button(context.say("button-publish"), ActionId.PUBLISH, value, "primary"),
        button(context.say("button-wording"), ActionId.WORDING, value),
        button(context.say("button-draft-again"), ActionId.SUMMARIZE, value),
    )
    if summary is None:
        return Ask(pressed)
    again = (context.say("ask-model-again"),) if summary.problem else ()
    draft = context.draft(summary)
    fits = draft is None or draft_blocks(context, summary, draft)[1]
    return Ask(pressed, (origin(context, summary), *again, *(() if fits else body(context, summary))))


@ASKS.add(CheckLinesDuty)
def check_lines(context: ViewContext, duty: Duty) -> Ask:
    """A person who is quoted sees their own lines."""
    say, summary = context.say, _summary(context, duty)
    value = ButtonValue(audit=context.audit.key, number=duty.number)
    buttons = (
        button(say("button-accurate"), ActionId.ACCURATE, value, "primary"),
        button(say("button-dispute"), ActionId.DISPUTE, value),
    )
    draft = context.draft(summary) if summary else None
    if summary is None or draft is None:
        return Ask(buttons)
    own = [statement(context, summary, said, duty.person) for said in lines_of(draft, summary, duty.person)]
    return Ask(buttons, judged=tuple(own))


def _summary(context: ViewContext, duty: Duty) -> Summary | None:
    return next((s for s in context.audit.summaries if s.number == duty.number), None)


def summary_failed(context: ViewContext, notice: SummaryFailedNotice, event: Event | None) -> list[Block]:
    """No draft: why, that nothing is lost, and the button to try again."""
    say, summary = context.say, _summary_of(context, notice.number)
    problem = problem_of(context, summary.problem if summary else "")
    value = ButtonValue(audit=context.audit.key, number=notice.number)
    said = say("notice-summary-failed", name=context.name, problem=problem)
    return section(said) + actions(button(say("button-draft-again"), ActionId.SUMMARIZE, value, "primary"))


def statements_disputed(context: ViewContext, notice: StatementsDisputedNotice, event: Event | None) -> list[Block]:
    """What an earlier build queued at each dispute says what there is now."""
    return dispute_blocks(context, notice.number)


def _summary_of(context: ViewContext, number: int) -> Summary | None:
    return next((s for s in context.audit.summaries if s.number == number), context.audit.summary)
