"""The cards of the reflection: a question, and the published summary.

Owns what they show. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext
from bot.slack.reflection.summary import body, origin, tally


def summary_card(scene: ViewContext) -> Drawing:
    """The summary as it stands published; that it was withdrawn, where none does."""
    say, summary = scene.say, scene.audit.published
    if summary is None:
        return messages(say("summary-none"), section(say("summary-none")))
    value = ButtonValue(audit=scene.audit.key, number=summary.number)
    blocks: list[Block] = [
        *section(say("summary-title", name=scene.name)),
        *small(origin(scene, summary)),
    ]
    replaced = [s for s in scene.audit.summaries if s.status == "superseded" and s.published_at]
    if replaced and replaced[-1].published_at:
        blocks += small(say("summary-replaces", day=replaced[-1].published_at.date()))
    for paragraph in body(scene, summary):
        blocks += section(paragraph)
    blocks += [divider(), *small(say("summary-tally", **tally(summary)))]
    if summary.answers_due and summary.answers_due >= scene.today:
        blocks += small(say("summary-answers-due", due=summary.answers_due))
    if summary.removed:
        by = scene.mention(summary.published_by) if summary.published_by else scene.lead
        blocks += section(
            say("summary-removed", count=len(summary.removed), by=by),
            button(say("button-view"), ActionId.REMOVED, value),
        )
    if not scene.audit.over:
        blocks += actions(button(say("button-dispute-a-statement"), ActionId.DISPUTE, value))
    return messages(say("summary-fallback", name=scene.name), blocks)


def question_card(scene: ViewContext, key: str) -> Drawing:
    """The question, how to answer it, and until when; after the summary, where that is."""
    say = scene.say
    stage = next(s for s in scene.framework.stages if any(q.key == key for q in s.questions))
    number, question = next((n, q) for n, q in enumerate(stage.questions, 1) if q.key == key)
    text = mrkdwn.escape(question.text)
    state = scene.stage_state(stage.key)
    blocks: list[Block] = section(
        say("question-title", number=number, count=len(stage.questions), question=mrkdwn.bold(text))
    )
    if scene.audit.published:
        blocks += small(scene.linked("summary", say("question-summed-up")))
    elif state.status != "open" or scene.audit.over:
        blocks += small(say("question-closed"))
    elif state.due:
        blocks += small(say("question-how", due=state.due))
    return messages(say("question-fallback", name=scene.name, question=text), blocks)
