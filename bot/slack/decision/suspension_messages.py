"""Notices about the end of a decision: something was reported, it is suspended, it is about to expire, it is over.

Owns the drawing of these kinds. Must not know to whom they go.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from bot.domain.decision.suspension import OVERRULE_DAYS
from bot.domain.kernel.notices import (
    CancelReportedNotice,
    DecisionExpiredNotice,
    DecisionExpiringNotice,
    DecisionSuspendedNotice,
    OutsideRecordedNotice,
    OutsideRefusedNotice,
    ReportDismissedNotice,
)
from bot.domain.kernel.registry import Event
from bot.domain.roster.roles import people_with
from bot.slack.decision.suspension import banner, cause_title, report_with, statement_line
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import actions, button, section
from bot.slack.kit.message_parts import record_line
from bot.slack.kit.view_context import ViewContext


def cancel_reported(context: ViewContext, notice: CancelReportedNotice, event: Event | None) -> list[Block]:
    """What was reported, by whom, and who says whether it happened."""
    found = report_with(context, notice.report)
    if found is None:
        return section(context.say("decision-none"))
    said = context.say(
        "notice-cancel-reported",
        who=context.mention(found.by),
        cause=cause_title(context, found.cause),
        name=context.name,
        lead=context.lead,
    )
    value = ButtonValue(audit=context.audit.key, number=found.number)
    pressed = button(context.say("button-answer-report"), ActionId.ANSWER_REPORT, value)
    return section(f"{said}\n{context.quoted(found.text)}") + actions(pressed)


def report_dismissed(context: ViewContext, notice: ReportDismissedNotice, event: Event | None) -> list[Block]:
    """It did not happen, and why it is seen so."""
    found = report_with(context, notice.report)
    cause = cause_title(context, found.cause) if found else ""
    said = context.say("notice-report-dismissed", who=context.mention(notice.person), cause=cause)
    blocks = section(f"{said}\n{context.quoted(found.why)}" if found else said)
    if found is None or context.audit.rules < 2:
        return blocks
    seats = context.mentions(people_with(context.audit, context.framework, "vote", context.today))
    value = ButtonValue(audit=context.audit.key, number=found.number)
    overruled = button(context.say("button-overrule"), ActionId.ANSWER_REPORT, value)
    return [*blocks, *section(context.say("report-overrule", seats=seats, days=OVERRULE_DAYS)), *actions(overruled)]


def decision_suspended(context: ViewContext, notice: DecisionSuspendedNotice, event: Event | None) -> list[Block]:
    """Nothing new may be released under it; what is out already, and who sees to it."""
    decisions = (*context.audit.earlier_decisions, context.audit.decision)
    found = next((d for d in decisions if d and d.suspended and d.suspended.report == notice.report), None)
    if found is None:
        return section(context.say("decision-none"))
    said = context.say("notice-decision-suspended", name=context.name, form=context.form_title(found.form))
    return section(f"{said}\n{banner(context, found, newest=True)}") + record_line(context, notice.seq)


def decision_expiring(context: ViewContext, notice: DecisionExpiringNotice, event: Event | None) -> list[Block]:
    """A new audit is called for."""
    return section(
        context.say("notice-decision-expiring", name=context.name, day=_last_day(context), lead=context.lead)
    )


def decision_expired(context: ViewContext, notice: DecisionExpiredNotice, event: Event | None) -> list[Block]:
    """Nothing may be released under it any more."""
    said = context.say("notice-decision-expired", name=context.name, day=_last_day(context))
    return section(said) + record_line(context, notice.seq)


def _last_day(context: ViewContext) -> str:
    decision = context.audit.decision
    return context.say.day(decision.expires) if decision and decision.expires else ""


def outside_refused(context: ViewContext, notice: OutsideRefusedNotice, event: Event | None) -> list[Block]:
    """It is not recorded."""
    return section(context.say("notice-outside-refused", who=context.mention(notice.person), name=context.name))


def outside_recorded(context: ViewContext, notice: OutsideRecordedNotice, event: Event | None) -> list[Block]:
    """It is on record beside the audit's own result."""
    found = context.audit.outside_statements[notice.number - 1 : notice.number]
    said = [context.say("notice-outside-recorded", name=context.name), *(statement_line(context, x) for x in found)]
    return section("\n".join(said)) + record_line(context, notice.seq)
