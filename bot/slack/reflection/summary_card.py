"""The cards of the reflection: a question, the published summary, and what is disputed of it.

Owns what they show. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import SummaryCard
from bot.domain.reflection.rules import is_summed_up, reflection_stage
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.stances import stance_buttons, stances
from bot.slack.reflection.summary import body, disputes, origin, statement, tally


def summary_card(context: ViewContext) -> Drawing:
    """The summary as it stands published; that it was withdrawn, where none does."""
    say, summary = context.say, context.audit.published
    if summary is None:
        return messages(say("summary-none"), section(say("summary-none")))
    value = ButtonValue(audit=context.audit.key, number=summary.number)
    blocks: list[Block] = [
        *section(say("summary-title", name=context.name)),
        *small(origin(context, summary)),
    ]
    replaced = [s for s in context.audit.summaries if s.status == "superseded" and s.published_at]
    if replaced and replaced[-1].published_at:
        blocks += small(say("summary-replaces", day=context.audit.calendar.day(replaced[-1].published_at)))
    for paragraph in body(context, summary):
        blocks += section(paragraph)
    blocks.append(divider())
    if summary.answers or not summary.answers_due or summary.answers_due < context.today:
        blocks += small(say("summary-tally", **tally(summary)))
    if summary.answers_due and summary.answers_due >= context.today:
        blocks += small(say("summary-answers-due", due=context.due(summary.answers_due)))
    if summary.removed:
        by = context.mention(summary.published_by) if summary.published_by else context.lead
        blocks += section(
            say("summary-removed", count=len(summary.removed), by=by),
            button(say("button-view"), ActionId.REMOVED, value),
        )
    if not context.audit.over:
        blocks += actions(button(say("button-dispute-a-statement"), ActionId.DISPUTE, value))
    return messages(say("summary-fallback", name=context.name), blocks)


def disputes_card(context: ViewContext, number: int) -> Drawing:
    """To whoever leads: what is disputed of a summary, by whom, and what may be done; or that it is over."""
    return messages(context.say("fallback-statements-disputed"), dispute_blocks(context, number))


def dispute_blocks(context: ViewContext, number: int) -> list[Block]:
    """Every disputed statement with the words against it; a new summary can be drafted while its stage is open."""
    say, audit = context.say, context.audit
    summary = next((s for s in audit.summaries if s.number == number), None)
    if summary is None or summary.status == "superseded":
        return small(say("statements-disputed-replaced", name=context.name))
    against = {s.id: disputes(summary, s.id) for s in summary.statements if s.id not in summary.removed}
    disputed = [key for key, given in against.items() if given]
    if not disputed:
        return small(say("statements-disputed-none", name=context.name))
    who = context.mentions(each.person for given in against.values() for each in given)
    said = [say("notice-statements-disputed", name=context.name, who=who, count=len(disputed))]
    draft = context.draft(summary)
    said += [statement(context, summary, each) for each in (draft.statements() if draft else ()) if each.id in disputed]
    blocks = [block for part in said for block in section(part)]
    spec = reflection_stage(context.framework)
    if audit.over or spec is None or audit.stages[spec.key].status != "open":
        return blocks
    if audit.summaries[-1].number > number:
        return [*blocks, *small(say("statements-disputed-again"))]
    value = ButtonValue(audit=audit.key, number=number)
    again = actions(button(say("button-draft-again"), ActionId.SUMMARIZE, value))
    return [*blocks, *section(say("statements-disputed-next")), *again]


def question_card(context: ViewContext, key: str) -> Drawing:
    """The question, how to answer it, and until when; after the summary, where that is."""
    say = context.say
    stage = next(s for s in context.framework.stages if any(q.key == key for q in s.questions))
    number, question = next((n, q) for n, q in enumerate(stage.questions, 1) if q.key == key)
    text = mrkdwn.escape(question.text)
    state = context.stage_state(stage.key)
    blocks: list[Block] = section(
        say("question-title", number=number, count=len(stage.questions), question=mrkdwn.bold(text))
    )
    asked = state.status == "open" and not (context.audit.over or is_summed_up(context.audit, stage.key))
    if asked and state.due and number == 1:
        blocks += small(say("question-how", due=context.due(state.due)))
    elif context.audit.published and not asked:
        blocks += small(context.linked(SummaryCard(), say("question-summed-up")))
    elif not asked:
        blocks += small(say("question-closed"))
    for line in stances(context, key):
        blocks += small(line)
    if asked:
        blocks += actions(*stance_buttons(context, key))
    return messages(say("question-fallback", name=context.name, question=text), blocks)
