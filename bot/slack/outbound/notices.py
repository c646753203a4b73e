"""What is said once: one function per kind of notice.

Owns the registry. To add a kind: one function in the file of its group, one line in NOTICES, its texts. Must not know
when a notice is due: the `effects` of its subject say so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Notice, NoticeKind
from bot.domain.kernel.registry import Event
from bot.slack.ballot import messages as ballot_messages
from bot.slack.decision import messages as decision_messages
from bot.slack.decision import suspension_messages
from bot.slack.documents import messages as documents_messages
from bot.slack.evaluations import messages as evaluations_messages
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.variant_mark import mark_message
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle import messages as lifecycle_messages
from bot.slack.reflection import messages as reflection_messages
from bot.slack.roster import messages as roster_messages
from bot.slack.sign_offs import messages as sign_offs_messages

NoticeOf = Callable[[ViewContext, Notice, Event | None], list[Block]]

NOTICES: dict[NoticeKind, NoticeOf] = {
    "changes-requested": documents_messages.changes_requested,
    "document-failed": documents_messages.document_failed,
    "approval-withdrawn": sign_offs_messages.approval_withdrawn,
    "stage-closed": lifecycle_messages.stage_closed,
    "stage-reopened": lifecycle_messages.stage_reopened,
    "audit-ended": lifecycle_messages.audit_ended,
    "audit-upgraded": lifecycle_messages.audit_upgraded,
    "audit-paused": lifecycle_messages.audit_paused,
    "audit-resumed": lifecycle_messages.audit_resumed,
    "end-refused": lifecycle_messages.end_refused,
    "role-declined": roster_messages.role_declined,
    "nobody-leads": roster_messages.nobody_leads,
    "summary-failed": reflection_messages.summary_failed,
    "ballot-extended": ballot_messages.ballot_extended,
    "ballot-void": ballot_messages.ballot_void,
    "ballots-revealed": ballot_messages.ballots_revealed,
    "no-decision": ballot_messages.no_decision,
    "sent-back": lifecycle_messages.sent_back,
    "decision-held": decision_messages.decision_held,
    "hold-lifted": decision_messages.hold_lifted,
    "proposal-void": decision_messages.proposal_void,
    "not-done": decision_messages.not_done,
    "conditions-met": decision_messages.conditions_met,
    "cancel-reported": suspension_messages.cancel_reported,
    "report-dismissed": suspension_messages.report_dismissed,
    "decision-suspended": suspension_messages.decision_suspended,
    "decision-expiring": suspension_messages.decision_expiring,
    "decision-expired": suspension_messages.decision_expired,
    "outside-refused": suspension_messages.outside_refused,
    "delivery-failed": lifecycle_messages.delivery_failed,
    "button-instead": documents_messages.button_instead,
    "result-unread": evaluations_messages.result_unread,
    "thresholds-opened": evaluations_messages.thresholds_opened,
    "model-changed": evaluations_messages.model_changed,
}

assert set(NOTICES) == set(get_args(NoticeKind)), "every kind of notice has its view"


def notice_message(context: ViewContext, notice: Notice, event: Event | None = None) -> Drawing:
    """A notice as a message. `event` is the one it reports, where it carries what the state keeps not."""
    blocks = NOTICES[notice.kind](context, notice, event)
    stage = context.stage_title(notice.stage) if context.framework.has_stage(notice.stage) else ""
    document = context.document_title(notice.artifact) if notice.artifact else ""
    about = " · ".join(part for part in (context.name, stage, document) if part)
    said = context.say("notice-fallback", what=context.say(f"fallback-{notice.kind}"), about=about)
    return mark_message(context, messages(said, blocks))
