"""What people are asked and shown of problems found.

Owns these messages. Pure.
"""

from __future__ import annotations

from bot.domain.findings.state import Finding
from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext


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


def problem(scene: ViewContext, found: Finding) -> str:
    """A problem as everybody may read it."""
    say = scene.say
    severity = say(f"severity-{found.severity}")
    head = [say(f"finding-{found.disposition}", severity=severity, number=found.number)]
    if found.risk:
        head.append(say("finding-risk", risk=found.risk))
    elif found.cause != "other":
        head.append(say("finding-cause", cause=say(f"cause-{found.cause}")))
    if found.owner and found.disposition == "open":
        head.append(say("finding-owner", who=scene.mention(found.owner)))
    if found.blocks and found.disposition == "open" and found.severity == "severe":
        head.append(say("finding-blocks", forms=", ".join(map(str, found.blocks))))
    parts = [" ".join(head), scene.quoted_about(found.artifact, found.text)]
    if found.answer and found.owner:
        parts += [say("finding-answered", who=scene.mention(found.owner))]
        parts += [scene.quoted_about(found.artifact, found.answer)]
    if found.disposed_by and found.disposed_why:
        parts += [say("finding-disposed", who=scene.mention(found.disposed_by))]
        parts += [scene.quoted_about(found.artifact, found.disposed_why)]
    return "\n".join(parts)
