"""Notices about the end of a decision: something was reported, it is suspended, it is about to expire, it is over.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Notice
from bot.domain.kernel.registry import Event
from bot.slack.decision.validity import banner, cause_title, report_with
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_parts import record_line
from bot.slack.kit.view_context import ViewContext


def cancel_reported(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """What was reported, by whom, and who says whether it happened."""
    found = report_with(scene, notice.number)
    if found is None:
        return section(scene.say("decision-none"))
    said = scene.say(
        "notice-cancel-reported",
        who=scene.mention(found.by),
        cause=cause_title(scene, found.cause),
        name=scene.name,
        lead=scene.lead,
    )
    value = ButtonValue(audit=scene.audit.key, number=found.number)
    pressed = button(scene.say("button-answer-report"), ActionId.ANSWER_REPORT, value)
    return section(f"{said}\n{scene.quoted(found.text)}") + actions(pressed)


def report_dismissed(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """It did not happen, and why it is seen so."""
    found = report_with(scene, notice.number)
    cause = cause_title(scene, found.cause) if found else ""
    said = scene.say("notice-report-dismissed", who=scene.mention(notice.person), cause=cause)
    return section(f"{said}\n{scene.quoted(found.why)}" if found else said)


def decision_suspended(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Nothing new may be released under it; what is out already, and who sees to it."""
    decisions = (*scene.audit.earlier_decisions, scene.audit.decision)
    found = next((d for d in decisions if d and d.suspended and d.suspended.report == notice.number), None)
    if found is None:
        return section(scene.say("decision-none"))
    said = scene.say("notice-decision-suspended", name=scene.name, form=scene.form_title(found.form))
    return section(f"{said}\n{banner(scene, found, newest=True)}") + record_line(scene, notice.seq)


def decision_expiring(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """A new audit is called for."""
    return section(scene.say("notice-decision-expiring", name=scene.name, day=_last_day(scene), lead=scene.lead))


def decision_expired(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """Nothing may be released under it any more."""
    said = scene.say("notice-decision-expired", name=scene.name, day=_last_day(scene))
    return section(said) + record_line(scene, notice.seq)


def _last_day(scene: ViewContext) -> str:
    decision = scene.audit.decision
    return mrkdwn.day(decision.expires) if decision and decision.expires else ""


def outside_refused(scene: ViewContext, notice: Notice, event: Event | None) -> list[Block]:
    """It is not recorded."""
    return section(scene.say("notice-outside-refused", who=scene.mention(notice.person), name=scene.name))
