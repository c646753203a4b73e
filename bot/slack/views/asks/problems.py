"""Asks about problems found: what was done about one, and what became of it.

Owns the drawing of these kinds. Must not know who may answer: the domain decides.
"""

from __future__ import annotations

from bot.domain.kernel.duty import Duty
from bot.slack.buttons import Act, Value
from bot.slack.views.asks.ask import Ask
from bot.slack.views.blocks import button
from bot.slack.views.problems import problem
from bot.slack.views.scene import Scene


def answer_finding(scene: Scene, duty: Duty) -> Ask:
    """Its owner says what was done."""
    value = Value(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(scene.say("button-answer-finding"), Act.ANSWER_FINDING, value, "primary")
    return Ask((pressed,), (*_said(scene, duty), scene.say("ask-answer-finding")))


def settle_finding(scene: Scene, duty: Duty) -> Ask:
    """A reviewer looks at what was done."""
    value = Value(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(scene.say("button-dispose"), Act.DISPOSE, value, "primary")
    return Ask((pressed,), (*_said(scene, duty), scene.say("ask-settle-finding")))


def _said(scene: Scene, duty: Duty) -> tuple[str, ...]:
    found = next((f for f in scene.audit.findings if f.number == duty.number), None)
    return (problem(scene, found),) if found else ()
