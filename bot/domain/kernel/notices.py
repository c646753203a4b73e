"""What is said once: a small class for each kind of notice, with what it is about.

Owns how a notice is stored in the outbox: a row of the same seven fields for every kind, of which each kind fills its
own. Must not know what a notice looks like, nor when it is due.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_serializer

from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person

_ROW: dict[str, str | int] = {
    "stage": "",
    "artifact": "",
    "number": 0,
    "person": "",
    "statement": "",
    "seq": 0,
    "next": "",
}
"""The fields of a stored notice, with what stands in them where a kind has no use for them."""


class _Stored(Frozen):
    model_config = ConfigDict(extra="ignore", validate_by_name=True, validate_by_alias=True)

    @model_serializer
    def _row(self) -> dict[str, str | int]:
        mine = {field.validation_alias or name: getattr(self, name) for name, field in type(self).model_fields.items()}
        return {"kind": mine["kind"], **{name: type(empty)(mine.get(name, empty)) for name, empty in _ROW.items()}}


class StageNotice(_Stored):
    """About a stage."""

    stage: str


class DocumentNotice(_Stored):
    """About a document."""

    artifact: str


class RecordNotice(_Stored):
    """Printed with the head of the chain at the event it reports."""

    seq: int


class QuotingNotice(_Stored):
    """Quotes its event, which the state doesn't keep."""

    seq: int = 0
    """The event, or one of the same command after it; 0 where an earlier release stored the notice."""


class _ByPerson(_Stored):
    person: Person


class _OfRound(_Stored):
    round: int = Field(validation_alias="number")


class _OfReport(_Stored):
    report: int = Field(validation_alias="number")


class ChangesRequestedNotice(StageNotice, DocumentNotice):
    """A reviewer wants a document changed."""

    kind: Literal["changes-requested"] = "changes-requested"
    request: int = Field(validation_alias="number")


class WithoutEffectNotice(DocumentNotice, _ByPerson):
    """A change was called without effect on what was signed; to one who signed."""

    kind: Literal["without-effect"] = "without-effect"
    version: int = Field(validation_alias="number")


class NoEffectObjectedNotice(StageNotice, DocumentNotice):
    """A signer objects to it."""

    kind: Literal["no-effect-objected"] = "no-effect-objected"
    version: int = Field(validation_alias="number")


class DocumentFailedNotice(DocumentNotice, _ByPerson):
    """A file could not be used; to its sender."""

    kind: Literal["document-failed"] = "document-failed"
    version: int = Field(validation_alias="number")


class ApprovalWithdrawnNotice(StageNotice, QuotingNotice, _ByPerson):
    """Somebody took an approval back."""

    kind: Literal["approval-withdrawn"] = "approval-withdrawn"


class StageClosedNotice(StageNotice, RecordNotice):
    """A stage closed."""

    kind: Literal["stage-closed"] = "stage-closed"
    next: str = ""
    """The stage that follows on it; by the time it is read, that may be over too."""


class StageReopenedNotice(StageNotice, QuotingNotice, _ByPerson):
    """Somebody reopened a stage."""

    kind: Literal["stage-reopened"] = "stage-reopened"


class SentBackNotice(StageNotice, _ByPerson):
    """The board sent the audit back to a stage."""

    kind: Literal["sent-back"] = "sent-back"


class AuditEndedNotice(StageNotice, RecordNotice, _ByPerson):
    """The audit ended without a decision."""

    kind: Literal["audit-ended"] = "audit-ended"


class AuditUpgradedNotice(StageNotice, _ByPerson):
    """A smaller audit became a full one; `stage`: where that begins."""

    kind: Literal["audit-upgraded"] = "audit-upgraded"


class FrameworkAdoptedNotice(_ByPerson):
    """The audit goes on by another framework; `person` asked for it."""

    kind: Literal["framework-adopted"] = "framework-adopted"


class FrameworkKeptNotice(_ByPerson):
    """A reviewer did not agree to another framework."""

    kind: Literal["framework-kept"] = "framework-kept"


class AuditPausedNotice(_ByPerson):
    """Nothing is asked for a while."""

    kind: Literal["audit-paused"] = "audit-paused"


class AuditResumedNotice(_ByPerson):
    """It goes on."""

    kind: Literal["audit-resumed"] = "audit-resumed"


class EndRefusedNotice(_ByPerson):
    """The audit is not ended."""

    kind: Literal["end-refused"] = "end-refused"


class ExtensionRefusedNotice(_ByPerson):
    """A date stays as it is; to whoever asked for more time. `duty`: the id of what they owe."""

    kind: Literal["extension-refused"] = "extension-refused"
    duty: str = Field(validation_alias="statement")


class RoleDeclinedNotice(_ByPerson):
    """Somebody does not take a role."""

    kind: Literal["role-declined"] = "role-declined"
    role: str = Field(validation_alias="stage")
    suggests: Person = Field(validation_alias="statement")
    """Who might take it; empty where nobody was suggested."""


class RoleChangeAnsweredNotice(_ByPerson):
    """What became of a change of roles; to whoever asked for it. `person`: whose word it was."""

    kind: Literal["role-change-answered"] = "role-change-answered"
    outcome: str = Field(validation_alias="statement")


class AdminAskedNotice(_ByPerson):
    """A seat of the board is to be filled, which takes an admin's word too.

    `person`: who asks. `number`: the change of roles.
    """

    kind: Literal["admin-asked"] = "admin-asked"
    number: int


class NobodyLeadsNotice(_ByPerson):
    """The lead is gone, and there is no deputy."""

    kind: Literal["nobody-leads"] = "nobody-leads"


class StatementsDisputedNotice(_ByPerson):
    """Somebody disputes statements of a published summary; to the lead."""

    kind: Literal["statements-disputed"] = "statements-disputed"
    number: int


class SummaryFailedNotice(_Stored):
    """The reflection's summary could not be drafted."""

    kind: Literal["summary-failed"] = "summary-failed"
    number: int


class BallotExtendedNotice(_OfRound):
    """Too few voted in time."""

    kind: Literal["ballot-extended"] = "ballot-extended"


class BallotVoidNotice(_OfRound):
    """Something changed under an open ballot."""

    kind: Literal["ballot-void"] = "ballot-void"
    cause: str = Field(validation_alias="statement")


class BallotsRevealedNotice(_OfRound):
    """What each seat ticked, where nothing is proposed."""

    kind: Literal["ballots-revealed"] = "ballots-revealed"


class NoDecisionNotice(_OfRound, RecordNotice):
    """Too few voted, twice."""

    kind: Literal["no-decision"] = "no-decision"


class _OfProposal(RecordNotice, _ByPerson):
    round: int = Field(validation_alias="statement")


class DecisionHeldNotice(_OfProposal):
    """Somebody holds the posting of a decision."""

    kind: Literal["decision-held"] = "decision-held"
    hold: int = Field(validation_alias="number")


class HoldLiftedNotice(_OfProposal):
    """Somebody holds it no longer."""

    kind: Literal["hold-lifted"] = "hold-lifted"
    hold: int = Field(validation_alias="number")


class ProposalVoidNotice(_OfProposal):
    """What was proposed does not become the decision."""

    kind: Literal["proposal-void"] = "proposal-void"


class NotDoneNotice(_OfRound, QuotingNotice, _ByPerson):
    """An auditor found a condition or mitigation not done; to its owner."""

    kind: Literal["not-done"] = "not-done"
    item: str = Field(validation_alias="statement")
    """Its key, as `C1`."""


class ConditionsMetNotice(_OfRound, RecordNotice):
    """What had to come before the release is verified."""

    kind: Literal["conditions-met"] = "conditions-met"


class ConditionOverdueNotice(_OfRound):
    """The date of a condition for after the release passed; to the board."""

    kind: Literal["condition-overdue"] = "condition-overdue"
    item: str = Field(validation_alias="statement")
    """Its key, as `C1`."""


class ReleaseStoppedNotice(_OfRound, RecordNotice):
    """The decision is suspended: a condition for after the release is far too late."""

    kind: Literal["release-stopped"] = "release-stopped"
    item: str = Field(validation_alias="statement")
    """Its key, as `C1`."""


class ReleaseResumedNotice(_OfRound, RecordNotice):
    """The decision is in force again."""

    kind: Literal["release-resumed"] = "release-resumed"


class CancelReportedNotice(_OfReport, _ByPerson):
    """Somebody reports what would cancel the decision."""

    kind: Literal["cancel-reported"] = "cancel-reported"


class ReportDismissedNotice(_OfReport, _ByPerson):
    """It did not happen."""

    kind: Literal["report-dismissed"] = "report-dismissed"


class DecisionSuspendedNotice(_OfReport, RecordNotice):
    """It did, and the decision is suspended."""

    kind: Literal["decision-suspended"] = "decision-suspended"


class DecisionExpiringNotice(_ByPerson):
    """The decision expires soon; `person`: the lead."""

    kind: Literal["decision-expiring"] = "decision-expiring"


class DecisionExpiredNotice(RecordNotice):
    """The decision expired."""

    kind: Literal["decision-expired"] = "decision-expired"


class OutsideRefusedNotice(_ByPerson):
    """A decision taken outside is not recorded."""

    kind: Literal["outside-refused"] = "outside-refused"


class OutsideRecordedNotice(RecordNotice):
    """It is on record that something was decided outside; `number` counts these statements from 1."""

    kind: Literal["outside-recorded"] = "outside-recorded"
    number: int


class DeliveryFailedNotice(_Stored):
    """Slack refused a message for good; or, where `cause` says what broke, the bot gave up on work of its own."""

    kind: Literal["delivery-failed"] = "delivery-failed"
    job: int = Field(validation_alias="number")
    cause: str = Field(default="", validation_alias="statement")
    """What whoever runs the bot finds in its log and in `smactr doctor`; empty of what Slack refused."""
    refused: str = Field(default="", validation_alias="next")
    """Slack's word for its refusal; empty of the bot's own work, and where an earlier release stored the notice."""


class ReadingGivenUpNotice(DocumentNotice, _ByPerson):
    """Reading a document stopped the bot time and again; to whoever handed it in."""

    kind: Literal["reading-given-up"] = "reading-given-up"
    version: int = Field(validation_alias="number")


class ButtonInsteadNotice(StageNotice, _ByPerson):
    """Somebody approved in words, which do not count."""

    kind: Literal["button-instead"] = "button-instead"


class ResultUnreadNotice(_ByPerson):
    """A file could not be read as a result; to its sender."""

    kind: Literal["result-unread"] = "result-unread"
    result: int = Field(validation_alias="number")


class ThresholdsOpenedNotice(StageNotice):
    """The thresholds of a risk are open; `stage`: where results are read."""

    kind: Literal["thresholds-opened"] = "thresholds-opened"
    risk: str = Field(validation_alias="statement")


class ModelChangedNotice(_ByPerson):
    """The audit goes on with another version of the model."""

    kind: Literal["model-changed"] = "model-changed"
    version: int = Field(validation_alias="number")


class VersionAnsweredNotice(_ByPerson):
    """What a reviewer said of a new version: none, to the lead; or one that takes effect after the post."""

    kind: Literal["version-answered"] = "version-answered"
    change: int = Field(validation_alias="number")


class ManifestNotice(_ByPerson):
    """A manifest counts; or, to who handed it in, it is none."""

    kind: Literal["manifest"] = "manifest"
    manifest: int = Field(validation_alias="number")


Notice = (
    ChangesRequestedNotice
    | DocumentFailedNotice
    | WithoutEffectNotice
    | NoEffectObjectedNotice
    | ApprovalWithdrawnNotice
    | StageClosedNotice
    | StageReopenedNotice
    | SentBackNotice
    | AuditEndedNotice
    | AuditUpgradedNotice
    | FrameworkAdoptedNotice
    | FrameworkKeptNotice
    | AuditPausedNotice
    | AuditResumedNotice
    | EndRefusedNotice
    | ExtensionRefusedNotice
    | RoleDeclinedNotice
    | RoleChangeAnsweredNotice
    | AdminAskedNotice
    | NobodyLeadsNotice
    | SummaryFailedNotice
    | StatementsDisputedNotice
    | BallotExtendedNotice
    | BallotVoidNotice
    | BallotsRevealedNotice
    | NoDecisionNotice
    | DecisionHeldNotice
    | HoldLiftedNotice
    | ProposalVoidNotice
    | NotDoneNotice
    | ConditionsMetNotice
    | ConditionOverdueNotice
    | ReleaseStoppedNotice
    | ReleaseResumedNotice
    | CancelReportedNotice
    | ReportDismissedNotice
    | DecisionSuspendedNotice
    | DecisionExpiringNotice
    | DecisionExpiredNotice
    | OutsideRefusedNotice
    | OutsideRecordedNotice
    | DeliveryFailedNotice
    | ReadingGivenUpNotice
    | ButtonInsteadNotice
    | ResultUnreadNotice
    | ThresholdsOpenedNotice
    | ModelChangedNotice
    | ManifestNotice
    | VersionAnsweredNotice
)

StoredNotice = Annotated[Notice, Field(discriminator="kind")]
"""A notice as a row has it: the class is known by its kind."""
