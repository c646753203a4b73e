"""What became of a duty that nobody owes any more: what its ask says from then on, or that nothing came of it.

Owns, by kind of duty, how that is read from the audit as it stands. To add a kind that has more to say than that it is
settled: a function under `@OUTCOMES.add`. Must not know how a message is drawn. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import InteractiveElement

from bot.domain.ballot.duties import RecommendDuty, VoteDuty
from bot.domain.decision.duties import MeetDuty, VerifyDuty
from bot.domain.decision.state import Followed
from bot.domain.documents.duties import (
    AnswerChangesDuty,
    EarlierDocumentsDuty,
    ReviewDuty,
    ReworkDuty,
    SecondSupportDuty,
    SubmitDuty,
)
from bot.domain.documents.state import TAKEN_BACK, ChangeRequest, Version
from bot.domain.documents.taking_back import may_be_taken_back
from bot.domain.evaluations.duties import (
    AnswerKindsDuty,
    ConfirmManifestDuty,
    LogFailureDuty,
    MeasureRiskDuty,
    NameRisksDuty,
    SetThresholdDuty,
)
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.findings.duties import AnswerFindingDuty, SecondDispositionDuty, SettleFindingDuty
from bot.domain.kernel.conversation import AuditCard
from bot.domain.kernel.duty import Duty, DutyKey
from bot.domain.kernel.people import Person
from bot.domain.lifecycle.duties import (
    AnswerReopenedDuty,
    CloseStageDuty,
    OpenBallotDuty,
    PostDecisionDuty,
    PublishSummaryDuty,
)
from bot.domain.reflection.duties import CheckLinesDuty
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.sign_offs.duties import StillApproveDuty
from bot.domain.sign_offs.rules import RespondDuty, SignDuty
from bot.domain.sign_offs.state import Signature
from bot.slack.kit import mrkdwn
from bot.slack.kit.action_ids import ActionId, ButtonValue
from bot.slack.kit.block_kit import button, link_button
from bot.slack.kit.duty_lines import due_line, line_of_key
from bot.slack.kit.message_parts import open_document
from bot.slack.kit.view_context import ViewContext


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a duty, in words, and the buttons that lead on from there."""

    said: str
    buttons: tuple[InteractiveElement, ...] = ()


OutcomeOf = Callable[[ViewContext, DutyKey, Person], Outcome | None]


class Outcomes(dict[type[Duty], OutcomeOf]):
    """What became of a duty, by its kind; None where nothing did, so that its ask leads nowhere."""

    def add(self, *kinds: type[Duty]) -> Callable[[OutcomeOf], OutcomeOf]:
        """Enter a function under kinds of duties."""

        def enter(outcome: OutcomeOf) -> OutcomeOf:
            self.update(dict.fromkeys(kinds, outcome))
            return outcome

        return enter


OUTCOMES = Outcomes()


def outcome(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """What became of what somebody was asked for; None where it passed to others, or was asked in vain."""
    found = OUTCOMES.get(key.duty)
    return found(context, key, who) if found else _settled(context, key)


def _settled(context: ViewContext, key: DutyKey) -> Outcome | None:
    """That nobody owes it any more, where there is no more to say."""
    if any(duty.key == key.key for duty in context.duties):
        return None
    return Outcome(context.say("outcome-settled", what=line_of_key(context, key.key)))


@OUTCOMES.add(AcceptRoleDuty)
def accept_role(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Accepted, and what is next; or declined."""
    say, role = context.say, context.role_title(key.role)
    seat = next((s for s in context.audit.roster.get(key.role, ()) if s.person == who), None)
    if seat is None or seat.accepted is None:
        return None
    if not seat.accepted:
        return Outcome(say("outcome-role-declined", role=role))
    card = context.links.get(AuditCard.key)
    duty = next((d for d in context.duties if d.person == who and not isinstance(d, AcceptRoleDuty)), None)
    following = say("outcome-role-next", what=due_line(context, duty)) if duty else say("outcome-role-later")
    opened = (link_button(say("button-open-audit"), card),) if card else ()
    does = mrkdwn.escape(context.framework.role(key.role).duty) if context.framework.has_role(key.role) else ""
    return Outcome(f"{say('outcome-role-accepted', role=role)} {does}\n{following}", opened)


@OUTCOMES.add(SubmitDuty)
def submit(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Handed in, in which version, and what became of that; whoever handed it in may take it back for a while."""
    version = context.audit.current(key.artifact)
    if version is None:
        return None
    found = _of_version(context, key.artifact, version)
    spec = context.framework.artifact(key.artifact)
    if who != version.by or context.audit.is_shut or not may_be_taken_back(context.audit, spec, version):
        return found
    value = ButtonValue(audit=context.audit.key, artifact=key.artifact, number=version.number)
    taken = button(context.say("button-take-back"), ActionId.TAKE_BACK, value)
    return replace(found, buttons=(*found.buttons, taken))


@OUTCOMES.add(ReworkDuty)
def rework(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """The new version; where none came, what the request became."""
    request = _request(context, key.number)
    if request is None or request.status == "open":
        return None
    version = context.audit.current(request.artifact)
    return _of_version(context, request.artifact, version) if version else None


@OUTCOMES.add(ReviewDuty)
def review(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """What was said of a version, by whom; or the version that took its place."""
    version = context.version(key.artifact, key.number)
    latest = context.audit.latest(key.artifact)
    if version is None or latest is None:
        return None
    if version.status == "submitted" and latest.number == version.number:
        return None
    if version.status == "submitted":
        document = context.document_title(key.artifact)
        said = context.say("outcome-replaced", document=document, version=key.number, by=latest.number)
        return Outcome(said, (_opened(context, key.artifact, latest),))
    return _of_version(context, key.artifact, version)


@OUTCOMES.add(SecondSupportDuty)
def second_support(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who else called it supporting."""
    version = context.version(key.artifact, key.number)
    if version is None or version.supported_by is None:
        return None
    document, by = context.document_title(key.artifact), context.mention(version.supported_by)
    said = context.say("outcome-supported", document=document, version=key.number, by=by)
    return Outcome(said, (_opened(context, key.artifact, version),))


@OUTCOMES.add(AnswerChangesDuty)
def answer_changes(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Resolved, or asked for once more."""
    request = _request(context, key.number)
    if request is None or request.status == "answered":
        return None
    version = context.audit.current(request.artifact)
    if request.status == "resolved" and version:
        document = context.document_title(request.artifact)
        said = context.say("outcome-resolved", document=document, version=version.number)
        return Outcome(said, (_opened(context, request.artifact, version),))
    return _of_version(context, request.artifact, version) if version else None


@OUTCOMES.add(EarlierDocumentsDuty)
def earlier_documents(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Everything on the list was answered; nothing, where the model changed once more."""
    return _settled(context, key) if key.number == context.audit.model_number else None


def _of_version(context: ViewContext, artifact: str, version: Version) -> Outcome:
    """How a version stands: handed in or taken back by whom, accepted by whom, or that changes are asked for."""
    asked = [r.by for r in context.audit.requests if (r.artifact, r.version) == (artifact, version.number)]
    by = {"accepted": version.reviewed_by, "changes": next(reversed(asked), None)}.get(version.status)
    judged = version.status if version.status in ("accepted", "changes") else "handed-in"
    kind = TAKEN_BACK if version.problem == TAKEN_BACK else judged
    document, who = context.document_title(artifact), context.mention(by or version.by)
    said = context.say(f"outcome-{kind}", document=document, version=version.number, by=who)
    return Outcome(said, (_opened(context, artifact, version),))


def _opened(context: ViewContext, artifact: str, version: Version) -> InteractiveElement:
    return open_document(context, artifact, version.number)


def _request(context: ViewContext, number: int) -> ChangeRequest | None:
    return next((r for r in context.audit.requests if r.number == number), None)


@OUTCOMES.add(SignDuty, StillApproveDuty)
def sign(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Their verdict, or that they withdrew it; nothing where others signed in their place."""
    given = _signature(context, key, who)
    if given is None:
        return None
    said = "outcome-signature-withdrawn" if given.withdrawn else f"outcome-signed-{given.verdict}"
    stage, role = context.stage_title(key.stage), context.role_title(key.role)
    return Outcome(context.say(said, stage=stage, role=role, by=context.mention(given.person)))


def _signature(context: ViewContext, key: DutyKey, who: Person) -> Signature | None:
    signatures = reversed(context.stage_state(key.stage).signatures)
    return next((s for s in signatures if s.role == key.role and who in (s.person, s.seat)), None)


@OUTCOMES.add(RespondDuty)
def respond(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """What they said of the facts."""
    responses = context.stage_state(key.stage).responses
    given = next((r for r in reversed(responses) if r.role == key.role and r.person == who), None)
    if given is None:
        return None
    by = context.mention(given.person)
    return Outcome(context.say(f"outcome-{given.verdict}", stage=context.stage_title(key.stage), by=by))


@OUTCOMES.add(AnswerFindingDuty, SettleFindingDuty, SecondDispositionDuty)
def finding(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """How a problem stands now."""
    found = next((f for f in context.audit.findings if f.number == key.number), None)
    if found is None:
        return None
    if found.disposition != "open":
        by = context.mention(found.disposed_by or found.by)
        what = context.say(f"disposition-{found.disposition}")
        return Outcome(context.say("outcome-problem-settled", number=found.number, what=what, by=by))
    if key.duty is AnswerFindingDuty and found.answer:
        return Outcome(context.say("outcome-problem-answered", number=found.number))
    return None


@OUTCOMES.add(NameRisksDuty)
def name_risks(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """How many risks are tested."""
    count = sum(risk.priority for risk in context.audit.risks)
    return Outcome(context.say("outcome-risks", count=count)) if count else None


@OUTCOMES.add(AnswerKindsDuty)
def answer_kinds(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who answered last, where every kind is answered for."""
    said = context.audit.risk_kinds
    if not said or any(unanswered_kinds(context.audit, spec) for spec in context.framework.stages):
        return None
    last = max(said, key=lambda each: each.at)
    return Outcome(context.say("outcome-kinds", by=context.mention(last.by)))


@OUTCOMES.add(SetThresholdDuty)
def set_threshold(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who set it."""
    risk = context.audit.risk(key.of)
    if risk is None or not risk.thresholds:
        return None
    return Outcome(context.say("outcome-threshold", risk=risk.key, by=context.mention(risk.thresholds[-1].by)))


@OUTCOMES.add(MeasureRiskDuty)
def measure_risk(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who admitted a result for it."""
    placed = (s for r in reversed(context.audit.results) for s in r.placed if s.risk == key.of)
    given = next(placed, None)
    return Outcome(context.say("outcome-measured", risk=key.of, by=context.mention(given.by))) if given else None


@OUTCOMES.add(LogFailureDuty)
def log_failure(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """The problem it is on record as."""
    found = next((f for f in reversed(context.audit.findings) if f.risk == key.of), None)
    return Outcome(context.say("outcome-logged", risk=key.of, number=found.number)) if found else None


@OUTCOMES.add(ConfirmManifestDuty)
def confirm_manifest(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Whether the files are the model's."""
    manifest = next((m for m in context.audit.manifests if m.number == key.number), None)
    if manifest is None or manifest.status not in ("stated", "dropped"):
        return None
    return Outcome(context.say(f"outcome-manifest-{manifest.status}"))


@OUTCOMES.add(CloseStageDuty)
def close_stage(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """When it was closed."""
    stage = context.stage_state(key.stage)
    if stage.status != "closed" or stage.closed_at is None:
        return None
    title, day = context.stage_title(key.stage), context.audit.calendar.day(stage.closed_at)
    return Outcome(context.say("outcome-stage-closed", stage=title, day=day))


@OUTCOMES.add(AnswerReopenedDuty)
def answer_reopened(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """It still stands, or is open again."""
    stage = context.stage_state(key.stage)
    if stage.questioned:
        return None
    kind = "stands" if stage.status == "closed" else "reopened"
    return Outcome(context.say(f"outcome-stage-{kind}", stage=context.stage_title(key.stage)))


@OUTCOMES.add(PublishSummaryDuty)
def publish_summary(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who published it."""
    summary = next((s for s in context.audit.summaries if s.number == key.number), None)
    if summary is None or summary.published_by is None:
        return None
    return Outcome(context.say("outcome-summary-published", by=context.mention(summary.published_by)))


@OUTCOMES.add(CheckLinesDuty)
def check_lines(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """What they said of their lines; nothing where they said nothing in time."""
    summary = next((s for s in context.audit.summaries if s.number == key.number), None)
    answers = {a.statement: a.verdict for a in summary.answers if a.person == who} if summary else {}
    if not answers:
        return None
    disputed = sum(verdict == "dispute" for verdict in answers.values())
    return Outcome(context.say("outcome-lines", accurate=len(answers) - disputed, disputed=disputed))


@OUTCOMES.add(RecommendDuty)
def recommend(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """The form they recommend; nothing where another auditor's was enough."""
    given = next((r for r in reversed(context.audit.recommendations) if r.person == who), None)
    if given is None:
        return None
    form, by = context.form_title(given.form), context.mention(given.person)
    return Outcome(context.say("outcome-recommended", form=form, by=by))


@OUTCOMES.add(OpenBallotDuty)
def open_ballot(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Until when the board votes, or that it did."""
    found = context.audit.ballot
    return Outcome(context.say("outcome-ballot-opened", deadline=found.deadline)) if found else None


@OUTCOMES.add(VoteDuty)
def vote(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """The receipt of a ballot, with the way to another one while voting is open; nothing for who did not vote."""
    found = next((r for r in context.audit.ballots if r.number == key.number), None)
    if found is None or who not in found.sealed:
        return None
    if found.status != "open":
        return Outcome(context.say("outcome-voted-closed", number=found.number))
    value = ButtonValue(audit=context.audit.key, stage=key.stage, number=found.number)
    again = button(context.say("button-change-ballot"), ActionId.VOTE, value)
    return Outcome(context.say("outcome-voted", deadline=found.deadline), (again,))


@OUTCOMES.add(PostDecisionDuty)
def post_decision(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """It was posted, or the board is asked afresh."""
    proposal = next((p for p in context.audit.proposals if p.round == key.number), None)
    if proposal is None or proposal.status not in ("posted", "asked-again"):
        return None
    return Outcome(context.say(f"outcome-proposal-{proposal.status}"))


@OUTCOMES.add(MeetDuty)
def meet(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who said that it is done."""
    by = _followed(context, key).claimed_by
    return Outcome(context.say("outcome-met", item=key.of, by=context.mention(by))) if by else _settled(context, key)


@OUTCOMES.add(VerifyDuty)
def verify(context: ViewContext, key: DutyKey, who: Person) -> Outcome | None:
    """Who verified it."""
    by = _followed(context, key).verified_by
    return (
        Outcome(context.say("outcome-verified", item=key.of, by=context.mention(by))) if by else _settled(context, key)
    )


def _followed(context: ViewContext, key: DutyKey) -> Followed:
    """What became of a condition or mitigation, under whichever decision it bound."""
    return context.audit.followed.get(f"{key.number}:{key.of}", Followed())
