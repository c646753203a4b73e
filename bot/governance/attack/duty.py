"""What people do to get on: accept roles, hand in, sign, close, open, vote, post.

Owns the moves of plain duty, one list for everybody: honest people do them all in building a start, the coalition does
them all in its own favour, and of everybody else only those that judge nothing. No rule is known here: whoever tries in
vain is refused by `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar

from bot.domain.ballot.commands import BallotPaper, CastBallot, OpenBallot, RecommendForm
from bot.domain.ballot.support import matrix
from bot.domain.decision.commands import (
    AnswerOutside,
    AnswerReport,
    ClaimDone,
    DropCondition,
    LiftHold,
    NameOwner,
    PostDecision,
    VerifyDone,
)
from bot.domain.documents.commands import AcceptArtifact, AnswerEarlierDocument, ResolveChanges, SubmitArtifact
from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.duties.commands import AnswerMotion, MakeMotion
from bot.domain.evaluations.commands import (
    AdmitResult,
    AnswerExpectation,
    AnswerGuardedResult,
    AnswerMetricNames,
    AnswerRiskKinds,
    AnswerThresholdCorrection,
    AnswerVersion,
    CarryResult,
    ChangeModel,
    ConfirmManifest,
    KindWord,
    OfferResult,
    RecordRisk,
    SetThreshold,
    SubmitManifest,
)
from bot.domain.evaluations.expectations import accepted_list, unanswered_expectations
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.evaluations.tampering import is_outdated
from bot.domain.evaluations.verdicts import outdated_results, prioritised_risks
from bot.domain.findings.commands import DisposeFinding, LogFinding, SecondDisposition
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Source
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import ArtifactSpec, Framework, StageSpec
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Command
from bot.domain.lifecycle.commands import AnswerReopened, ApproveVariant, CloseStage, ResumeAudit, TakeIn
from bot.domain.lifecycle.late_evidence import to_take_in
from bot.domain.reflection.commands import AnswerStatements, PublishSummary, RequestSummary
from bot.domain.roster.commands import AcceptRole, SecondRoleChange, SecondWaiver, StateTies
from bot.domain.roster.state import Seat
from bot.domain.sign_offs.commands import CarryCondition, CloseCondition, Respond, SignOff
from bot.governance.attack.content import METRIC, WEIGHTS, Content, threshold
from bot.governance.attack.world import World

Board = Literal["knowing", "trusting"]
"""knowing: seats outside the coalition never tick the form in question · trusting: they tick what the matrix calls
supported."""


@dataclass(frozen=True, slots=True)
class Aims:
    """What somebody works for."""

    form: int
    """The release form in question."""
    content: Content
    ticks: Callable[[World], tuple[int, ...]]
    """What they tick, once the ballot is open."""
    honest: bool = False
    """They call a failure severe."""


PartOfState = TypeVar("PartOfState")

Made = TypeVar("Made")

Move = Callable[[World, Person, Aims], Iterator[Command]]


def all_forms(world: World) -> tuple[int, ...]:
    """Every form that can be ticked."""
    return tuple(range(1, world.audit.asked_form + 1))


def supported_forms(world: World) -> tuple[int, ...]:
    """What the matrix calls supported."""
    return tuple(s.form for s in matrix(world.audit, world.framework) if s.form and s.supported)


def held_roles(world: World, who: Person) -> tuple[str, ...]:
    """The roles somebody stands in the roster for, or acts in for somebody else."""
    return _remembered("roles", world.audit.roster, _roles).get(who, ())


def _roles(roster: dict[str, tuple[Seat, ...]]) -> dict[Person, tuple[str, ...]]:
    held: dict[Person, tuple[str, ...]] = {}
    for role, seats in roster.items():
        for seat in seats:
            for who in (seat.person, *((seat.delegation.to,) if seat.delegation else ())):
                if seat.accepted is not False and role not in held.get(who, ()):
                    held[who] = (*held.get(who, ()), role)
    return held


def _powers(world: World, who: Person) -> set[str]:
    return {power for role in held_roles(world, who) for power in world.framework.role(role).powers}


def _remembered(name: str, part: PartOfState, make: Callable[[PartOfState], Made]) -> Made:
    """What is made of a part of a state, once for every state that has the same part."""
    known = _MEMORY.get(name)
    if known is None or known[0] is not part:
        known = _MEMORY[name] = (part, make(part))
    made: Made = known[1]
    return made


_MEMORY: Final[dict[str, tuple[object, Any]]] = {}


def _accept_roles(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    for role, seats in world.audit.roster.items():
        if any(s.person == who and s.accepted is None for s in seats):
            yield world.command(AcceptRole, who, role=role)


def _run(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """What whoever leads does as soon as it can be done."""
    if "manage" not in _powers(world, who):
        return
    audit = world.audit
    if audit.paused:
        yield world.command(ResumeAudit, who)
    if audit.summary is None or audit.summary.status == "failed":
        yield world.command(RequestSummary, who)
    elif audit.summary.status == "drafted":
        yield world.command(PublishSummary, who, number=audit.summary.number)
    for condition in audit.conditions:
        yield world.command(CarryCondition, who, condition=condition.number)
    for stage in audit.open_stages():
        yield world.command(CloseStage, who, stage=stage)
    if audit.proposal is None and audit.in_force is None and _all_closed(world):
        yield world.command(OpenBallot, who)
    if audit.proposal and audit.proposal.held_up and not audit.proposal.held:
        yield world.command(PostDecision, who, round=audit.proposal.round)


def _all_closed(world: World) -> bool:
    return all(world.audit.stages[s.key].status == "closed" for s in world.framework.stages if not s.ballot)


def _answer(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """What somebody is asked: facts, their own lines, and whether what they signed still stands."""
    audit = world.audit
    for stage, state in audit.stages.items():
        if state.questioned:
            yield world.command(AnswerReopened, who, stage=stage, stands=True)
    for stage in audit.open_stages():
        if world.framework.stage(stage).responses:
            yield world.command(Respond, who, stage=stage, verdict="facts-correct")
    if audit.published:
        lines = tuple(s.id for s in audit.published.statements if s.person == who)
        if lines:
            yield world.command(
                AnswerStatements, who, number=audit.published.number, statements=lines, verdict="accurate"
            )


def _vote(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    ballot = world.audit.ballot
    if ballot is None or ballot.status != "open" or who not in ballot.seats or who in ballot.sealed:
        return
    paper = BallotPaper(forms=aims.ticks(world), reason=world.texts.prose("What the evidence carries."))
    sealed = world.texts.prose(paper.model_dump_json(), sealed=True)
    yield world.command(CastBallot, who, round=ballot.number, paper=paper, sealed=sealed)


def _sign(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """Approvals. Those of whoever reviews, and leads nothing, judge."""
    for stage in world.audit.open_stages():
        for rule in world.framework.stage(stage).sign_offs:
            if rule.role in held_roles(world, who):
                seen = _evidence(world, stage)
                signed = (
                    (s.person, s.role, s.evidence) for s in world.audit.stages[stage].signatures if not s.withdrawn
                )
                if (who, rule.role, seen) not in signed:
                    yield world.command(SignOff, who, stage=stage, role=rule.role, verdict="approve", seen=seen)


def _evidence(world: World, stage: str) -> str:
    return _remembered(f"evidence:{stage}", world.audit, lambda audit: evidence_of(audit, world.framework, stage))


def judges(world: World, command: Command) -> bool:
    """Whether a command judges: an approval of somebody who reviews and leads nothing, or their word that a stage
    still stands.
    """
    if isinstance(command, AnswerReopened):
        return world.audit.rules > 1 and any(_judging(world, role) for role in held_roles(world, command.actor))
    return isinstance(command, SignOff) and _judging(world, command.role)


def _judging(world: World, role: str) -> bool:
    powers = world.framework.role(role).powers
    return "review" in powers and "manage" not in powers


def _hand_in(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    audit, framework, content = world.audit, world.framework, aims.content
    asked = _asked(framework, aims.form, audit.asked_form)
    for spec in (spec for role in held_roles(world, who) for spec in asked.get(role, ())):
        if spec.key in content.missing:
            continue
        current = audit.current(spec.key)
        again = not aims.honest and current and (current.status == "changes" or is_outdated(audit, spec))
        if current and not again:
            continue
        if audit.stages[framework.stage_of(spec.key).key].status != "waiting":
            yield handed_in(world, who, spec.key, content, current.number + 1 if current else 1)


def _asked(framework: Framework, form: int, asked_form: int) -> dict[str, list[ArtifactSpec]]:
    """By owning role, the documents that an audit cannot do without, or that a form up to this one needs."""

    def specs(framework: Framework) -> dict[str, list[ArtifactSpec]]:
        forms = [option.number for option in framework.options if 0 < option.number <= form]
        needed = {artifact for number in forms for need in framework.needs_of(number) for artifact in need.any_of}
        asked = [a for a in framework.artifacts() if framework.required(a, asked_form) or a.key in needed]
        return {role.key: [spec for spec in asked if role.key in spec.owners] for role in framework.roles}

    return _remembered(f"asked:{form}:{asked_form}", framework, specs)


def handed_in(world: World, who: Person, artifact: str, content: Content, edition: int = 1) -> Command:
    """A document being handed in; what a role without anybody in it would sign, as a signed file on its behalf."""
    spec, prose = world.framework.artifact(artifact), world.texts.prose
    risk = next((r.key for r in world.audit.risks), "R1")
    text = prose(content.document(spec, world.audit.weights or WEIGHTS, risk, edition))
    fields: dict[str, Any] = {"artifact": artifact, "name": prose(spec.title)}
    fields["ties"] = prose("None.") if spec.recorded_for else None
    if spec.recorded_for and not world.audit.roster.get(spec.recorded_for):
        file = Source(channel="", ts="", file=f"F{artifact}{edition}")
        return world.command(SubmitArtifact, who, **fields, kind="file", source=file, behalf=prose("A. Reviewer"))
    return world.command(SubmitArtifact, who, **fields, kind="text", text=text)


def _measure(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """Risks, thresholds, weights and results, where a stage asks for them and has none."""
    audit, content, prose = world.audit, aims.content, world.texts.prose
    if not aims.honest:
        yield from _confirm_manifests(world, who)
    stages = [world.framework.stage(key) for key in audit.open_stages()]
    if any(s.risks for s in stages) and not audit.risks:
        yield world.command(RecordRisk, who, title=prose("Harmful advice."), likelihood=3, severity=4, priority=True)
    for expectation in unanswered_expectations(audit, world.framework) if any(s.risks for s in stages) else ():
        list_version = accepted_list(audit, world.framework)
        said = {"version": list_version.number if list_version else 0, "number": expectation.number}
        yield world.command(AnswerExpectation, who, **said, why=prose("It is measured once a year, by hand."))
    for risk in audit.risks:
        if risk.priority and not risk.thresholds:
            paper = threshold(METRIC)
            sealed = prose(paper.model_dump_json(), sealed=True)
            yield world.command(SetThreshold, who, risk=risk.key, paper=paper, sealed=sealed)
    yield from _answer_kinds(world, who, stages)
    if not any(s.results for s in stages) or content.untested:
        return
    if not audit.weights:
        yield from _state_weights(world, who)
        return
    if any(r.priority for r in audit.risks) and not any(r.model == audit.model_number for r in audit.results):
        name = prose(content.result(audit.subject.model, audit.weights, world.now).model_dump_json())
        source = Source(channel="C", ts="", file=f"F{len(audit.results)}")
        yield world.command(OfferResult, who, source=source, name=name)


def _answer_kinds(world: World, who: Person, stages: Sequence[StageSpec]) -> Iterator[Command]:
    """Every kind of risk that nobody answered for is called tested, as the first risk; in a smaller audit, what takes a
    full one is not applicable.
    """
    left = [kind for spec in stages for kind in unanswered_kinds(world.audit, spec)]
    risk, variant = next((r.key for r in prioritised_risks(world.audit)), ""), world.framework.variant
    small = bool(variant.key) and not variant.practice
    if left and risk:
        tested: dict[str, Any] = {"verdict": "tested", "risks": (risk,)}
        out: dict[str, Any] = {"verdict": "not-applicable", "why": world.texts.prose("It only answers questions.")}
        words = (KindWord(kind=kind.key, **(out if small and kind.full_audit else tested)) for kind in left)
        yield world.command(AnswerRiskKinds, who, answers=tuple(words))


def _state_weights(world: World, who: Person) -> Iterator[Command]:
    """Which weights are audited: a builder's manifest, or, by the rules of before, the lead's word."""
    audit, why = world.audit, world.texts.prose("Hashed at the build.")
    if audit.rules < 2:
        yield world.command(ChangeModel, who, subject=audit.subject, weights=WEIGHTS, why=why)
        return
    yield from _confirm_manifests(world, who)
    if not any(manifest.status == "read" and not manifest.encrypted for manifest in audit.manifests):
        yield world.command(SubmitManifest, who, fingerprint=WEIGHTS, how=why)


def _confirm_manifests(world: World, who: Person) -> Iterator[Command]:
    for manifest in world.audit.manifests:
        if manifest.status == "read" and not manifest.encrypted:
            yield world.command(ConfirmManifest, who, number=manifest.number, confirm=True)


def _judge(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """Everything that judges, in favour of the release but for what speaks against it."""
    audit, content, prose = world.audit, aims.content, world.texts.prose
    powers = _powers(world, who)
    if not {"review", "vote", "manage", "redact"} & powers:
        return
    for artifact, number, original in _remembered("submitted", audit.artifacts, lambda _: _submitted(audit)):
        if not {"review", "manage"} & powers:
            break
        verdict = world.framework.artifact(artifact).verdict
        supports = artifact not in content.against if verdict else None
        judged = {"artifact": artifact, "version": number, "supports": supports, "original": original}
        yield world.command(AcceptArtifact, who, **judged)
    for stage in audit.stages if audit.rules > 1 else ():
        if to_take_in(audit, world.framework, stage):
            yield world.command(TakeIn, who, stage=stage)
    for result in audit.results:
        if result.status == "offered":
            for risk in audit.risks:
                found = {"number": result.number, "risk": risk.key, "measured": content.measured()}
                yield world.command(AdmitResult, who, **found, why=None)
    if not aims.honest:
        yield from _judge_leniently(world, who)
    for request in audit.requests:
        if request.status in ("open", "answered"):
            yield world.command(ResolveChanges, who, number=request.number, resolved=True)
    if not aims.honest:
        yield from _call_mended(world, who)
    for c in audit.conditions:
        yield world.command(CloseCondition, who, condition=c.number)
    for change in audit.version_changes:
        if change.status == "asked":
            yield world.command(AnswerVersion, who, number=change.number, confirm=True)
    for waiver in audit.waivers:
        if not waiver.seconded_by:
            yield world.command(SecondWaiver, who, person=waiver.person, roles=waiver.roles)
    if audit.role_change:
        yield world.command(SecondRoleChange, who, number=len(audit.role_changes))
    yield world.command(ApproveVariant, who)
    stages = [s for s in world.framework.stages if s.recommended_by and audit.stages[s.key].status == "open"]
    if stages and not audit.recommendations:
        reasons = {"reason": prose("The results carry it."), "benefits": prose("It helps.")}
        yield world.command(RecommendForm, who, form=audit.asked_form, **reasons)


def _call_mended(world: World, who: Person) -> Iterator[Command]:
    """A severe problem is said to be mended, and somebody seconds it."""
    for finding in world.audit.findings:
        if finding.severity == "severe" and finding.disposition == "open":
            if finding.proposed is None:
                fields = {"finding": finding.number, "disposition": "fixed", "why": world.texts.prose("It was mended.")}
                yield world.command(DisposeFinding, who, **fields)
            yield world.command(SecondDisposition, who, finding=finding.number, confirm=True)


def _judge_leniently(world: World, who: Person) -> Iterator[Command]:
    """What was measured or said of an earlier version, or of another metric, counts for this one."""
    audit = world.audit
    yield world.command(StateTies, who, ties=world.texts.prose("None."))
    for result in outdated_results(audit):
        why = world.texts.prose("Nothing changed that it measures.")
        yield world.command(CarryResult, who, number=result.number, why=why, model=audit.model_number)
    for artifact, number in _remembered("outdated", audit, lambda _: _of_earlier_versions(world)):
        said = {"artifact": artifact, "version": number, "model": audit.model_number}
        yield world.command(AnswerEarlierDocument, who, **said, holds=True)
    for names in audit.metric_names:
        yield world.command(AnswerMetricNames, who, number=names.number, confirm=True)
    for result in (r for r in audit.results if r.guarded):
        yield world.command(AnswerGuardedResult, who, number=result.number, confirm=True)
    for asked in audit.threshold_corrections:
        yield world.command(AnswerThresholdCorrection, who, number=asked.number, confirm=True)


def _of_earlier_versions(world: World) -> list[tuple[str, int]]:
    """Documents about an earlier version of the model that wait for a word, and their versions."""
    return [(spec.key, version.number) for spec, version in earlier_documents(world.audit, world.framework)]


def _submitted(audit: Audit) -> list[tuple[str, int, bool]]:
    """Documents that wait for a word, or for another person's that they support, their versions, and whether there is a
    signed original to be seen.
    """
    current = ((artifact, audit.current(artifact)) for artifact in audit.artifacts)
    return [
        (artifact, version.number, version.behalf is not None)
        for artifact, version in current
        if version and (version.status == "submitted" or (version.supports and version.supported_by is None))
    ]


def _log_failure(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """A result that does not hold is put on record as what it is."""
    if not aims.honest:
        return
    audit = world.audit
    stage = next((s.key for s in world.framework.stages if s.results and audit.stages[s.key].status == "open"), "")
    bad = {s.risk for r in audit.results for s in r.speaks if s.measured.value > 0.1} - {f.risk for f in audit.findings}
    if not stage:
        return
    for risk in sorted(bad):
        forms = tuple(o.number for o in world.framework.options if o.number)
        words = world.texts.prose("The test failed.")
        fields = {"stage": stage, "severity": "severe", "text": words, "risk": risk, "blocks": forms}
        yield world.command(LogFinding, who, **fields)


def _after_the_vote(world: World, who: Person, aims: Aims) -> Iterator[Command]:
    """What stands between a proposal, or a decision, and the release."""
    audit, prose = world.audit, world.texts.prose
    if audit.outside_proposal:
        yield world.command(AnswerOutside, who, confirm=True)
    for report in audit.reports:
        if report.status == "open":
            yield world.command(AnswerReport, who, report=report.number, happened=False, why=prose("It did not."))
    decided = audit.proposal or audit.in_force
    if not aims.honest:
        for motion in audit.motions:
            if motion.status == "asked":
                yield world.command(AnswerMotion, who, motion=motion.number, agree=True)
    if audit.proposal and audit.proposal.form >= aims.form:
        for hold in audit.proposal.held:
            yield world.command(LiftHold, who, round=audit.proposal.round, hold=hold.number)
    if decided is None or aims.honest:
        return
    if audit.proposal and audit.proposal.form < aims.form:
        yield world.command(OpenBallot, who)
    due = world.now.date() + timedelta(days=30)
    for item in _bound(world, decided.round):
        on = {"round": decided.round, "item": item}
        yield world.command(DropCondition, who, **on, why=prose("No longer needed."))
        yield world.command(MakeMotion, who, kind="drop", round=decided.round, of=item, why=prose("No longer needed."))
        if f"{decided.round}:{item}" not in audit.followed:
            yield world.command(NameOwner, who, **on, owner=who, check=prose("Look."), due=due)
        yield world.command(ClaimDone, who, **on, words=prose("Done."))
        yield world.command(VerifyDone, who, **on, done=True, words=prose("Seen."))


def _bound(world: World, number: int) -> Iterator[str]:
    """The keys of what was attached to a round and is not done."""
    audit = world.audit
    ballots = [b for r in audit.ballots if r.number == number for b in r.opened.values()]
    carried = sum(c.status == "carried" for c in audit.conditions)
    keys = [f"C{n}" for n in range(1, sum(len(b.conditions) for b in ballots) + carried + 1)]
    for key in (*keys, *(f"M{m.number}" for m in audit.mitigations)):
        found = audit.followed.get(f"{number}:{key}")
        if found is None or not (found.verified_by or found.dropped):
            yield key


PLAIN: Final[tuple[Move, ...]] = (_accept_roles, _run, _answer, _vote, _sign)
"""What everybody does who is asked; of these only approvals may judge."""

FAVOURS: Final[tuple[Move, ...]] = (
    _accept_roles,
    _hand_in,
    _measure,
    _judge,
    _log_failure,
    _sign,
    _answer,
    _run,
    _vote,
    _after_the_vote,
)
"""What gets an audit on by every means."""
