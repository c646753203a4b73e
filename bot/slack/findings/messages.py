"""What people are asked and shown of problems found.

Owns these messages. Pure.
"""

from __future__ import annotations

from bot.domain.findings.duties import AnswerFindingDuty, SecondDispositionDuty, SettleFindingDuty
from bot.domain.findings.state import Finding
from bot.domain.kernel.duty import Duty
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(AnswerFindingDuty)
def answer_finding(context: ViewContext, duty: Duty) -> Ask:
    """Its owner says what was done."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(context.say("button-answer-finding"), ActionId.ANSWER_FINDING, value, "primary")
    return Ask((pressed,), (*_said(context, duty), context.say("ask-answer-finding")))


@ASKS.add(SettleFindingDuty)
def settle_finding(context: ViewContext, duty: Duty) -> Ask:
    """A reviewer looks at what was done."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(context.say("button-dispose"), ActionId.DISPOSE, value, "primary")
    return Ask((pressed,), (*_said(context, duty), context.say("ask-settle-finding")))


@ASKS.add(SecondDispositionDuty)
def second_disposition(context: ViewContext, duty: Duty) -> Ask:
    """Somebody independent agrees that a severe problem is lowered, or leaves it open."""
    say = context.say
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    buttons = (
        button(say("button-second-disposition"), ActionId.SECOND_DISPOSITION, value),
        button(say("button-refuse-disposition"), ActionId.REFUSE_DISPOSITION, value),
    )
    return Ask(buttons, (*_said(context, duty), say("ask-second-disposition")))


def _said(context: ViewContext, duty: Duty) -> tuple[str, ...]:
    found = next((f for f in context.audit.findings if f.number == duty.number), None)
    return (problem(context, found),) if found else ()


def problem(context: ViewContext, found: Finding) -> str:
    """A problem as everybody may read it."""
    say = context.say
    severity = say(f"severity-{found.severity}")
    head = [say(f"finding-{found.disposition}", severity=severity, number=found.number)]
    if found.risk:
        head.append(say("finding-risk", risk=found.risk))
    elif found.report:
        head.append(say("finding-of-report", report=found.report))
    elif found.cause != "other":
        head.append(say("finding-cause", cause=say(f"cause-{found.cause}")))
    if found.owner and found.disposition == "open":
        head.append(say("finding-owner", who=context.mention(found.owner)))
    if found.blocks and found.disposition == "open" and found.severity == "severe":
        head.append(say("finding-blocks", forms=", ".join(map(str, found.blocks))))
    parts = [" ".join(head), context.quoted_about(found.artifact, found.text)]
    if found.answer and found.owner:
        parts += [say("finding-answered", who=context.mention(found.owner))]
        parts += [context.quoted_about(found.artifact, found.answer)]
    if asked := found.proposed:
        said = say("finding-proposed", who=context.mention(asked.by), disposition=say(f"dispose-{asked.disposition}"))
        parts += [said, context.quoted_about(found.artifact, asked.why)]
    if found.disposed_by and found.disposed_why:
        key = "finding-disposed-seconded" if found.seconded_by else "finding-disposed"
        parts += [say(key, who=context.mention(found.disposed_by), second=context.mention(found.seconded_by or ""))]
        parts += [context.quoted_about(found.artifact, found.disposed_why)]
    return "\n".join(parts)
