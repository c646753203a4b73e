"""The fold of approvals: how the state changes with what happened.

Owns a function per event (signatures, responses of builders, conditions of an approval) and their table; nothing is
decided here, and nothing can be refused.
"""

from __future__ import annotations

from bot.domain.documents.events import ArtifactWithoutEffect, NoEffectObjected
from bot.domain.documents.fold import change_version
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.registry import Folds
from bot.domain.lifecycle.state import Stage
from bot.domain.sign_offs.events import ConditionCarried, ConditionClosed, Responded, SignatureWithdrawn, Signed
from bot.domain.sign_offs.state import Condition, ConditionStatus, Response, Signature

FOLDS = Folds()


@FOLDS.add
def without_effect(audit: Audit, e: ArtifactWithoutEffect) -> Audit:
    """Approvals given on the evidence before the change carry over to the evidence with it, marked."""
    before = {e.before, *e.also}
    at = e.at if audit.rules > 1 else None
    after = change_version(
        audit,
        e.artifact,
        e.version,
        lambda v: v.replace(no_effect=True, late=False, no_effect_at=at, no_effect_late=v.late),
    )
    stages = {
        key: _closed_with(audit, stage, e).replace(
            signatures=tuple(_carried(after, s, e) if s.evidence in before else s for s in stage.signatures)
        )
        if any(s.evidence in before for s in stage.signatures)
        else _closed_with(audit, stage, e)
        for key, stage in audit.stages.items()
    }
    return after.replace(stages=stages)


def _closed_with(audit: Audit, stage: Stage, e: ArtifactWithoutEffect) -> Stage:
    """A closed stage for which it came late closed with it, as it were: nothing else changed there."""
    late = any(v.late for v in audit.artifacts[e.artifact] if v.number == e.version)
    if not late or stage.status != "closed" or stage.closed_evidence != e.before:
        return stage
    return stage.replace(closed_evidence=e.after, closed_with={**stage.closed_with, e.artifact: e.version})


def _carried(audit: Audit, signature: Signature, e: ArtifactWithoutEffect) -> Signature:
    """Bound to the versions that count now: to each it was carried over."""
    known = dict.fromkeys((*signature.versions, e.artifact)) if signature.versions else {}
    versions = {key: version.number for key in known if (version := audit.accepted(key))}
    was = (*signature.carried_from, signature.evidence) if audit.rules > 1 else ()
    return signature.replace(evidence=e.after, carried=True, versions=versions, carried_from=was)


@FOLDS.add
def objected(audit: Audit, e: NoEffectObjected) -> Audit:
    """Approvals are bound again to the oldest evidence that was signed, or what other changes without effect made of
    it; what came late lies beside once more. While the board's result cools off it is only on record.
    """
    if e.waits:
        return change_version(
            audit,
            e.artifact,
            e.version,
            lambda v: v.replace(objected_by=e.by, objected_why=e.why, objection_waits=True),
        )
    stages = {}
    for key, stage in audit.stages.items():
        known = [number for s in stage.signatures if (number := s.versions.get(e.artifact)) and s.carried]
        closed = stage.closed_with.get(e.artifact) == e.version
        stages[key] = _undone(audit, stage, e) if known or closed else stage
    return change_version(
        audit.replace(stages=stages),
        e.artifact,
        e.version,
        lambda v: v.replace(
            no_effect=False,
            no_effect_by=None,
            no_effect_at=None,
            late=v.no_effect_late,
            objected_by=e.by,
            objected_why=e.why,
            objection_waits=False,
        ),
    )


def _undone(audit: Audit, stage: Stage, e: NoEffectObjected) -> Stage:
    versions = audit.artifacts[e.artifact]
    before = max((v.number for v in versions if v.number < e.version and v.reviewed_by), default=0)
    signatures = tuple(_bound_again(audit, s, e, before) if s.carried_from else s for s in stage.signatures)
    if e.evidence is None or stage.status != "closed":
        return stage.replace(signatures=signatures)
    closed_with = {**stage.closed_with, e.artifact: before} if before else stage.closed_with
    return stage.replace(signatures=signatures, closed_evidence=e.evidence, closed_with=closed_with)


def _bound_again(audit: Audit, signature: Signature, e: NoEffectObjected, before: int) -> Signature:
    """An approval without one of the changes that it was carried over: it stays carried where others are left."""
    known, first = signature.versions, signature.carried_from[0]
    versions = {**known, e.artifact: before} if e.artifact in known else known
    if e.evidence in (None, first) or signature.evidence != e.before:
        return signature.replace(evidence=first, carried=False, carried_from=(), versions=versions)
    left = signature.carried_from[:-1] or signature.carried_from
    return signature.replace(evidence=e.evidence, carried_from=left, versions=versions)


@FOLDS.add
def signed(audit: Audit, e: Signed) -> Audit:
    """The newest signature of a person in a role stands for the earlier ones, which stay in the history."""
    signature = Signature(
        person=e.by,
        role=e.role,
        verdict=e.verdict,
        evidence=e.evidence,
        at=e.at,
        seat=e.seat,
        condition=e.condition,
        versions=e.versions,
        left_out=e.left_out,
    )
    stage = audit.stages[e.stage]
    others = tuple(s for s in stage.signatures if (s.person, s.role) != (e.by, e.role))
    after = audit.replace(stages={**audit.stages, e.stage: stage.replace(signatures=(*others, signature))})
    if e.condition is None or e.condition_text is None:
        return after
    condition = Condition(number=e.condition, stage=e.stage, by=e.by, text=e.condition_text, when=e.condition_when)
    return after.replace(conditions=(*audit.conditions, condition))


@FOLDS.add
def withdrawn(audit: Audit, e: SignatureWithdrawn) -> Audit:
    """A withdrawn signature stays visible and counts no longer; its open condition falls with it."""
    stage = audit.stages[e.stage]
    signatures = tuple(
        s.replace(withdrawn=True) if (s.person, s.role) == (e.person, e.role) else s for s in stage.signatures
    )
    fallen = {s.condition for s in signatures if s.withdrawn and s.condition is not None}
    conditions = tuple(
        c.replace(status="closed") if c.number in fallen and c.status == "open" else c for c in audit.conditions
    )
    return audit.replace(
        stages={**audit.stages, e.stage: stage.replace(signatures=signatures)},
        conditions=conditions,
    )


@FOLDS.add
def responded(audit: Audit, e: Responded) -> Audit:
    """The newest response of a person in a role stands."""
    stage = audit.stages[e.stage]
    response = Response(person=e.by, role=e.role, verdict=e.verdict, text=e.text, at=e.at)
    others = tuple(r for r in stage.responses if (r.person, r.role) != (e.by, e.role))
    return audit.replace(stages={**audit.stages, e.stage: stage.replace(responses=(*others, response))})


def _condition(audit: Audit, number: int, status: ConditionStatus) -> Audit:
    return audit.replace(
        conditions=tuple(c.replace(status=status) if c.number == number else c for c in audit.conditions)
    )


@FOLDS.add
def condition_closed(audit: Audit, e: ConditionClosed) -> Audit:
    """The condition is met."""
    return _condition(audit, e.condition, "closed")


@FOLDS.add
def condition_carried(audit: Audit, e: ConditionCarried) -> Audit:
    """The board will see the condition."""
    return _condition(audit, e.condition, "carried")
