"""The published summary of the reflection, with what the people quoted say of it.

Owns the drawing of that message. Must not know how it was drafted.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, divider, section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.summary import body, origin, tally


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
