"""What is said once: one function per kind of notice.

Owns the registry. To add a kind: its class, one function in `messages` of its subject, one line in NOTICES, its texts.
Must not know when a notice is due: the `effects` module of its subject says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from slack_sdk.models.blocks import Block

from bot.domain.kernel.conversation import Answerable, NoticeCard
from bot.domain.kernel.notices import (
    AdminAskedNotice,
    ApprovalWithdrawnNotice,
    AuditEndedNotice,
    AuditPausedNotice,
    AuditResumedNotice,
    AuditUpgradedNotice,
    BallotExtendedNotice,
    BallotsRevealedNotice,
    BallotVoidNotice,
    ButtonInsteadNotice,
    CancelReportedNotice,
    ChangesRequestedNotice,
    ConditionOverdueNotice,
    ConditionsMetNotice,
    DecisionExpiredNotice,
    DecisionExpiringNotice,
    DecisionHeldNotice,
    DecisionSuspendedNotice,
    DeliveryFailedNotice,
    DocumentFailedNotice,
    DocumentNotice,
    EndRefusedNotice,
    ExtensionRefusedNotice,
    FrameworkAdoptedNotice,
    FrameworkKeptNotice,
    HoldLiftedNotice,
    ManifestNotice,
    ModelChangedNotice,
    NobodyLeadsNotice,
    NoDecisionNotice,
    NoEffectObjectedNotice,
    NotDoneNotice,
    Notice,
    OutsideRecordedNotice,
    OutsideRefusedNotice,
    ProposalVoidNotice,
    ReadingGivenUpNotice,
    ReleaseResumedNotice,
    ReleaseStoppedNotice,
    ReportDismissedNotice,
    ResultUnreadNotice,
    RoleChangeAnsweredNotice,
    RoleDeclinedNotice,
    SentBackNotice,
    StageClosedNotice,
    StageNotice,
    StageReopenedNotice,
    StatementsDisputedNotice,
    SummaryFailedNotice,
    ThresholdsOpenedNotice,
    VersionAnsweredNotice,
    WithoutEffectNotice,
)
from bot.domain.kernel.registry import Event
from bot.slack.ballot import messages as ballot_messages
from bot.slack.decision import messages as decision_messages
from bot.slack.decision import suspension_messages
from bot.slack.documents import messages as documents_messages
from bot.slack.duties import messages as duties_messages
from bot.slack.evaluations import manifest_messages
from bot.slack.evaluations import messages as evaluations_messages
from bot.slack.kit.message_limits import Drawing, messages
from bot.slack.kit.variant_mark import mark_message
from bot.slack.kit.view_context import ViewContext
from bot.slack.lifecycle import messages as lifecycle_messages
from bot.slack.reflection import messages as reflection_messages
from bot.slack.roster import messages as roster_messages
from bot.slack.sign_offs import messages as sign_offs_messages

NoticeOf = Callable[[ViewContext, Any, Event | None], list[Block]]
"""How a notice of one class is said; the class is the one it is listed under."""

NOTICES: dict[type[Notice], NoticeOf] = {
    ChangesRequestedNotice: documents_messages.changes_requested,
    DocumentFailedNotice: documents_messages.document_failed,
    WithoutEffectNotice: documents_messages.without_effect,
    NoEffectObjectedNotice: documents_messages.no_effect_objected,
    ApprovalWithdrawnNotice: sign_offs_messages.approval_withdrawn,
    StageClosedNotice: lifecycle_messages.stage_closed,
    StageReopenedNotice: lifecycle_messages.stage_reopened,
    AuditEndedNotice: lifecycle_messages.audit_ended,
    AuditUpgradedNotice: lifecycle_messages.audit_upgraded,
    FrameworkAdoptedNotice: lifecycle_messages.framework_adopted,
    FrameworkKeptNotice: lifecycle_messages.framework_kept,
    AuditPausedNotice: lifecycle_messages.audit_paused,
    AuditResumedNotice: lifecycle_messages.audit_resumed,
    EndRefusedNotice: lifecycle_messages.end_refused,
    ExtensionRefusedNotice: duties_messages.extension_refused,
    RoleDeclinedNotice: roster_messages.role_declined,
    RoleChangeAnsweredNotice: roster_messages.role_change_answered,
    AdminAskedNotice: roster_messages.admin_asked,
    NobodyLeadsNotice: roster_messages.nobody_leads,
    SummaryFailedNotice: reflection_messages.summary_failed,
    StatementsDisputedNotice: reflection_messages.statements_disputed,
    BallotExtendedNotice: ballot_messages.ballot_extended,
    BallotVoidNotice: ballot_messages.ballot_void,
    BallotsRevealedNotice: ballot_messages.ballots_revealed,
    NoDecisionNotice: ballot_messages.no_decision,
    SentBackNotice: lifecycle_messages.sent_back,
    DecisionHeldNotice: decision_messages.decision_held,
    HoldLiftedNotice: decision_messages.hold_lifted,
    ProposalVoidNotice: decision_messages.proposal_void,
    NotDoneNotice: decision_messages.not_done,
    ConditionsMetNotice: decision_messages.conditions_met,
    ConditionOverdueNotice: decision_messages.condition_overdue,
    ReleaseStoppedNotice: decision_messages.release_stopped,
    ReleaseResumedNotice: decision_messages.release_resumed,
    CancelReportedNotice: suspension_messages.cancel_reported,
    ReportDismissedNotice: suspension_messages.report_dismissed,
    DecisionSuspendedNotice: suspension_messages.decision_suspended,
    DecisionExpiringNotice: suspension_messages.decision_expiring,
    DecisionExpiredNotice: suspension_messages.decision_expired,
    OutsideRefusedNotice: suspension_messages.outside_refused,
    OutsideRecordedNotice: suspension_messages.outside_recorded,
    DeliveryFailedNotice: lifecycle_messages.delivery_failed,
    ReadingGivenUpNotice: documents_messages.reading_given_up,
    ButtonInsteadNotice: documents_messages.button_instead,
    ResultUnreadNotice: documents_messages.result_unread,
    ThresholdsOpenedNotice: evaluations_messages.thresholds_opened,
    ModelChangedNotice: evaluations_messages.model_changed,
    VersionAnsweredNotice: evaluations_messages.version_answered,
    ManifestNotice: manifest_messages.manifest_notice,
}

assert set(NOTICES) == set(get_args(Notice)), "every kind of notice has its view"


_ANSWERABLE: dict[Answerable, type[Notice]] = {
    "document-failed": DocumentFailedNotice,
    "result-unread": ResultUnreadNotice,
    "without-effect": WithoutEffectNotice,
}


def answerable_notice(context: ViewContext, card: NoticeCard) -> Drawing:
    """A notice that is kept up to date, without the mark of a practice audit."""
    row = {"artifact": card.artifact, "number": card.number, "person": card.person}
    return _unmarked(context, _ANSWERABLE[card.about].model_validate(row), None)


def notice_message(context: ViewContext, notice: Notice, event: Event | None = None) -> Drawing:
    """A notice as a message. `event` is the one it reports, where it carries what the state keeps not."""
    return mark_message(context, _unmarked(context, notice, event))


def _unmarked(context: ViewContext, notice: Notice, event: Event | None) -> Drawing:
    blocks = NOTICES[type(notice)](context, notice, event)
    about = [context.name]
    if isinstance(notice, StageNotice) and context.framework.has_stage(notice.stage):
        about.append(context.stage_title(notice.stage))
    if isinstance(notice, DocumentNotice):
        about.append(context.document_title(notice.artifact))
    what = context.say(f"fallback-{notice.kind}")
    said = context.say("notice-fallback", what=what, about=" · ".join(part for part in about if part))
    return messages(said, blocks)
