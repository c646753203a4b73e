"""What people are asked and told of approvals.

Owns these messages. Pure.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.state import Report
from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.evidence import evidence_of, happened
from bot.domain.kernel.registry import Event
from bot.domain.sign_offs.events import SignatureWithdrawn
from bot.slack.decision.validity import cause_title
from bot.slack.documents.lines import document_line
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, section
from bot.slack.kit.message_parts import Ask
from bot.slack.kit.view_context import ViewContext


def sign(scene: ViewContext, duty: Duty) -> Ask:
    """Approve a stage: what the signature states; the documents are in the modal."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, role=duty.role)
    pressed = button(scene.say("button-sign"), ActionId.SIGN, value, "primary")
    return Ask((pressed,), (_statement(scene, duty),))


def _statement(scene: ViewContext, duty: Duty) -> str:
    rules = scene.framework.stage(duty.stage).sign_offs
    stated = next((rule.statement for rule in rules if rule.role == duty.role), "")
    return scene.say("ask-sign", role=scene.role_title(duty.role), statement=mrkdwn.escape(stated))


def still_approve(scene: ViewContext, duty: Duty) -> Ask:
    """Something changed since they signed: what, and one click to approve it all the same."""
    say, audit = scene.say, scene.audit
    seen = evidence_of(audit, scene.framework, duty.stage)
    value = ButtonValue(audit=audit.key, stage=duty.stage, role=duty.role)
    changed = "\n".join(_changed_since(scene, duty))
    return Ask(
        (
            button(
                say("button-still-approve"), ActionId.STILL_APPROVE, value.model_copy(update={"seen": seen}), "primary"
            ),
            button(say("button-sign"), ActionId.SIGN, value),
            button(say("button-withdraw"), ActionId.WITHDRAW, value),
            button(say("button-difference"), ActionId.SINCE_SIGNED, value),
        ),
        (say("ask-still-approve"), *((changed,) if changed else ())),
    )


def _changed_since(scene: ViewContext, duty: Duty) -> list[str]:
    """What this person did not know when they signed: newer versions of documents, and what suspended a decision."""
    signatures = scene.stage_state(duty.stage).signatures
    signed = [s.at for s in signatures if s.person == duty.person and s.role == duty.role]
    if not signed:
        return []
    found = ((spec, scene.audit.latest(spec.key)) for spec in scene.framework.stage(duty.stage).artifacts)
    newer = [document_line(scene, spec, latest) for spec, latest in found if latest and latest.at > max(signed)]
    reports = [r for r in scene.audit.reports if r.number in happened(scene.audit, duty.stage)]
    return newer + [_reported(scene, r) for r in reports if r.answered_at and r.answered_at > max(signed)]


def _reported(scene: ViewContext, found: Report) -> str:
    said = scene.say("answer-report-what", who=scene.mention(found.by), cause=cause_title(scene, found.cause))
    return f"{said}\n{scene.quoted(found.text)}"


def respond(scene: ViewContext, duty: Duty) -> Ask:
    """Builders say whether the facts are correct; what they say is printed as it is."""
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, role=duty.role)
    return Ask((button(scene.say("button-respond"), ActionId.RESPOND, value, "primary"),), (scene.say("ask-respond"),))


def close_condition(scene: ViewContext, duty: Duty) -> Ask:
    """The author of a condition says whether it is met."""
    found = next((c for c in scene.audit.conditions if c.number == duty.number), None)
    value = ButtonValue(audit=scene.audit.key, stage=duty.stage, number=duty.number)
    pressed = button(scene.say("button-close-condition"), ActionId.CLOSE_CONDITION, value, "primary")
    return Ask((pressed,), (scene.quoted(found.text),) if found else ())


def approval_withdrawn(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Somebody took an approval back, and why."""
    said = scene.say(
        "notice-approval-withdrawn", who=scene.mention(notice.person), stage=scene.stage_title(notice.stage)
    )
    reason = event.reason if isinstance(event, SignatureWithdrawn) else None
    return section(f"{said}\n{scene.quoted(reason)}" if reason else said)
