"""Every modal that is submitted, by its callback id.

Owns this table: a literal line each. What only shows something never comes back, so it is named by its button alone.
Must not know what a modal shows, nor whether a wish is granted.
"""

from __future__ import annotations

from bot.slack.ballot.forms import RecommendationForm, VoteForm
from bot.slack.ballot.opening_forms import Form0BallotForm, OpenBallotForm
from bot.slack.decision.co_sign_form import CoSignForm
from bot.slack.decision.condition_forms import ClaimForm, DropForm, MoveDateForm, NameOwnerForm, VerifyForm
from bot.slack.decision.forms import AnswerReportForm, HappenedForm, HoldForm, OutsideForm, StageReleaseForm
from bot.slack.decision.upkeep_forms import HandOnForm, UpkeepForm
from bot.slack.documents.accept_read_form import AcceptReadForm
from bot.slack.documents.contradiction_form import ContradictionForm
from bot.slack.documents.earlier_documents_form import EarlierDocumentsForm
from bot.slack.documents.encoding_form import EncodingForm
from bot.slack.documents.forms import SubmitForm, UseAsForm
from bot.slack.documents.review_forms import ObjectNoEffectForm, ReviewForm, StillNotForm
from bot.slack.documents.row_form import RowForm
from bot.slack.documents.rows_form import RowsForm
from bot.slack.documents.scoring_forms import ScoreForm
from bot.slack.duties.extension_forms import AskExtensionForm, MoveDueForm
from bot.slack.duties.forms import ExtendForm, ProceedForm
from bot.slack.evaluations.correction_forms import CorrectThresholdForm
from bot.slack.evaluations.encrypted_forms import EncryptedManifestForm, TieManifestForm
from bot.slack.evaluations.expectation_form import ExpectationForm
from bot.slack.evaluations.forms import CarryResultForm, DismissResultForm, NewModelForm, PlaceResultForm
from bot.slack.evaluations.kind_forms import RiskKindsForm
from bot.slack.evaluations.manifest_forms import ManifestForm, ServedModelForm
from bot.slack.evaluations.metric_forms import MetricNamesForm
from bot.slack.evaluations.risk_forms import RiskForm, ThresholdForm
from bot.slack.evaluations.tamper_forms import TamperForm
from bot.slack.findings.forms import AnswerFindingForm, DisposeForm, FindingForm
from bot.slack.kit.form import Form
from bot.slack.lifecycle.copy_form import CopyForm
from bot.slack.lifecycle.forms import EndForm, PauseForm, ReopenForm
from bot.slack.lifecycle.framework_forms import FrameworkAnswerForm, FrameworkForm
from bot.slack.lifecycle.start_forms import DetailsForm, RefuseVariantForm, StartForm
from bot.slack.redaction.forms import RedactForm
from bot.slack.redaction.removal_form import RemovalForm
from bot.slack.reflection.forms import DisputeForm, PublishForm
from bot.slack.reflection.stance_form import OnlyIfForm
from bot.slack.reflection.wording_form import WordingForm
from bot.slack.roster.absence_forms import AwayForm, DelegateForm
from bot.slack.roster.forms import DeclineRoleForm, PeopleForm, ReplaceForm, TiesForm, WaiveForm
from bot.slack.roster.invitation import AcceptFirstForm
from bot.slack.roster.own_days_form import OwnDaysForm
from bot.slack.sign_offs.forms import RespondForm, SignForm, WithdrawForm

FORMS: dict[str, Form] = {
    "start": StartForm(),
    "details": DetailsForm(),
    "framework": FrameworkForm(),
    "framework-answer": FrameworkAnswerForm(),
    "people": PeopleForm(),
    "decline-role": DeclineRoleForm(),
    "state-ties": TiesForm(),
    "delegate": DelegateForm(),
    "waive": WaiveForm(),
    "replace": ReplaceForm(),
    "away": AwayForm(),
    "own-days": OwnDaysForm(),
    "copy": CopyForm(),
    "submit": SubmitForm(),
    "use-as": UseAsForm(),
    "encoding": EncodingForm(),
    "review": ReviewForm(),
    "accept-read": AcceptReadForm(),
    "earlier-documents": EarlierDocumentsForm(),
    "still-not": StillNotForm(),
    "object-no-effect": ObjectNoEffectForm(),
    "row": RowForm(),
    "rows": RowsForm(),
    "score": ScoreForm(),
    "contradiction": ContradictionForm(),
    "finding": FindingForm(),
    "dispose": DisposeForm(),
    "answer-finding": AnswerFindingForm(),
    "sign": SignForm(),
    "withdraw": WithdrawForm(),
    "respond": RespondForm(),
    "reopen": ReopenForm(),
    "pause": PauseForm(),
    "refuse-variant": RefuseVariantForm(),
    "end": EndForm(),
    "extend": ExtendForm(),
    "ask-extension": AskExtensionForm(),
    "move-due": MoveDueForm(),
    "proceed": ProceedForm(),
    "redact": RedactForm(),
    "see-removal": RemovalForm(),
    "publish": PublishForm(),
    "wording": WordingForm(),
    "dispute": DisputeForm(),
    "only-if": OnlyIfForm(),
    "recommend": RecommendationForm(),
    "vote": VoteForm(),
    "open-ballot": OpenBallotForm(),
    "form-0-ballot": Form0BallotForm(),
    "hold": HoldForm(),
    "happened": HappenedForm(),
    "co-sign": CoSignForm(),
    "answer-report": AnswerReportForm(),
    "stage-release": StageReleaseForm(),
    "outside": OutsideForm(),
    "risk": RiskForm(),
    "threshold": ThresholdForm(),
    "place-result": PlaceResultForm(),
    "carry-result": CarryResultForm(),
    "dismiss-result": DismissResultForm(),
    "new-model": NewModelForm(),
    "manifest": ManifestForm(),
    "served-model": ServedModelForm(),
    "encrypted-manifest": EncryptedManifestForm(),
    "tie-manifest": TieManifestForm(),
    "expectation": ExpectationForm(),
    "metric-names": MetricNamesForm(),
    "correct-threshold": CorrectThresholdForm(),
    "risk-kinds": RiskKindsForm(),
    "name-owner": NameOwnerForm(),
    "claim": ClaimForm(),
    "verify": VerifyForm(),
    "drop": DropForm(),
    "move-date": MoveDateForm(),
    "upkeep": UpkeepForm(),
    "hand-on": HandOnForm(),
    "tamper": TamperForm(),
    "accept-first": AcceptFirstForm(),
}
