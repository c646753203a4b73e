"""Asks about a stage: approve, approve again, respond, conditions, closing, and whether it still stands.

Owns the drawing of these kinds. Must not know who may answer: the domain decides.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext


def close_stage(scene: ViewContext, duty: Duty) -> Ask:
    """Everything is there; the lead closes."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage)
    pressed = button(scene.say("button-close-stage"), ActionId.CLOSE_STAGE, value, "primary")
    return Ask((pressed,), (scene.say("ask-close-stage"),))


def answer_reopened(scene: ViewContext, duty: Duty) -> Ask:
    """An earlier stage was reopened: does this one still stand?"""
    say, value = scene.say, ButtonValue(audit=scene.audit.key, stage=duty.stage)
    return Ask(
        (
            button(say("button-stands"), ActionId.STANDS, value, "primary"),
            button(say("button-reopen-too"), ActionId.REOPEN_TOO, value),
        ),
        (say("ask-answer-reopened"),),
    )
