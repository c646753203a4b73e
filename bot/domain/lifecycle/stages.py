"""Stages: what stands between a stage and its closing, closing in order, reopening.

Owns the list of obstacles, which is both what people read on the card and what closing is refused by.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from bot.domain.ballot import rules as ballot_rules
from bot.domain.ballot.earlier_audits import too_little
from bot.domain.documents.earlier_versions import earlier_documents
from bot.domain.documents.rules import needed
from bot.domain.evaluations.expectations import unanswered_expectations, without_threshold
from bot.domain.evaluations.manifests import is_identified
from bot.domain.evaluations.risk_kinds import unanswered_kinds
from bot.domain.evaluations.risks import unlogged_failures
from bot.domain.evaluations.tampering import is_outdated as outdated_record
from bot.domain.evaluations.verdicts import is_tested, outdated_results, prioritised_risks
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import DutyKey
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.evidence import closing_versions, evidence_of, is_deciding
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.models import Frozen
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import known_stage, open_stage, reopened
from bot.domain.lifecycle.commands import AnswerReopened, ChangeDue, CloseStage, ReopenStage, UndoClosing
from bot.domain.lifecycle.events import ClosingUndone, DueChanged, StageClosed, StageOpened, StageStands
from bot.domain.lifecycle.state import Stage
from bot.domain.lifecycle.variants import approvers, unapproved
from bot.domain.reflection.rules import unanswered
from bot.domain.roster.permissions import needs_power, running
from bot.domain.roster.rules import short_roles
from bot.domain.sign_offs.rules import RespondDuty, answering, silent_responders, tallies

RULES = Rules()

ObstacleKind = Literal[
    "earlier-stage",
    "role-empty",
    "document-missing",
    "document-review",
    "document-outdated",
    "changes-open",
    "sign-off",
    "condition-open",
    "response-awaited",
    "summary-missing",
    "lines-awaited",
    "recommendation-missing",
    "ballot",
    "risk-missing",
    "threshold-missing",
    "expectation-unanswered",
    "expectation-threshold",
    "kinds-unanswered",
    "result-missing",
    "result-outdated",
    "weights-unknown",
    "failure-unlogged",
    "threshold-sealed",
    "tamper-outdated",
    "variant",
    "light",
]


class Obstacle(Frozen):
    """One thing a stage waits for. The view of its kind says which of the other fields it reads."""

    kind: ObstacleKind
    stage: str = ""
    artifact: str = ""
    role: str = ""
    number: int = 0
    """A condition, request, result or expectation; of empty roles, sign-offs and kinds of risk, how many."""
    risk: str = ""
    people: tuple[Person, ...] = ()


def obstacles(audit: Audit, framework: Framework, stage: str, today: date) -> list[Obstacle]:
    """Everything that stands between a stage and its closing; empty when it can close."""
    return list(_obstacles(audit, framework, stage, today))


def can_close(audit: Audit, framework: Framework, stage: str, today: date) -> bool:
    """Whether nothing stands between a stage and its closing; the first obstacle settles it, most often an approval."""
    if not all(t.met for t in tallies(audit, framework, stage, today)):
        return False
    return next(_obstacles(audit, framework, stage, today), None) is None


def _obstacles(audit: Audit, framework: Framework, stage: str, today: date) -> Iterator[Obstacle]:
    if framework.stage(stage).ballot:
        yield Obstacle(kind="ballot", stage=stage)
        return
    yield from _earlier(audit, framework, stage)
    if stage == framework.stages[0].key:
        if unapproved(audit, framework):
            yield Obstacle(kind="variant", stage=stage, people=tuple(approvers(audit, framework, today)))
        short = short_roles(audit, framework).items()
        yield from (Obstacle(kind="role-empty", role=role, number=missing) for role, missing in short)
    if too_little(audit, framework):
        yield Obstacle(kind="light", stage=stage)
    yield from _documents(audit, framework, stage)
    yield from _measures(audit, framework, stage)
    yield from _summary(audit, framework, stage, today)
    if ballot_rules.recommendation_is_missing(audit, framework, stage):
        yield Obstacle(kind="recommendation-missing", role=framework.stage(stage).recommended_by or "")
    for t in tallies(audit, framework, stage, today):
        if not t.met:
            yield Obstacle(kind="sign-off", role=t.rule.role, number=t.rule.quorum - len(t.valid), people=t.waiting)
    for c in audit.conditions:
        if c.stage == stage and c.status == "open":
            yield Obstacle(kind="condition-open", number=c.number, people=(c.by,))
    yield from _responses(audit, framework, stage, today)


def _earlier(audit: Audit, framework: Framework, stage: str) -> list[Obstacle]:
    found = []
    for spec in framework.stages:
        if spec.key == stage:
            break
        if audit.stages[spec.key].status != "closed":
            found.append(Obstacle(kind="earlier-stage", stage=spec.key))
    return found


def _documents(audit: Audit, framework: Framework, stage: str) -> list[Obstacle]:
    found = []
    for spec in needed(audit, framework, stage):
        if outdated_record(audit, spec):
            found.append(Obstacle(kind="tamper-outdated", artifact=spec.key))
            continue
        if audit.accepted(spec.key):
            continue
        current = audit.current(spec.key)
        there = current is not None and current.status == "submitted"
        found.append(Obstacle(kind="document-review" if there else "document-missing", artifact=spec.key))
    earlier = earlier_documents(audit, framework, stage)
    found += [Obstacle(kind="document-outdated", artifact=spec.key, number=version.number) for spec, version in earlier]
    keys = {a.key for a in framework.stage(stage).artifacts}
    found += [
        Obstacle(kind="changes-open", artifact=r.artifact, number=r.number, people=(r.by,))
        for r in audit.requests
        if r.artifact in keys and r.status in ("open", "answered")
    ]
    return found


def _measures(audit: Audit, framework: Framework, stage: str) -> Iterator[Obstacle]:
    """Risks to be chosen with their thresholds, and their results."""
    spec, wanted = framework.stage(stage), prioritised_risks(audit)
    if spec.risks and not wanted:
        yield Obstacle(kind="risk-missing", stage=stage)
    if spec.risks:
        yield from (Obstacle(kind="threshold-missing", stage=stage, risk=r.key) for r in wanted if not r.thresholds)
        for each in unanswered_expectations(audit, framework):
            yield Obstacle(kind="expectation-unanswered", stage=stage, number=each.number)
        for risk in (r for r in wanted if r.thresholds):
            for each in without_threshold(audit, framework, risk):
                yield Obstacle(kind="expectation-threshold", stage=stage, risk=risk.key, number=each.number)
    if unanswered := unanswered_kinds(audit, spec):
        yield Obstacle(kind="kinds-unanswered", stage=stage, number=len(unanswered))
    if spec.results:
        yield from (Obstacle(kind="result-outdated", stage=stage, number=r.number) for r in outdated_results(audit))
        if not is_identified(audit):
            yield Obstacle(kind="weights-unknown", stage=stage)
        missing = (r for r in wanted if not is_tested(audit, r))
        yield from (Obstacle(kind="result-missing", stage=stage, risk=r.key) for r in missing)
        sealed = (r for r in wanted if is_tested(audit, r) and any(t.terms is None for t in r.thresholds))
        yield from (Obstacle(kind="threshold-sealed", stage=stage, risk=r.key) for r in sealed)
        yield from (Obstacle(kind="failure-unlogged", stage=stage, risk=r.key) for r in unlogged_failures(audit))


def _summary(audit: Audit, framework: Framework, stage: str, today: date) -> list[Obstacle]:
    if not framework.stage(stage).questions:
        return []
    published = audit.published
    if published is None:
        return [Obstacle(kind="summary-missing")]
    silent = unanswered(published)
    if silent and published.answers_due and today <= published.answers_due:
        return [Obstacle(kind="lines-awaited", number=published.number, people=tuple(silent))]
    return []


def _responses(audit: Audit, framework: Framework, stage: str, today: date) -> list[Obstacle]:
    """Silence is noted and ends the wait after the framework's days; it never agrees."""
    ready = audit.stages[stage].ready_at
    if ready is None or audit.calendar.between(audit.calendar.day(ready), today) > framework.reminders.response_days:
        return []
    silent = silent_responders(audit, framework, stage, today)
    return [
        Obstacle(kind="response-awaited", role=role, people=tuple(people))
        for role, people in silent.items()
        if DutyKey(RespondDuty, stage, role).key not in audit.proceeded_duties
    ]


@RULES.add
def close(audit: Audit, framework: Framework, c: CloseStage, now: datetime) -> list[Event]:
    """The lead closes a stage that has everything; the next waiting one opens."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if known_stage(audit, framework, c.stage).status == "closed":
        return []
    return closed_now(audit, framework, c.stage, c.actor, now)


def closed_now(audit: Audit, framework: Framework, stage: str, by: Person, now: datetime) -> list[Event]:
    """The closing of an open stage, whoever closes it. Refuses where something is in the way."""
    open_stage(audit, framework, stage)
    if not can_close(audit, framework, stage, audit.calendar.day(now)):
        raise NotNow("stage-close-obstacles", stage=framework.stage(stage).title)
    closed = StageClosed(
        at=now,
        by=by,
        stage=stage,
        closed_with=closing_versions(audit, framework, stage),
        evidence=evidence_of(audit, framework, stage),
    )
    return [closed, *open_next(audit, framework, stage, by, now)]


def open_next(audit: Audit, framework: Framework, closing: str, by: Person, now: datetime) -> list[Event]:
    """The event that opens the stage after the one that closes, unless it was open before."""
    keys = [s.key for s in framework.stages]
    following = framework.stages[keys.index(closing) + 1]
    if audit.stages[following.key].status != "waiting":
        return []
    return [StageOpened(at=now, by=by, stage=following.key, due=audit.calendar.add(now, following.days))]


@RULES.add
def undo(audit: Audit, framework: Framework, c: UndoClosing, now: datetime) -> list[Event]:
    """The lead takes a closing back, while nothing followed."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    known_stage(audit, framework, c.stage)
    if not may_undo(audit, c.stage):
        raise NotNow("undo-something-followed", stage=framework.stage(c.stage).title)
    following = _opened_by(audit, c.stage)
    return [ClosingUndone(at=now, by=c.actor, stage=c.stage, following=following)]


def may_undo(audit: Audit, key: str) -> bool:
    """Whether nothing is on record after the closing of a stage but the opening of the next one."""
    stage = audit.stages[key]
    if audit.rules < 2 or stage.status != "closed" or stage.questioned:
        return False
    return audit.seq == stage.closed_seq + bool(_opened_by(audit, key))


def _opened_by(audit: Audit, key: str) -> str:
    """The stage that the closing of another one opened; empty where that was open before."""
    keys, stage = list(audit.stages), audit.stages[key]
    following = next(iter(keys[keys.index(key) + 1 :]), "")
    opened = following and audit.stages[following].opened_at == stage.closed_at and audit.seq > stage.closed_seq
    return following if opened else ""


@RULES.add
def reopen(audit: Audit, framework: Framework, c: ReopenStage, now: datetime) -> list[Event]:
    """The lead opens a closed stage again, with a reason; from the second edition of the rules on not while the board
    decides: it would take the result back.
    """
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if known_stage(audit, framework, c.stage).status != "closed":
        raise NotNow("stage-not-closed", stage=framework.stage(c.stage).title)
    _needs_undecided(audit)
    if not c.reason.text.strip():
        raise Invalid("reopen-reason-missing", field="reason")
    return [reopened(audit, framework, c.stage, c.actor, c.reason.digest, now)]


def _needs_undecided(audit: Audit) -> None:
    """Refuse while the board decides: what speaks against a form then is taken in, and the rest waits."""
    if is_deciding(audit):
        raise NotNow("reopen-board-deciding")


@RULES.add
def answer_reopened(audit: Audit, framework: Framework, c: AnswerReopened, now: datetime) -> list[Event]:
    """Per later stage: it still stands, or it is opened again as well.

    By the first edition of the rules the lead says so, from the second on one of its signers who builds nothing.
    """
    running(audit)
    if audit.rules < 2:
        needs_power(audit, framework, c, "manage", now)
    stage: Stage = known_stage(audit, framework, c.stage)
    if not stage.questioned:
        return []
    able = answering(audit, framework, c.stage, audit.calendar.day(now))
    if audit.rules > 1 and c.actor not in able:
        raise NotAllowed("reopened-signer-only", stage=framework.stage(c.stage).title, person=next(iter(able), None))
    if c.stands and framework.stage(c.stage).risks and unanswered_expectations(audit, framework):
        raise NotNow("stands-expectation-unanswered", stage=framework.stage(c.stage).title)
    if c.stands:
        evidence = evidence_of(audit, framework, c.stage) if audit.rules > 1 else None
        return [StageStands(at=now, by=c.actor, stage=c.stage, evidence=evidence)]
    return [reopened(audit, framework, c.stage, c.actor, None, now)]


@RULES.add
def change_due(audit: Audit, framework: Framework, c: ChangeDue, now: datetime) -> list[Event]:
    """The lead moves a stage's due date."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    stage = open_stage(audit, framework, c.stage)
    if c.due < audit.calendar.day(now):
        raise Invalid("day-over", field="due")
    return [] if stage.due == c.due else [DueChanged(at=now, by=c.actor, stage=c.stage, due=c.due)]
