"""What people are asked and told of approvals.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.state import Report
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.evidence import evidence_of, suspending_reports
from bot.domain.kernel.notices import ApprovalWithdrawnNotice
from bot.domain.kernel.registry import Event
from bot.domain.sign_offs.duties import CloseConditionDuty, StillApproveDuty
from bot.domain.sign_offs.events import SignatureWithdrawn
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.slack.decision.suspension import cause_title
from bot.slack.documents.lines import document_line
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section
from bot.slack.kit.message_parts import Ask, Asks
from bot.slack.kit.view_context import ViewContext

ASKS = Asks()


@ASKS.add(SignDuty)
def sign(context: ViewContext, duty: Duty) -> Ask:
    """Approve a stage; what the signature states, and the documents, are in the modal."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, role=duty.role)
    pressed = button(context.say("button-sign"), ActionId.SIGN, value, "primary")
    return Ask((pressed,))


@ASKS.add(StillApproveDuty)
def still_approve(context: ViewContext, duty: Duty) -> Ask:
    """Something changed since they signed: what, and one click to approve it all the same."""
    say, audit = context.say, context.audit
    seen = evidence_of(audit, context.framework, duty.stage)
    value = ButtonValue(audit=audit.key, stage=duty.stage, role=duty.role)
    changed = "\n".join(_changed_since(context, duty))
    return Ask(
        (
            button(say("button-still-approve"), ActionId.STILL_APPROVE, value.replace(seen=seen), "primary"),
            button(say("button-sign"), ActionId.SIGN, value),
            button(say("button-withdraw"), ActionId.WITHDRAW, value),
            button(say("button-difference"), ActionId.SINCE_SIGNED, value),
        ),
        (say("ask-still-approve"), *((changed,) if changed else ())),
    )


def _changed_since(context: ViewContext, duty: Duty) -> list[str]:
    """What this person did not know when they signed: newer versions of documents, and what suspended a decision."""
    signatures = context.stage_state(duty.stage).signatures
    signed = [s.at for s in signatures if s.person == duty.person and s.role == duty.role]
    if not signed:
        return []
    found = ((spec, context.audit.latest(spec.key)) for spec in context.framework.stage(duty.stage).artifacts)
    newer = [document_line(context, spec, latest) for spec, latest in found if latest and latest.at > max(signed)]
    reports = [r for r in context.audit.reports if r.number in suspending_reports(context.audit, duty.stage)]
    return newer + [_reported(context, r) for r in reports if r.answered_at and r.answered_at > max(signed)]


def _reported(context: ViewContext, found: Report) -> str:
    said = context.say("answer-report-what", who=context.mention(found.by), cause=cause_title(context, found.cause))
    return f"{said}\n{context.quoted(found.text)}"


@ASKS.add(RespondDuty)
def respond(context: ViewContext, duty: Duty) -> Ask:
    """Builders say whether the facts are correct; that what they say is printed stands in the modal."""
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, role=duty.role)
    pressed = button(context.say("button-respond"), ActionId.RESPOND, value, "primary")
    return Ask((pressed,))


@ASKS.add(CloseConditionDuty)
def close_condition(context: ViewContext, duty: Duty) -> Ask:
    """The author of a condition says whether it is met."""
    found = next((c for c in context.audit.conditions if c.number == duty.number), None)
    value = ButtonValue(audit=context.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(context.say("button-close-condition"), ActionId.CLOSE_CONDITION, value, "primary")
    return Ask((pressed,), (context.quoted(found.text),) if found else ())


def approval_withdrawn(context: ViewContext, notice: ApprovalWithdrawnNotice, event: Event | None) -> list[Block]:
    """Somebody took an approval back, and why."""
    said = context.say(
        "notice-approval-withdrawn", who=context.mention(notice.person), stage=context.stage_title(notice.stage)
    )
    reason = event.reason if isinstance(event, SignatureWithdrawn) else None
    return section(f"{said}\n{context.quoted(reason)}" if reason else said)
