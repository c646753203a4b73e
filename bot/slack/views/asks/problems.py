"""Asks about problems found: what was done about one, and what became of it.

Owns the drawing of these kinds. Must not know who may answer: the domain decides.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext
from bot.slack.views.problems import problem


def answer_finding(scene: ViewContext, duty: Duty) -> Ask:
    """Its owner says what was done."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(scene.say("button-answer-finding"), ActionId.ANSWER_FINDING, value, "primary")
    return Ask((pressed,), (*_said(scene, duty), scene.say("ask-answer-finding")))


def settle_finding(scene: ViewContext, duty: Duty) -> Ask:
    """A reviewer looks at what was done."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(scene.say("button-dispose"), ActionId.DISPOSE, value, "primary")
    return Ask((pressed,), (*_said(scene, duty), scene.say("ask-settle-finding")))


def _said(scene: ViewContext, duty: Duty) -> tuple[str, ...]:
    found = next((f for f in scene.audit.findings if f.number == duty.number), None)
    return (problem(scene, found),) if found else ()
