"""One open question of the reflection; the thread beneath it is the discussion.

Owns the drawing of that one message. Must not know what was said: the discussion is no state of the audit.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.slack.kit import mrkdwn
from bot.slack.kit.block_kit import section, small
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.view_context import ViewContext


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
