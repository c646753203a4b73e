"""A change without effect on what was signed: approvals carry over, and what came late counts and opens no stage.

Owns whose word that takes, and of what it is never said.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.documents.acceptance import wrote_none
from bot.domain.documents.commands import MarkWithoutEffect, ObjectNoEffect
from bot.domain.documents.events import ArtifactWithoutEffect, NoEffectObjected, NoEffectProposed
from bot.domain.documents.rules import known_document, version_of
from bot.domain.documents.state import Version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import comes_late, evidence_of
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened
from bot.domain.roster.independence import is_reviewer, reviewers
from bot.domain.roster.permissions import live, needs_a_role, needs_power
from bot.domain.roster.seconds import are_two_reviewers
from bot.domain.sign_offs.state import Signature

RULES = Rules()


@RULES.add
def mark_without_effect(audit: Audit, framework: Framework, c: MarkWithoutEffect, now: datetime) -> list[Event]:
    """A reviewer, not the submitter, says a newly accepted version changes nothing about what was signed.

    From the second edition of the rules on it takes two of them, and is never said of what a need, a risk or a tamper
    record rests on.
    """
    live(audit)
    spec = known_document(framework, c.artifact)
    needs_power(audit, framework, c, "review", now)
    version = version_of(audit, c.artifact, c.version)
    if not wrote_none(audit, framework, version, c.actor, audit.calendar.day(now)):
        raise NotIndependent("no-effect-own-version")
    if version.no_effect:
        return []
    current = audit.accepted(c.artifact, late=True)
    if current is None or current.number != version.number:
        raise NotNow("no-effect-accepted-only", document=spec.title)
    if version.objected_by:
        raise NotNow("no-effect-objected", document=spec.title, person=version.objected_by)
    if audit.rules > 1:
        _needs_reviewer(audit, framework, spec, c, now)
        if not is_second(audit, framework, version, c.actor, audit.calendar.day(now)):
            return [] if version.no_effect_by == c.actor else [_proposed(c, now)]
    return [_without_effect(audit, framework, version, c, now)]


def may_object(audit: Audit, framework: Framework, artifact: str, who: Person) -> bool:
    """Whether somebody signed the stage of a document, so that a change called without effect is their business."""
    signatures = audit.stages[framework.stage_of(artifact).key].signatures
    return any(s.person == who and not s.withdrawn for s in signatures)


@RULES.add
def object_to(audit: Audit, framework: Framework, c: ObjectNoEffect, now: datetime) -> list[Event]:
    """A signer says that the change has an effect: it is undone. Until a decision is posted."""
    live(audit)
    spec = known_document(framework, c.artifact)
    version = version_of(audit, c.artifact, c.version)
    needs_a_role(audit, c, now)
    if not may_object(audit, framework, c.artifact, c.actor):
        raise NotAllowed("no-effect-signers-only", document=spec.title)
    if version.objected_by and (version.objection_waits or not version.no_effect):
        return []
    marked = version.no_effect_at
    if not version.no_effect or marked is None:
        raise NotNow("no-effect-not-said", document=spec.title)
    if audit.decision and audit.decision.at >= marked:
        raise NotNow("no-effect-posted", document=spec.title)
    if not c.why.text.strip():
        raise Invalid("no-effect-objection-missing", field="reason")
    objection = NoEffectObjected(at=now, by=c.actor, artifact=c.artifact, version=c.version, why=c.why.digest)
    if is_revealed(audit):
        return [objection.replace(waits=True)]
    return _undone(audit, framework, version, objection)


def is_revealed(audit: Audit) -> bool:
    """Whether the board has voted and its result is neither posted nor void: an objection does not undo that."""
    return audit.proposal is not None or (audit.ballot is not None and audit.ballot.status == "closed")


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """An objection that waited for the board's result undoes the change once nothing is to be posted any more, and the
    board does not vote afresh in its place.
    """
    voting = audit.ballot is not None and audit.ballot.status == "open"
    if voting or is_revealed(audit):
        return []
    waiting = ((key, v) for key, versions in audit.artifacts.items() for v in versions if v.objection_waits)
    for key, v in waiting:
        if v.objected_by and v.objected_why:
            objection = NoEffectObjected(at=now, by=v.objected_by, artifact=key, version=v.number, why=v.objected_why)
            return _undone(audit, framework, v, objection)
    return []


def _undone(audit: Audit, framework: Framework, version: Version, objection: NoEffectObjected) -> list[Event]:
    """What lay beside does so again; what counted when its stage was closed, or was signed since, is signed again."""
    key = framework.stage_of(objection.artifact).key
    stage, counting = audit.stages[key], evidence_of(audit, framework, key)
    closed = stage.status == "closed"
    unsigned = not any(_saw(version, s) and s.evidence == counting for s in stage.signatures)
    beside = version.no_effect_late and unsigned and (not closed or stage.closed_evidence == counting)
    without = evidence_of(_with(audit, objection, version.replace(late=True)), framework, key)
    event = objection.replace(evidence=without, before=counting) if beside else objection
    if not closed or beside:
        return [event]
    return [event, reopened(audit, framework, key, event.by, event.why, event.at)]


def _saw(version: Version, signature: Signature) -> bool:
    """Whether somebody signed after a version was called without effect, and so what it says."""
    return version.no_effect_at is not None and signature.at > version.no_effect_at and not signature.withdrawn


def _proposed(c: MarkWithoutEffect, now: datetime) -> NoEffectProposed:
    return NoEffectProposed(at=now, by=c.actor, artifact=c.artifact, version=c.version)


def _needs_reviewer(
    audit: Audit, framework: Framework, spec: ArtifactSpec, c: MarkWithoutEffect, now: datetime
) -> None:
    able = reviewers(audit, framework, audit.calendar.day(now))
    if c.actor not in able:
        raise NotAllowed("no-effect-reviewer-only", person=next(iter(able), audit.lead))
    if is_rested_on(framework, spec):
        raise NotNow("no-effect-rested-on", document=spec.title)
    voting = audit.ballot is not None and audit.ballot.status in ("open", "closed")
    if comes_late(audit, framework.stage_of(spec.key).key) and (voting or audit.proposal):
        raise NotNow("late-waits")


def is_rested_on(framework: Framework, spec: ArtifactSpec) -> bool:
    """Whether a need of a release form, a risk or a tamper record rests on a document: no change of it is without
    effect.
    """
    needed = {key for option in framework.options for need in framework.needs_of(option.number) for key in need.any_of}
    return spec.key in needed or spec.tampering or spec.lists_risks or spec.lists_expectations


def is_second(audit: Audit, framework: Framework, version: Version, who: Person, today: date) -> bool:
    """Whether somebody agrees to what another reviewer, who still is one, said of a version in another seat."""
    first = version.no_effect_by
    if first is None or not is_reviewer(audit, framework, first, today):
        return False
    return are_two_reviewers(audit, framework, first, who, today)


def other_reviewers(audit: Audit, framework: Framework, version: Version, today: date) -> list[Person]:
    """Who may agree that a change is without effect; nobody where nobody said so."""
    able = reviewers(audit, framework, today) if version.no_effect_by and not version.no_effect else []
    return [
        who
        for who in able
        if wrote_none(audit, framework, version, who, today) and is_second(audit, framework, version, who, today)
    ]


def _without_effect(
    audit: Audit, framework: Framework, version: Version, c: MarkWithoutEffect, now: datetime
) -> ArtifactWithoutEffect:
    stage = framework.stage_of(c.artifact).key
    just_before = evidence_of(_with(audit, c, version.replace(status="submitted", reviewed_by=None)), framework, stage)
    counting = _with(audit, c, version.replace(late=False))
    after = evidence_of(counting, framework, stage)
    return ArtifactWithoutEffect(
        at=now,
        by=c.actor,
        artifact=c.artifact,
        version=c.version,
        before=just_before,
        after=after,
        also=tuple(sorted(_also_signed(counting, framework, stage, c) - {just_before, after})),
    )


def _with(audit: Audit, c: MarkWithoutEffect | NoEffectObjected, version: Version) -> Audit:
    versions = tuple(version if v.number == version.number else v for v in audit.artifacts[c.artifact])
    return audit.replace(artifacts={**audit.artifacts, c.artifact: versions})


def _also_signed(audit: Audit, framework: Framework, stage: str, c: MarkWithoutEffect) -> set[Digest]:
    """What was signed of which every later change is without effect by now, this one and those marked before."""
    spec, versions = framework.stage(stage), dict(audit.artifacts)
    versions[c.artifact] = tuple(
        v.replace(no_effect=True) if v.number == c.version else v for v in versions[c.artifact]
    )
    found: set[Digest] = set()
    for signature in audit.stages[stage].signatures:
        then = {a.key: _until(versions.get(a.key, ()), signature.versions.get(a.key, 0)) for a in spec.artifacts}
        signed = audit.replace(artifacts={**versions, **then})
        if evidence_of(signed, framework, stage) == signature.evidence:
            found.add(signature.evidence)
    return found


def _until(versions: tuple[Version, ...], number: int) -> tuple[Version, ...]:
    """A document's versions up to a number, where none that counted later changed anything; else all of them."""
    later = (v for v in versions if v.number > number and v.reviewed_by is not None)
    return tuple(v for v in versions if v.number <= number) if all(v.no_effect for v in later) else versions
