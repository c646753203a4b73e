"""What every button does: the form it opens, the command it gives, or what else it does.

Owns this table: a literal line for each action id. Must not know rules: the domain decides, and its refusal is what the
person reads.
"""

from __future__ import annotations

from dataclasses import replace

from bot.slack.ballot import forms as ballot_forms
from bot.slack.ballot import opening_forms
from bot.slack.decision import co_sign_form, condition_forms, upkeep_forms
from bot.slack.decision import forms as decision_forms
from bot.slack.documents import (
    accept_read_form,
    contradiction_form,
    difference_forms,
    earlier_documents_form,
    encoding_form,
    list_form,
    review_forms,
    row_form,
    rows_form,
    scoring_forms,
)
from bot.slack.documents import forms as documents_forms
from bot.slack.duties import commands as duties_commands
from bot.slack.duties import extension_forms
from bot.slack.duties import forms as duties_forms
from bot.slack.evaluations import (
    correction_forms,
    encrypted_forms,
    expectation_form,
    kind_forms,
    manifest_forms,
    metric_forms,
    risk_forms,
)
from bot.slack.evaluations import forms as evaluations_forms
from bot.slack.findings import forms as findings_forms
from bot.slack.inbound.delivery_buttons import invite_missing, new_channel, resume_delivery
from bot.slack.inbound.slash_commands import run
from bot.slack.kit.action_ids import ActionId
from bot.slack.kit.button_actions import Button, Does, Gives, Opens
from bot.slack.kit.payloads import Press
from bot.slack.kit.request_context import RequestContext
from bot.slack.kit.responses import DONE, Reply, Response
from bot.slack.kit.slash_words import Words
from bot.slack.lifecycle import commands as lifecycle_commands
from bot.slack.lifecycle import copy_form, framework_forms, start_forms
from bot.slack.lifecycle import forms as lifecycle_forms
from bot.slack.redaction import forms as redaction_forms
from bot.slack.redaction import removal_form
from bot.slack.reflection import forms as reflection_forms
from bot.slack.reflection import stance_form, wording_form
from bot.slack.roster import absence_forms, own_days_form
from bot.slack.roster import forms as roster_forms
from bot.slack.sign_offs import forms as sign_offs_forms


async def _report(ctx: RequestContext, pressed: Press) -> Response:
    """The report as files, as the command gives it."""
    return await lifecycle_commands.report(ctx, pressed.value.audit)


async def _picked(ctx: RequestContext, pressed: Press) -> Response:
    """An audit was picked for a sub-command: it goes on with that."""
    answer = await run(ctx, Words(name=pressed.value.key, audit=pressed.value.audit, said=pressed.value.seen))
    return replace(answer, replace=True) if isinstance(answer, Reply) else answer


async def _nothing(ctx: RequestContext, pressed: Press) -> Response:
    """A link, a box that counts only together with a button."""
    return DONE


BUTTONS: dict[str, Button] = {
    ActionId.START: Opens(start_forms.StartForm()),
    ActionId.DETAILS: Opens(start_forms.DetailsForm()),
    ActionId.NEW_FRAMEWORK: Opens(framework_forms.FrameworkForm()),
    ActionId.ANSWER_FRAMEWORK: Opens(framework_forms.FrameworkAnswerForm()),
    ActionId.PEOPLE: Opens(roster_forms.PeopleForm()),
    ActionId.DECLINE_ROLE: Opens(roster_forms.DeclineRoleForm()),
    ActionId.DELEGATE: Opens(absence_forms.DelegateForm()),
    ActionId.REPLACE: Opens(roster_forms.ReplaceForm()),
    ActionId.WAIVE: Opens(roster_forms.WaiveForm()),
    ActionId.AWAY: Opens(absence_forms.AwayForm()),
    ActionId.COPY: Opens(copy_form.CopyForm()),
    ActionId.OWN_DAYS: Opens(own_days_form.OwnDaysForm()),
    ActionId.SUBMIT: Opens(documents_forms.SubmitForm()),
    ActionId.TAKE_BACK: Gives(review_forms.take_back),
    ActionId.OFFER_OTHER: Opens(documents_forms.UseAsForm()),
    ActionId.TEMPLATE: Opens(documents_forms.TemplateForm()),
    ActionId.DOCUMENTS: Opens(list_form.DocumentsForm()),
    ActionId.DOCUMENT: Opens(review_forms.DocumentForm()),
    ActionId.DIFFERENCE: Opens(difference_forms.DifferenceForm()),
    ActionId.SINCE_SIGNED: Opens(difference_forms.SinceSignedForm()),
    ActionId.REVIEW: Opens(review_forms.ReviewForm()),
    ActionId.ACCEPT_READ: Opens(accept_read_form.AcceptReadForm()),
    ActionId.CHANGES: Opens(review_forms.ReviewForm(verdict="changes")),
    ActionId.STILL_NOT: Opens(review_forms.StillNotForm()),
    ActionId.CONTRADICTION: Opens(contradiction_form.ContradictionForm()),
    ActionId.FINDING: Opens(findings_forms.FindingForm()),
    ActionId.DISPOSE: Opens(findings_forms.DisposeForm()),
    ActionId.ANSWER_FINDING: Opens(findings_forms.AnswerFindingForm()),
    ActionId.CHOOSE_ENCODING: Opens(encoding_form.EncodingForm()),
    ActionId.SHOW_ROWS: Opens(rows_form.RowsForm()),
    ActionId.ADD_ROW: Opens(row_form.RowForm()),
    ActionId.EDIT_ROW: Opens(row_form.RowForm()),
    ActionId.SCORE: Opens(scoring_forms.ScoreForm()),
    ActionId.SCORES: Opens(scoring_forms.ScoresForm()),
    ActionId.SIGN: Opens(sign_offs_forms.SignForm()),
    ActionId.WITHDRAW: Opens(sign_offs_forms.WithdrawForm()),
    ActionId.RESPOND: Opens(sign_offs_forms.RespondForm()),
    ActionId.REOPEN: Opens(lifecycle_forms.ReopenForm()),
    ActionId.PAUSE: Opens(lifecycle_forms.PauseForm()),
    ActionId.END: Opens(lifecycle_forms.EndForm()),
    ActionId.EXTEND: Opens(duties_forms.ExtendForm()),
    ActionId.ASK_EXTENSION: Opens(extension_forms.AskExtensionForm()),
    ActionId.REFUSE_EXTENSION: Gives(extension_forms.refuse_extension),
    ActionId.DUE_DATES: Does(duties_commands.due_dates),
    ActionId.MOVE_DUE: Opens(extension_forms.MoveDueForm()),
    ActionId.PROCEED: Opens(duties_forms.ProceedForm()),
    ActionId.STATUS: Opens(lifecycle_forms.StatusForm()),
    ActionId.PUBLISH: Opens(reflection_forms.PublishForm()),
    ActionId.WORDING: Opens(wording_form.WordingForm()),
    ActionId.DISPUTE: Opens(reflection_forms.DisputeForm()),
    ActionId.REMOVED: Opens(reflection_forms.RemovedForm()),
    ActionId.VOTE: Opens(ballot_forms.VoteForm()),
    ActionId.RECOMMEND: Opens(ballot_forms.RecommendationForm()),
    ActionId.MATRIX: Opens(ballot_forms.MatrixForm()),
    ActionId.FORM_0_BALLOT: Opens(opening_forms.Form0BallotForm()),
    ActionId.HOLD: Opens(decision_forms.HoldForm()),
    ActionId.RISK: Opens(risk_forms.RiskForm()),
    ActionId.THRESHOLD: Opens(risk_forms.ThresholdForm()),
    ActionId.PLACE_RESULT: Opens(evaluations_forms.PlaceResultForm()),
    ActionId.DISMISS_RESULT: Does(evaluations_forms.dismiss),
    ActionId.CARRY_RESULT: Opens(evaluations_forms.CarryResultForm()),
    ActionId.MANIFEST: Opens(manifest_forms.ManifestForm()),
    ActionId.SERVED_MODEL: Opens(manifest_forms.ServedModelForm()),
    ActionId.ENCRYPTED_MANIFEST: Opens(encrypted_forms.EncryptedManifestForm()),
    ActionId.TIE_MANIFEST: Opens(encrypted_forms.TieManifestForm()),
    ActionId.ANSWER_EXPECTATION: Opens(expectation_form.ExpectationForm()),
    ActionId.RISK_KINDS: Opens(kind_forms.RiskKindsForm()),
    ActionId.METRIC_NAMES: Opens(metric_forms.MetricNamesForm()),
    ActionId.CORRECT_THRESHOLD: Opens(correction_forms.CorrectThresholdForm()),
    ActionId.NEW_MODEL: Opens(evaluations_forms.NewModelForm()),
    ActionId.HAPPENED: Opens(decision_forms.HappenedForm()),
    ActionId.ANSWER_REPORT: Opens(decision_forms.AnswerReportForm()),
    ActionId.STAGE_RELEASE: Opens(decision_forms.StageReleaseForm()),
    ActionId.OUTSIDE: Opens(decision_forms.OutsideForm()),
    ActionId.CO_SIGN: Opens(co_sign_form.CoSignForm()),
    ActionId.FOLLOWED: Opens(condition_forms.FollowedForm()),
    ActionId.NAME_OWNER: Opens(condition_forms.NameOwnerForm()),
    ActionId.CLAIM: Opens(condition_forms.ClaimForm()),
    ActionId.VERIFY: Opens(condition_forms.VerifyForm()),
    ActionId.DROP: Opens(condition_forms.DropForm()),
    ActionId.MOVE_DATE: Opens(condition_forms.MoveDateForm()),
    ActionId.UPKEEP: Opens(upkeep_forms.UpkeepForm()),
    ActionId.HAND_ON: Opens(upkeep_forms.HandOnForm()),
    ActionId.ACCEPT_ROLE: Gives(roster_forms.accept_role),
    ActionId.STATE_TIES: Opens(roster_forms.TiesForm()),
    ActionId.SECOND_WAIVER: Gives(roster_forms.second_waiver),
    ActionId.SECOND_ROLE_CHANGE: Gives(roster_forms.second_role_change),
    ActionId.REFUSE_ROLE_CHANGE: Gives(roster_forms.refuse_role_change),
    ActionId.APPROVE_VARIANT: Gives(start_forms.approve_variant),
    ActionId.REFUSE_VARIANT: Opens(start_forms.RefuseVariantForm()),
    ActionId.USE_OFFER: Does(documents_forms.use_offer),
    ActionId.JUST_TALK: Gives(documents_forms.just_talk, vanishes=True),
    ActionId.RESOLVED: Gives(review_forms.resolved),
    ActionId.RESOLVED_ACCEPT: Does(review_forms.resolved_and_accepted),
    ActionId.EARLIER_DOCUMENTS: Opens(earlier_documents_form.EarlierDocumentsForm()),
    ActionId.OBJECT_NO_EFFECT: Opens(review_forms.ObjectNoEffectForm()),
    ActionId.NO_EFFECT: Gives(documents_forms.no_effect),
    ActionId.STILL_APPROVE: Gives(sign_offs_forms.still_approve),
    ActionId.CLOSE_CONDITION: Gives(sign_offs_forms.close_condition),
    ActionId.CARRY_CONDITION: Gives(sign_offs_forms.carry_condition),
    ActionId.CLOSE_STAGE: Gives(lifecycle_forms.close_stage),
    ActionId.UNDO_CLOSING: Gives(lifecycle_forms.undo_closing),
    ActionId.TAKE_IN: Gives(lifecycle_forms.take_in),
    ActionId.STANDS: Gives(lifecycle_forms.stands),
    ActionId.REOPEN_TOO: Gives(lifecycle_forms.reopen_too),
    ActionId.RESUME: Gives(lifecycle_forms.resume),
    ActionId.CONFIRM_END: Gives(lifecycle_forms.confirm_end),
    ActionId.REFUSE_END: Gives(lifecycle_forms.refuse_end),
    ActionId.SECOND_DISPOSITION: Gives(findings_forms.second_disposition),
    ActionId.REFUSE_DISPOSITION: Gives(findings_forms.refuse_disposition),
    ActionId.SEE_REMOVAL: Opens(removal_form.RemovalForm()),
    ActionId.CONFIRM_REDACTION: Gives(redaction_forms.confirm_redaction),
    ActionId.SUMMARIZE: Gives(reflection_forms.summarize),
    ActionId.STOP_SUMMARY: Gives(reflection_forms.stop),
    ActionId.ACCURATE: Gives(reflection_forms.accurate),
    ActionId.AGAINST: Gives(stance_form.against),
    ActionId.IN_FAVOUR: Gives(stance_form.in_favour),
    ActionId.ONLY_IF: Opens(stance_form.OnlyIfForm()),
    ActionId.RECUSE: Gives(ballot_forms.recuse),
    ActionId.OPEN_BALLOT: Does(opening_forms.open_ballot_or_say_first),
    ActionId.SECOND_OUTSIDE: Gives(decision_forms.second_outside),
    ActionId.REFUSE_OUTSIDE: Gives(decision_forms.refuse_outside),
    ActionId.LIFT_HOLD: Gives(decision_forms.lift_hold),
    ActionId.POST_DECISION: Gives(decision_forms.post_decision),
    ActionId.FEWER_PEOPLE: Gives(start_forms.fewer_people),
    ActionId.NOT_FEWER_PEOPLE: Gives(start_forms.not_fewer_people),
    ActionId.GUARDED: Gives(evaluations_forms.guarded),
    ActionId.NOT_GUARDED: Gives(evaluations_forms.not_guarded),
    ActionId.AGREE_CORRECTION: Gives(correction_forms.agree),
    ActionId.REFUSE_CORRECTION: Gives(correction_forms.refuse),
    ActionId.ONE_METRIC: Gives(metric_forms.one_metric),
    ActionId.TWO_METRICS: Gives(metric_forms.two_metrics),
    ActionId.DECLARE_VERSION: Gives(evaluations_forms.declare_version),
    ActionId.REFUSE_VERSION: Gives(evaluations_forms.refuse_version),
    ActionId.CONFIRM_MANIFEST: Gives(manifest_forms.confirm),
    ActionId.DROP_MANIFEST: Gives(manifest_forms.drop),
    ActionId.MAKE_MOTION: Gives(duties_forms.make_motion),
    ActionId.AGREE_MOTION: Gives(duties_forms.agree_motion),
    ActionId.REFUSE_MOTION: Gives(duties_forms.refuse_motion),
    ActionId.RERUN_RESULT: Gives(evaluations_forms.rerun),
    ActionId.LOG_MISSING: Does(findings_forms.log_missing),
    ActionId.REMOVE_ROW: Does(rows_form.remove),
    ActionId.DROP_DRAFT: Does(rows_form.drop),
    ActionId.REVEAL_SCORES: Does(scoring_forms.reveal),
    ActionId.UPGRADE: Does(start_forms.upgrade),
    ActionId.TOMORROW: Does(duties_forms.postpone),
    ActionId.INVITE_MISSING: Does(invite_missing),
    ActionId.RESUME_DELIVERY: Does(resume_delivery),
    ActionId.NEW_CHANNEL: Does(new_channel),
    ActionId.REPORT: Does(_report),
    ActionId.PICK: Does(_picked),
    ActionId.LIST_FILTER: Does(lifecycle_commands.list_chosen),
    ActionId.LINK: Does(_nothing),
}
"""All but MORE: what was chosen in that menu comes in as the button it stands for."""
