"""Decide: from a command to the events that follow. A table, nothing else.

Owns which rule answers which command, and that what follows by itself (a stage is ready, a ballot is void) is decided
in the same breath. Pure: the same state, command and moment give the same events.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.domain.ballot import rules as ballot_rules
from bot.domain.ballot.commands import CastBallot, OpenBallot, RecommendForm, RecuseSeat, RevealBallots
from bot.domain.decision import conditions, external_decision, mitigations, suspension
from bot.domain.decision import rules as decision_rules
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    ClaimDone,
    DropCondition,
    LiftHold,
    ListMitigations,
    NameOwner,
    PostDecision,
    ProposeOutside,
    ReportCancelling,
    StageRelease,
    VerifyDone,
)
from bot.domain.documents import reading, rows, scoring
from bot.domain.documents import rules as documents_rules
from bot.domain.documents.commands import (
    AcceptArtifact,
    DismissOffer,
    DropDraft,
    FailArtifact,
    KeepRow,
    MarkWithoutEffect,
    OfferDocument,
    OpenScores,
    RecordDocument,
    RemoveRow,
    RequestChanges,
    ResolveChanges,
    RevealScores,
    ScoreRows,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.duties import overdue
from bot.domain.duties.commands import ExtendDuty, ProceedWithout, RecordReminders
from bot.domain.engine import timers
from bot.domain.engine.fold import fold
from bot.domain.evaluations import risks
from bot.domain.evaluations import rules as evaluations_rules
from bot.domain.evaluations.commands import (
    AdmitResult,
    CarryResult,
    ChangeModel,
    DismissResult,
    FailReading,
    OfferResult,
    RecordReading,
    RecordRisk,
    RerunResult,
    RevealThresholds,
    SetThreshold,
)
from bot.domain.findings import rules as findings_rules
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import UnknownAudit
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Command, Event
from bot.domain.lifecycle import rules as lifecycle_rules
from bot.domain.lifecycle import stages, variants
from bot.domain.lifecycle.commands import (
    AnswerEnd,
    AnswerReopened,
    ApproveVariant,
    BindChannel,
    ChangeDetails,
    ChangeDue,
    CloseStage,
    PassTime,
    PauseAudit,
    ProposeEnd,
    ReopenStage,
    ResumeAudit,
    StartAudit,
    UpgradeAudit,
)
from bot.domain.redaction import rules as redaction_rules
from bot.domain.redaction.commands import ConfirmRedaction, ProposeRedaction
from bot.domain.reflection import rules as reflection_rules
from bot.domain.reflection.commands import (
    AnswerStatements,
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    RewordSummary,
)
from bot.domain.roster import rules as roster_rules
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    DeclineRole,
    DelegateRole,
    ProposeWaiver,
    RecordGone,
    SecondWaiver,
    SetAway,
)
from bot.domain.sign_offs import rules as sign_offs_rules
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff, WithdrawSignature

Rule = Callable[[Audit, Framework, Any, datetime], list[Event]]

RULES: dict[type[Command], Rule] = {
    ChangeDetails: lifecycle_rules.change_details,
    BindChannel: lifecycle_rules.bind_channel,
    ChangeDue: stages.change_due,
    AssignRoles: roster_rules.assign,
    AcceptRole: roster_rules.accept,
    DeclineRole: roster_rules.decline,
    DelegateRole: roster_rules.delegate,
    ProposeWaiver: roster_rules.propose_waiver,
    SecondWaiver: roster_rules.second_waiver,
    SetAway: roster_rules.away,
    RecordGone: roster_rules.gone,
    OfferDocument: documents_rules.offer,
    DismissOffer: documents_rules.dismiss,
    SubmitArtifact: documents_rules.submit,
    StoreArtifact: documents_rules.store,
    FailArtifact: documents_rules.fail,
    RecordDocument: reading.record_reading,
    AcceptArtifact: documents_rules.accept,
    RequestChanges: documents_rules.request_changes,
    ResolveChanges: documents_rules.resolve,
    MarkWithoutEffect: documents_rules.mark_without_effect,
    KeepRow: rows.keep_row,
    RemoveRow: rows.remove_row,
    DropDraft: rows.drop_draft,
    ScoreRows: scoring.score,
    RevealScores: scoring.reveal,
    OpenScores: scoring.opened,
    SignOff: sign_offs_rules.sign,
    WithdrawSignature: sign_offs_rules.withdraw,
    Respond: sign_offs_rules.respond,
    CloseCondition: sign_offs_rules.close_condition,
    CarryCondition: sign_offs_rules.carry_condition,
    LogFinding: findings_rules.log,
    AnswerFinding: findings_rules.answer,
    DisposeFinding: findings_rules.dispose,
    RecordRisk: risks.record,
    SetThreshold: risks.set_threshold,
    RevealThresholds: risks.reveal,
    OfferResult: evaluations_rules.offer,
    RecordReading: evaluations_rules.read,
    FailReading: evaluations_rules.fail,
    AdmitResult: evaluations_rules.admit,
    DismissResult: evaluations_rules.dismiss,
    ChangeModel: evaluations_rules.change_model,
    CarryResult: evaluations_rules.carry,
    RerunResult: evaluations_rules.rerun,
    CloseStage: stages.close,
    ReopenStage: stages.reopen,
    AnswerReopened: stages.answer_reopened,
    ApproveVariant: variants.approve,
    UpgradeAudit: variants.upgrade,
    PauseAudit: lifecycle_rules.pause,
    ResumeAudit: lifecycle_rules.resume,
    ProposeEnd: lifecycle_rules.propose_end,
    AnswerEnd: lifecycle_rules.answer_end,
    RequestSummary: reflection_rules.request,
    RecordSummary: reflection_rules.record,
    FailSummary: reflection_rules.fail,
    RewordSummary: reflection_rules.reword,
    PublishSummary: reflection_rules.publish,
    AnswerStatements: reflection_rules.answer,
    RecommendForm: ballot_rules.recommend,
    RecuseSeat: ballot_rules.recuse,
    OpenBallot: ballot_rules.open_ballot,
    CastBallot: ballot_rules.cast,
    RevealBallots: ballot_rules.reveal,
    CallHold: decision_rules.call_hold,
    LiftHold: decision_rules.lift_hold,
    PostDecision: decision_rules.post,
    ListMitigations: mitigations.list_rows,
    NameOwner: conditions.name_owner,
    ClaimDone: conditions.claim,
    VerifyDone: conditions.verify,
    DropCondition: conditions.drop,
    ReportCancelling: suspension.report,
    AnswerReport: suspension.answer,
    StageRelease: external_decision.stage_release,
    ProposeOutside: external_decision.propose,
    AnswerOutside: external_decision.answer,
    PassTime: timers.pass_time,
    RecordReminders: overdue.record,
    ExtendDuty: overdue.extend,
    ProceedWithout: overdue.proceed,
    ProposeRedaction: redaction_rules.propose_redaction,
    ConfirmRedaction: redaction_rules.confirm_redaction,
}


def decide(audit: Audit | None, framework: Framework, command: Command, now: datetime) -> list[Event]:
    """The events a command leads to; empty when it changes nothing.

    Raises Refusal with the words for the actor; UnknownAudit for any command but the start when there is no audit.
    """
    if isinstance(command, StartAudit):
        return lifecycle_rules.start(audit, framework, command, now)
    if audit is None:
        raise UnknownAudit(command.audit)
    events = RULES[type(command)](audit, framework, command, now)
    framework = variants.in_force(framework, command, events)
    state = audit
    last = events
    while last:
        state = fold(last, state)
        last = timers.settle(state, framework, now)
        events = [*events, *last]
    return events
