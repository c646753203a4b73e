"""The stages: when they were open, who approved what, what the builders answered, what is still missing.

Owns that part of a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.engine.fold import fold
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import StageCard
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import StageSpec
from bot.domain.lifecycle.events import ClosingUndone, StageClosed, StageReopened
from bot.domain.lifecycle.state import FrameworkMove, Stage
from bot.domain.sign_offs.rules import seat_of, silent_responders, waived_key
from bot.domain.sign_offs.state import Signature
from bot.reports.report_data import Material
from bot.reports.sections.documents import Paper, paper
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Another framework was taken up under way. `opened`: what had to be done again, in words."""

    before: str
    after: str
    asked: str
    agreed: str
    at: datetime
    opened: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One signature. `counts` is "" where it counts, else why it does not: withdrawn, changed."""

    name: str
    role: str
    verdict: str
    at: datetime
    counts: str
    states: str
    """What the signature states, in the framework's words."""
    seat: str = ""
    condition: int = 0
    carried: bool = False
    left_out: Said | None = None
    """Which kinds of risk the choice of risks leaves out, and why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a builder said of the stage's statements of fact."""

    name: str
    role: str
    verdict: str
    at: datetime
    text: Said | None


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition of an approval and what became of it: open, closed, carried."""

    number: int
    name: str
    text: Said | None
    status: str


@dataclass(frozen=True, slots=True)
class Without:
    """What the lead went on without, and why."""

    what: str
    reason: Said | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """The stage was opened again; `undone`: its closing was taken back, before anything had followed."""

    at: datetime
    name: str
    reason: Said | None
    event: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """An earlier closing of a stage, which was opened again or taken back since, as it was then."""

    at: datetime
    name: str
    event: int
    evidence: str
    signers: tuple[Approval, ...]
    """Whose signatures it was closed with."""


@dataclass(frozen=True, slots=True)
class StagePart:
    """One stage."""

    key: str
    number: int
    title: str
    goal: str
    status: str
    opened: datetime | None
    due: date | None
    closed: datetime | None
    closing_event: int
    evidence: str
    """Fingerprint of the documents it closed with."""
    questioned: bool
    link: str
    papers: tuple[Paper, ...]
    approvals: tuple[Approval, ...]
    conditions: tuple[ConditionLine, ...]
    replies: tuple[Reply, ...]
    silent: tuple[str, ...]
    without: tuple[Without, ...]
    before: tuple[Closing | Reopening, ...]
    """Its earlier closings and what undid them, the oldest first."""


def stages(read: Material) -> tuple[StagePart, ...]:
    """Every stage of the framework, in order."""
    return tuple(_part(read, number, spec.key) for number, spec in enumerate(read.framework.stages, 1))


def _part(read: Material, number: int, key: str) -> StagePart:
    audit, framework = read.audit, read.framework
    spec, stage = framework.stage(key), audit.stages[key]
    silent = silent_responders(audit, framework, key, read.audit.calendar.day(read.at))
    return StagePart(
        key=key,
        number=number,
        title=spec.title,
        goal=spec.goal,
        status=_status(read, spec, stage),
        opened=stage.opened_at,
        due=stage.due,
        closed=stage.closed_at if stage.status == "closed" else None,
        closing_event=stage.closed_seq if stage.status == "closed" else 0,
        evidence=stage.closed_evidence or "" if stage.status == "closed" else "",
        questioned=stage.questioned,
        link=read.cards.get(StageCard(key).key, ""),
        papers=tuple(paper(read, artifact) for artifact in spec.artifacts),
        approvals=_approvals(read, key),
        conditions=tuple(
            ConditionLine(c.number, read.name(c.by), said(read, c.text), c.status)
            for c in audit.conditions
            if c.stage == key
        ),
        replies=tuple(
            Reply(read.name(r.person), framework.role(r.role).title, r.verdict, r.at, said(read, r.text))
            for r in stage.responses
        ),
        silent=tuple(
            f"{read.name(who)} ({framework.role(role).title})" for role, people in silent.items() for who in people
        ),
        without=_without(read, key),
        before=tuple(sorted((*_closings(read, key), *_reopenings(read, key)), key=lambda each: each.event)),
    )


def _reopenings(read: Material, key: str) -> Iterator[Reopening]:
    for recorded in read.history:
        event = recorded.event
        if isinstance(event, StageReopened | ClosingUndone) and event.stage == key:
            reason = said(read, event.reason) if isinstance(event, StageReopened) else None
            undone = isinstance(event, ClosingUndone)
            yield Reopening(event.at, read.name(event.by), reason, recorded.seq, undone)


def _closings(read: Material, key: str) -> Iterator[Closing]:
    stage, audit, begun = read.audit.stages[key], None, 0
    for number, recorded in enumerate(read.history, 1):
        event = recorded.event
        if not isinstance(event, StageClosed) or event.stage != key:
            continue
        if stage.status == "closed" and recorded.seq == stage.closed_seq:
            return
        audit, begun = fold((each.event for each in read.history[begun:number]), audit), number
        signers = tuple(_approval(read, key, s, event.evidence) for s in audit.stages[key].signatures)
        yield Closing(
            at=event.at,
            name=read.name(event.by),
            event=recorded.seq,
            evidence=event.evidence,
            signers=tuple(each for each in signers if not each.counts),
        )


def _status(read: Material, spec: StageSpec, stage: Stage) -> str:
    """Where a stage stands. The last one never closes: it ends in the decision, every other open one with the audit."""
    if not read.audit.over or stage.status == "closed":
        return stage.status
    if stage.status == "waiting":
        return "never"
    return "decided" if spec.ballot and read.audit.decision else "stopped"


def _approvals(read: Material, key: str) -> tuple[Approval, ...]:
    stage = read.audit.stages[key]
    evidence = stage.closed_evidence if stage.status == "closed" else evidence_of(read.audit, read.framework, key)
    return tuple(_approval(read, key, signature, evidence) for signature in stage.signatures)


def _approval(read: Material, key: str, signature: Signature, evidence: Digest | None) -> Approval:
    """A signature, held against the evidence that it has to be of."""
    states = {rule.role: rule.statement for rule in read.framework.stage(key).sign_offs}
    return Approval(
        name=read.name(signature.person),
        role=_role(read, signature.role),
        verdict=signature.verdict,
        at=signature.at,
        counts="withdrawn" if signature.withdrawn else "" if signature.evidence == evidence else "changed",
        states=states.get(signature.role, ""),
        seat=read.name(seat_of(signature)) if signature.seat else "",
        condition=signature.condition or 0,
        carried=signature.carried,
        left_out=said(read, signature.left_out),
    )


def _role(read: Material, key: str) -> str:
    """A role by its title; by its key where the audit goes by a framework without it since."""
    return read.framework.role(key).title if read.framework.has_role(key) else key


def _without(read: Material, key: str) -> tuple[Without, ...]:
    """Answers of a stage that never came; which duty it was is in its key."""
    found = []
    for rule in read.framework.stage(key).sign_offs:
        reason = read.audit.proceeded_duties.get(waived_key(key, rule.role))
        if reason:
            found.append(Without(read.framework.role(rule.role).title, said(read, reason)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OtherAudit:
    """Another audit of these weights, of some of their files, or of a model of this name."""

    key: str
    subject: str
    kind: str
    same: str
    """yes, some (of its files) or no (its name alone)."""
    status: str
    form: str
    day: date | None
    failed: tuple[str, ...]
    tampered: bool


def other_audits(read: Material) -> tuple[OtherAudit, ...]:
    """Every one the record knows of, with what came of it."""
    return tuple(
        OtherAudit(
            key=other.key,
            subject=str(other.subject),
            kind=other.kind,
            same="yes" if other.same_weights else "some" if other.shares_files else "no",
            status=other.status,
            form=f"{other.form} {other.title}" if other.form is not None else "",
            day=other.day,
            failed=other.failed,
            tampered=other.failed_tampered,
        )
        for other in read.audit.earlier_audits
    )


def framework_moves(read: Material) -> tuple[MoveLine, ...]:
    """Every move to another framework, with what it opened again."""
    say = read.say
    return tuple(
        MoveLine(
            before=move.before,
            after=move.after,
            asked=read.name(move.asked_by),
            agreed=read.name(move.agreed_by),
            at=move.at,
            opened=", ".join(_opened(read, move)) or say("report-framework-move-nothing"),
        )
        for move in read.audit.framework_moves
    )


def _opened(read: Material, move: FrameworkMove) -> Iterator[str]:
    say, framework = read.say, read.framework
    yield from (framework.stage(key).title for key in move.stages if framework.has_stage(key))
    for key in move.documents:
        title = framework.artifact(key).title if framework.has_artifact(key) else key
        yield say("report-framework-move-document", document=title)
    yield from (say("report-framework-move-result", number=number) for number in move.results)
    yield from (say("report-framework-move-finding", number=number) for number in move.findings)
    yield from (say("report-framework-move-waiver", name=read.name(who)) for who in move.waivers)
