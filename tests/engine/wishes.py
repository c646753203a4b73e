"""What people might wish for next: any command, by anybody, at any time; mostly what is owed, so that audits get far.

Owns the drawing of commands. Must not know whether a wish will be granted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bot.domain.ballot.commands import CastBallot, OpenBallot, RecommendForm, RevealBallots
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    CallHold,
    ClaimDone,
    CoSign,
    LiftHold,
    ListMitigations,
    NameOwner,
    PlanRow,
    PostDecision,
    RecordUpkeep,
    ReportCancelling,
    StageRelease,
    VerifyDone,
)
from bot.domain.decision.rules import moments
from bot.domain.decision.state import Proposal
from bot.domain.documents.commands import (
    AcceptArtifact,
    AnswerContradiction,
    AnswerEarlierDocument,
    ChooseEncoding,
    DismissOffer,
    FailArtifact,
    MarkWithoutEffect,
    RequestChanges,
    ResolveChanges,
    StoreArtifact,
    SubmitArtifact,
)
from bot.domain.documents.duties import lines_for
from bot.domain.duties.commands import AnswerMotion, ExtendDuty, MakeMotion, ProceedWithout, RecordReminders
from bot.domain.duties.rules import duties_of
from bot.domain.engine.decide import decide
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerExpectation,
    AnswerRiskKinds,
    AnswerVersion,
    CarryResult,
    ConfirmManifest,
    FailReading,
    OfferResult,
    RecordReading,
    RecordRisk,
    RerunResult,
    RevealThresholds,
    SetThreshold,
    SubmitManifest,
    ThresholdPaper,
    TieManifest,
)
from bot.domain.evaluations.measurement import Completeness, EvaluationResult, SystemUnderTest
from bot.domain.evaluations.state import Terms
from bot.domain.evaluations.verdicts import has_result
from bot.domain.findings.commands import AnswerFinding, DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.content import Source
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.errors import AuditError
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import (
    AnswerAudience,
    AnswerEnd,
    AnswerFramework,
    AnswerReopened,
    ApproveVariant,
    CloseStage,
    PassTime,
    ProposeEnd,
    RefuseVariant,
    ReopenStage,
    TakeIn,
    UpgradeAudit,
)
from bot.domain.redaction.commands import ConfirmRedaction
from bot.domain.reflection.commands import (
    AnswerStatements,
    FailSummary,
    PublishSummary,
    RecordSummary,
    RequestSummary,
    StopSummary,
)
from bot.domain.reflection.state import Statement
from bot.domain.roster.commands import (
    AcceptRole,
    AssignRoles,
    RecordGone,
    RefuseRoleChange,
    SecondRoleChange,
    SecondWaiver,
)
from bot.domain.sign_offs.commands import CloseCondition, Respond, SignOff
from tests.builders import (
    AUDITOR,
    AUDITOR_2,
    BOARD,
    DEPUTY,
    ENGINEER,
    LEAD,
    LEGAL,
    PRODUCT,
    SAFETY,
    STRANGER,
    WEIGHTS,
    built_in,
    measured,
    written,
)
from tests.engine.any_arguments import ANYTHING, NOWHERE
from tests.engine.any_duty_arguments import PEOPLE
from tests.engine.any_threshold_arguments import SECONDED
from tests.engine.draws import Draws
from tests.engine.played_audits import Branch

TRIES = 25
"""How often arguments are drawn anew for a command that would do nothing."""


class Wishes(Draws):
    """Draws commands for one play. `pick` chooses one of several; `audit` is how it stands."""

    def __init__(self, play: Branch, pick: Callable[[Sequence[Any]], Any]) -> None:
        self.play = play
        self.pick = pick
        self.audit = play.audit

    def next(self) -> Command:
        """One wish: something owed, something that happens by itself, or anything at all."""
        turn = self.pick(("owed",) * 6 + ("outside",) * 3 + ("any",) * 5)
        if turn == "owed" and (owed := duties_of(self.audit, self.play.framework, self.play.today)):
            return self.answer(self.pick(owed))
        if turn != "any":
            return self.outside()
        return self.any()

    # --- what is owed

    def answer(self, duty: Duty) -> Command:
        """A plausible answer to a duty, by who owes it."""
        audit, who = self.audit, duty.person
        number = duty.number
        match duty.kind:
            case "accept-role":
                return self._(AcceptRole, who, role=duty.role)
            case "reassign":
                kept = [s.person for s in audit.roster.get(duty.role, ()) if s.person != duty.about]
                return self._(AssignRoles, who, roles={duty.role: (*kept, self.pick(PEOPLE))})
            case "overdue":
                kind = self.pick((ExtendDuty, ProceedWithout))
                more = {"until": self.day()} if kind is ExtendDuty else {}
                return self._(kind, who, duty=duty.of, reason=self.words(), **more)
            case "answer-extension":
                return self._(ExtendDuty, who, duty=duty.of, until=self.day(), reason=self.words())
            case "answer-offer":
                return self._(DismissOffer, who, offer=duty.of)
            case "place-result":
                return self._(AdmitResult, who, number=number, risk=self.risk(), measured=measured(), why=None)
            case "name-risks":
                words = self.words()
                return self._(RecordRisk, who, title=words, likelihood=3, severity=4, priority=True)
            case "answer-expectation":
                return self._(AnswerExpectation, who, **{**ANYTHING[AnswerExpectation](self), "number": number})
            case "set-threshold":
                return self.threshold(who, duty.of)
            case "measure-risk":
                source = Source(channel="C", ts=f"{self.pick(range(30))}.1", file="FRESULT")
                return self._(OfferResult, who, source=source, name=self.words(), artifact="risk-chart")
            case "state-weights":
                return self._(SubmitManifest, who, fingerprint=WEIGHTS, how=self.words())
            case "second-version" | "confirm-manifest":
                kind = AnswerVersion if duty.kind == "second-version" else ConfirmManifest
                return self._(kind, who, number=number, confirm=self.pick((True, True, False)))
            case "confirm-framework" | "confirm-audience" | "answer-kinds":
                of: dict[str, type[Command]] = {"answer-kinds": AnswerRiskKinds, "confirm-audience": AnswerAudience}
                return self._(kind := of.get(duty.kind, AnswerFramework), who, **ANYTHING[kind](self))
            case "second-metric-names" | "second-threshold-correction" | "second-guarded-result":
                return self._(SECONDED[duty.kind], who, number=number, confirm=self.pick((True, True, False)))
            case "tie-manifest":
                return self._(TieManifest, who, **{**ANYTHING[TieManifest](self), "number": number})
            case "log-failure":
                common = {"stage": duty.stage, "severity": "severe", "text": self.words(), "risk": duty.of}
                return self._(LogFinding, who, **common, blocks=(self.pick((3, 5, 7)),))
            case "place-outdated":
                if self.pick((True, False)):
                    return self._(CarryResult, who, number=number, why=self.words())
                return self._(RerunResult, who, number=number)
            case "submit" | "rework":
                return self.submit(who, duty.artifact, self.pick(("text", "text", "text", "file", "link")))
            case "review":
                return self.review(who, duty.artifact, number)
            case "second-support":
                return self._(AcceptArtifact, who, artifact=duty.artifact, version=number, supports=True)
            case "answer-finding":
                return self._(AnswerFinding, who, finding=number, text=self.words())
            case "settle-finding":
                how = self.pick(("fixed", "mitigated", "accepted", "open"))
                return self._(DisposeFinding, who, finding=number, disposition=how, why=self.words())
            case "answer-contradictions":
                asked = next(c.number for c in audit.contradictions if c.pending and c.artifact == duty.artifact)
                how = self.pick(("mending", "different", "kept"))
                return self._(AnswerContradiction, who, contradiction=asked, answer=how, why=self.words())
            case "second-disposition":
                return self._(SecondDisposition, who, finding=number, confirm=self.pick((True, True, False)))
            case "answer-changes":
                return self._(ResolveChanges, who, number=number, resolved=self.pick((True, False)), what=self.words())
            case "sign" | "still-approve":
                return self.sign(who, duty.stage, duty.role, self.pick(("approve",) * 5 + ("approve-if",)))
            case "respond":
                return self._(Respond, who, stage=duty.stage, verdict="facts-correct")
            case "close-condition":
                return self._(CloseCondition, who, condition=number)
            case "confirm-end":
                return self._(AnswerEnd, who, confirm=self.pick((False, False, True)))
            case "approve-variant":
                if self.pick((True, False)):
                    return self._(ApproveVariant, who)
                return self._(RefuseVariant, who, reason=self.words())
            case "make-full":
                return self._(UpgradeAudit, who, framework=self.play.text(built_in().model_dump_json()))
            case "second-waiver":
                waiver = audit.waivers[number - 1]
                return self._(SecondWaiver, who, person=waiver.person, roles=waiver.roles)
            case "second-role-change" | "second-naming":
                return self._(self.pick((SecondRoleChange, SecondRoleChange, RefuseRoleChange)), who, number=number)
            case "confirm-redaction":
                return self._(ConfirmRedaction, who, content=duty.of)
            case "answer-reopened":
                return self._(AnswerReopened, who, stage=duty.stage, stands=self.pick((True, True, False)))
            case "recommend":
                form = self.pick((0, 1, audit.asked_form))
                return self._(RecommendForm, who, form=form, reason=self.words(), benefits=self.words())
            case "publish-summary":
                return self._(PublishSummary, who, number=number)
            case "check-lines":
                lines = [s.id for s in audit.published.statements if s.person == who] if audit.published else []
                return self._(AnswerStatements, who, number=number, statements=tuple(lines), verdict="accurate")
            case "earlier-documents":
                spec, earlier = lines_for(audit, self.play.framework, who, self.play.today)[0]
                holds = self.pick((True, True, False))
                return self._(AnswerEarlierDocument, who, artifact=spec.key, version=earlier.number, holds=holds)
            case "second-no-effect":
                return self._(MarkWithoutEffect, who, artifact=duty.artifact, version=number)
            case "close-stage" | "take-in":
                return self._(CloseStage if duty.kind == "close-stage" else TakeIn, who, stage=duty.stage)
            case "open-ballot":
                return self._(OpenBallot, who)
            case "vote":
                return self.vote(who, number)
            case "name-owner":
                due = self.play.today + timedelta(days=9)
                owner = self.pick((ENGINEER, PRODUCT, AUDITOR))
                return self._(NameOwner, who, round=number, item=duty.of, owner=owner, check=self.words(), due=due)
            case "meet":
                return self._(ClaimDone, who, round=number, item=duty.of, words=self.words())
            case "verify":
                done = self.pick((True, True, False))
                return self._(VerifyDone, who, round=number, item=duty.of, done=done, words=self.words())
            case "recurring" | "first-report":
                return self._(RecordUpkeep, who, of=duty.of, due=duty.due, words=self.words())
            case "second-motion":
                return self._(AnswerMotion, who, motion=number, agree=self.pick((True, True, False)))
            case "stand-in" | "late-condition":
                return self._(MakeMotion, who, **ANYTHING[MakeMotion](self))
            case "answer-report":
                return self._(
                    AnswerReport,
                    who,
                    report=number,
                    happened=self.pick((True, True, False)),
                    why=self.words(),
                    containment=self.pick((SAFETY, None)),
                )
            case "confirm-outside":
                return self._(AnswerOutside, who, confirm=self.pick((True, False)))
            case "post-decision":
                return self._(PostDecision, who, round=number)
            case "say-reopening":
                return self._(StageRelease, who, words=self.words())
        raise LookupError(f"nobody knows what to wish for where {duty.kind} is owed")

    # --- what happens by itself

    def outside(self) -> Command:
        """An effect came back, or time passed."""
        audit = self.audit
        fetching = [(k, v.number) for k, vs in audit.artifacts.items() for v in vs if v.status == "fetching"]
        if fetching:
            artifact, version = self.pick(fetching)
            if self.pick((True, True, False)):
                content = self.words().digest
                return self._(StoreArtifact, SYSTEM, artifact=artifact, version=version, content=content, size=9)
            problem = self.pick(("gone", "encoding"))
            return self._(FailArtifact, SYSTEM, artifact=artifact, version=version, problem=problem)
        if unclear := [(k, v) for k, vs in audit.artifacts.items() for v in vs[-1:] if v.problem == "encoding"]:
            artifact, latest = self.pick(unclear)
            return self._(ChooseEncoding, latest.by, artifact=artifact, version=latest.number, encoding="cp932")
        if reading := [r.number for r in audit.results if r.status == "reading"]:
            return self.reading(self.pick(reading))
        if sealed := [r for r in audit.risks if has_result(audit, r) and any(t.terms is None for t in r.thresholds)]:
            papers = {t.number: self.play.prose[t.sealed] for t in sealed[0].thresholds}
            return self._(RevealThresholds, SYSTEM, risk=sealed[0].key, opened=papers)
        if audit.ballot and audit.ballot.status in ("open", "closed") and self.pick((True, False, False)):
            return self.disturb()
        if audit.ballot and audit.ballot.status == "closed":
            opened = {who: self.play.prose[digest] for who, digest in audit.ballot.sealed.items()}
            return self._(RevealBallots, SYSTEM, round=audit.ballot.number, opened=opened)
        if audit.ballot and audit.plan_round < audit.ballot.number and self.pick((True, False)):
            rows = (PlanRow(what=self.words(), when=self.pick(("before", "after")), owner=self.words()),)
            return self._(
                ListMitigations, SYSTEM, round=audit.ballot.number, artifact="remediation-plan", version=1, rows=rows
            )
        if audit.in_force and self.pick((True, False, False)):
            key = self.pick(("SHA256:a", "SHA256:b"))
            return self._(CoSign, self.pick(BOARD), round=audit.in_force.round, key=key, signature=self.words())
        if audit.in_force and self.pick((True, False)):
            cause = self.pick(("incident", "quantisation"))
            return self._(ReportCancelling, self.pick((SAFETY, ENGINEER)), cause=cause, text=self.words())
        if audit.proposal and self.pick((True, True, False)):
            return self.cooling(audit.proposal)
        if audit.summary and audit.summary.status == "requested":
            return self.draft(audit.summary.number)
        if "reflection" in audit.open_stages() and not audit.published and not audit.summary:
            return self._(RequestSummary, LEAD)
        if self.pick((True, False, False)):
            return self.remind()
        self.play.clock.forward(timedelta(hours=self.pick((1, 5, 24, 24, 72, 200))))
        return self._(PassTime, SYSTEM)

    def risk(self) -> str:
        """The key of a risk, mostly of one that is there."""
        return str(self.pick([*(r.key for r in self.audit.risks), "R1"]))

    def threshold(self, who: Person, risk: str) -> Command:
        """A sealed threshold."""
        terms = Terms(direction="at-most", value=self.pick((0.1, 0.3)), margin=self.pick((None, 0.05)))
        paper = ThresholdPaper(metric="attack_success_rate", terms=terms)
        sealed = self.play.text(paper.model_dump_json(), sealed=True)
        return self._(SetThreshold, who, risk=risk, paper=paper, sealed=sealed)

    def read(self, number: int) -> Command:
        """A result file that could be read: of the model or of another, whole or not."""
        models = (SystemUnderTest(name=self.pick(("Foo-7B", "Bar-2"))),)
        run = Completeness(status=self.pick(("complete", "partial")))
        result = EvaluationResult(format="garak", models=models, completeness=run, measurements=(measured(),))
        reading = self.words()
        return self._(
            RecordReading, SYSTEM, number=number, content=reading.digest, size=9, result=result, reading=reading
        )

    def reading(self, number: int) -> Command:
        """A result file that could be read, or could not."""
        if self.pick((True, True, True, False)):
            return self.read(number)
        problem = self.pick(("unknown-format", "bomb"))
        return self._(FailReading, SYSTEM, number=number, problem=problem, params=self.words(), offer="o3")

    def disturb(self) -> Command:
        """Something that must not happen unnoticed while the board votes."""
        waiting = [(k, v) for k, vs in self.audit.artifacts.items() for v in vs[-1:] if v.status == "submitted"]
        what = self.pick(("newer", "newer", "board", "gone", "back", "end"))
        if what == "newer" and waiting:
            artifact, version = self.pick(waiting)
            return self.review(self.pick((SAFETY, AUDITOR_2)), artifact, version.number)
        if what == "newer":
            return self.submit(self.pick((ENGINEER, AUDITOR)), self.document(), "text")
        if what == "board":
            return self._(AssignRoles, LEAD, **ANYTHING[AssignRoles](self))
        if what == "gone":
            return self._(RecordGone, SYSTEM, person=self.pick(BOARD))
        if what == "back":
            return self._(ReopenStage, LEAD, stage=self.stage(), reason=self.words())
        proposed = self.audit.end_proposal is not None
        return self._(AnswerEnd, SAFETY, confirm=True) if proposed else self._(ProposeEnd, LEAD, reason=self.words())

    def cooling(self, proposal: Proposal) -> Command:
        """Somebody holds it, lets go, changes what it stands on, or time passes."""
        what = self.pick(("hold", "lift", "disturb", "time", "time"))
        if what == "hold":
            return self._(CallHold, self.pick((*BOARD, LEAD, SAFETY)), round=proposal.round, reason=self.words())
        if what == "lift" and proposal.holds:
            hold = self.pick(proposal.holds)
            return self._(LiftHold, hold.by, round=proposal.round, hold=hold.number)
        if what == "disturb":
            return self.disturb()
        self.play.clock.set(max(self.play.now, proposal.until, *moments(self.audit, self.play.framework)))
        return self._(PassTime, SYSTEM)

    def remind(self) -> Command:
        """A daily list, after which some of it is the lead's business."""
        owed = duties_of(self.audit, self.play.framework, self.play.today)
        person = self.pick([d.person for d in owed] or [LEAD])
        ids = tuple(d.id for d in owed if d.person == person)
        return self._(
            RecordReminders, SYSTEM, person=person, duties=ids or ("none",), escalated=ids[: self.pick((0, 1))]
        )

    def draft(self, number: int) -> Command:
        """A summary that quotes some people."""
        if self.pick((True, True, True, False)):
            people = self.pick(((ENGINEER, SAFETY), (STRANGER,), (LEGAL, ENGINEER, PRODUCT)))
            lines = tuple(
                Statement(
                    id=f"s{n}", question="unknowns", person=p, source=Source(channel="C", ts=f"1.{n}"), dissent=n == 1
                )
                for n, p in enumerate(people)
            )
            return self._(
                RecordSummary,
                SYSTEM,
                number=number,
                content=self.words(),
                discussion=NOWHERE,
                origin="excerpts",
                statements=lines,
            )
        if self.pick((True, False)):
            return self._(StopSummary, LEAD, number=number)
        return self._(FailSummary, SYSTEM, number=number, problem="timeout")

    # --- anything

    def any(self) -> Command:
        """Any command, with any arguments, by anybody; of several draws the first that does something."""
        kind = self.pick(tuple(ANYTHING))
        draws = (self.draw(kind) for _ in range(self.pick((1, TRIES))))
        return next(filter(self.does_something, draws), None) or self.draw(kind)

    def draw(self, kind: type[Command]) -> Command:
        """A command of a kind with arguments drawn for it, by anybody."""
        who = self.pick((*PEOPLE, LEAD, DEPUTY, SAFETY, SYSTEM))
        return self._(kind, who, **ANYTHING[kind](self))

    def does_something(self, command: Command) -> bool:
        """Whether a command would be granted and leave a trace."""
        try:
            return bool(decide(self.audit, self.play.framework, command, self.play.now))
        except AuditError:
            return False

    def submit(self, who: Person, artifact: str, kind: str) -> Command:
        """A text, a file or a link."""
        ts = f"{self.pick(range(30))}.1"
        known = self.play.framework.has_artifact(artifact)
        words = self.play.text(written(self.play.framework.artifact(artifact))) if known else self.words()
        text = words if kind == "text" and self.pick((True, True, False)) else self.words()
        return self._(
            SubmitArtifact,
            who,
            artifact=artifact,
            kind=kind,
            name=self.words(),
            text=None if kind == "file" else text,
            source=Source(channel="C", ts=ts, file=f"F{ts}" if kind == "file" else ""),
            written_afterwards=self.pick((False, True)),
            offer=self.pick(("", "o1")),
            draft=self.pick((False, True)),
        )

    def review(self, who: Person, artifact: str, number: int) -> Command:
        """Mostly accepted, now and then sent back."""
        if self.pick((True,) * 4 + (False,)):
            verdict = self.play.framework.has_artifact(artifact) and self.play.framework.artifact(artifact).verdict
            supports = self.pick((True, True, True, False)) if verdict else None
            return self._(AcceptArtifact, who, artifact=artifact, version=number, supports=supports)
        return self._(RequestChanges, who, artifact=artifact, version=number, what=self.words())

    def sign(self, who: Person, stage: str, role: str, verdict: str) -> Command:
        """A verdict on what is there now."""
        framework = self.play.framework
        seen = evidence_of(self.audit, framework, stage) if framework.has_stage(stage) else NOWHERE
        said = {"condition": self.words(), "artifact": self.document(), "what": self.words()}
        return self._(SignOff, who, stage=stage, role=role, verdict=verdict, seen=seen, **said)

    def vote(self, who: Person, number: int) -> Command:
        """A ballot of any content up to the form asked for."""
        forms = tuple(range(1, self.audit.asked_form + 1))
        ticked = self.pick(((), forms[:1], forms[:2], forms, forms[-1:], (0,)))
        back = "" if ticked else self.pick(("", "testing", "scoping"))
        wanted = self.pick(((), (), ("Log it.",), ("Log it.", "Watch it."))) if ticked else ()
        public, to = self.pick(("", "I would wait.")), self.pick(((), (), ticked, ticked[:1], (8,))) if wanted else ()
        paper = self.play.paper(*ticked, send_back=back, public=public, conditions=wanted, conditions_for=to)
        sealed = self.play.text(paper.model_dump_json(), sealed=True)
        return self._(CastBallot, who, round=number, paper=paper, sealed=sealed)
