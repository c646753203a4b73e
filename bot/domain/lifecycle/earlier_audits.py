"""Earlier audits: which others there are of the same weights or of the same model, and what came of them.

Owns what one audit tells the others, and whether it concerns them. How the others are found in the workspace is the
service's: here they come in as data. What follows for a ballot is `bot.domain.ballot.earlier_audits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from bot.domain.evaluations.state import Result
from bot.domain.evaluations.tampering import failed_records, records
from bot.domain.evaluations.verdicts import judge_result
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.fingerprints import bare, same_fingerprint
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event, Rules
from bot.domain.lifecycle.commands import RecordEarlierAudits
from bot.domain.lifecycle.events import EarlierAuditsFound
from bot.domain.lifecycle.state import AuditStatus, EarlierAudit
from bot.domain.roster.permissions import only_system

RULES = Rules()


class ModelVersion(NamedTuple):
    """A version of the model that an audit was about, and how it did there."""

    fingerprint: str
    files: frozenset[str]
    """The digests of its large files; empty where the fingerprint alone was stated."""
    failed: tuple[str, ...]
    """The metrics by which it failed."""
    failed_tampered: bool
    measured: dict[str, datetime | None]
    """The metrics it was measured by, each with when a run first began."""


class Account(NamedTuple):
    """What an audit tells the others of its workspace."""

    told: EarlierAudit
    versions: tuple[ModelVersion, ...]


def account_of(audit: Audit, framework: Framework) -> Account:
    """What an audit tells the others, as it stands."""
    decision = audit.decision
    told = EarlierAudit(
        key=audit.key,
        subject=audit.subject,
        kind=framework.variant.title if framework.variant.key else "",
        practice=framework.variant.practice,
        status=_status(audit),
        voting=_is_voting(audit),
        form=decision.form if decision else None,
        title=framework.option(decision.form).title if decision else "",
        day=audit.calendar.day(decision.at) if decision else None,
    )
    return Account(told, tuple(_versions(audit, framework)))


def _versions(audit: Audit, framework: Framework) -> Iterator[ModelVersion]:
    for number, weights in _weights(audit).items():
        failed = tuple(dict.fromkeys(_failed(audit, number)))
        tampered = _fails_tampered(audit, framework, number)
        yield ModelVersion(bare(weights), _files(audit, weights), failed, tampered, _measured(audit, number))


def _files(audit: Audit, weights: str) -> frozenset[str]:
    """The large files of the manifest with a fingerprint, where one was handed in."""
    parts = (m.parts for m in audit.manifests if same_fingerprint(m.fingerprint, weights))
    return frozenset(digest for listed in parts for digest in listed)


def _weights(audit: Audit) -> dict[int, str]:
    """The fingerprint of each version of the model that one was stated for, by its number."""
    present = {audit.model_number: audit.weights} if audit.weights else {}
    return {**audit.past_weights, **present}


def _status(audit: Audit) -> AuditStatus:
    if audit.ended:
        return "ended"
    if audit.decision:
        stopped = audit.decision.suspended is not None
        return "suspended" if stopped else "expired" if audit.decision.expired_at else "decided"
    return "paused" if audit.paused else "running"


def _is_voting(audit: Audit) -> bool:
    """Whether the board is asked, or its result cools off; on form 0 alone it bars nobody."""
    asked = audit.ballot is not None and audit.ballot.status in ("open", "closed")
    alone = audit.ballot is not None and audit.ballot.form_0_alone
    return (asked or audit.proposal is not None) and audit.asked_form > 0 and not alone and not audit.ended


def _failed(audit: Audit, number: int) -> Iterator[str]:
    """The metrics by which a version of the model failed, by results that a reviewer admitted."""
    for result in audit.results:
        if result.status in ("admitted", "late", "rerun") and _is_of(result, number):
            for said in result.placed:
                risk = audit.risk(said.risk)
                if risk and judge_result(audit, risk, result, said).verdict == "does-not-support":
                    yield said.measured.label


def _measured(audit: Audit, number: int) -> dict[str, datetime | None]:
    """The metrics by which a version of the model was measured, each with when a run of it first began."""
    return _first_runs((s.measured.label, r.began) for r in audit.results if _is_of(r, number) for s in r.placed)


def _is_of(result: Result, number: int) -> bool:
    """Whether a result is of a version of the model: the one it was run on, or one it was carried over to."""
    return (result.measured_on or result.model) <= number <= result.model


def _first_runs(runs: Iterable[tuple[str, datetime | None]]) -> dict[str, datetime | None]:
    """By metric, when the first run began; None where a file of one does not say, which counts as begun before any."""
    found: dict[str, datetime | None] = {}
    for metric, began in runs:
        first = found.get(metric, began)
        found[metric] = min(first, began) if first and began else None
    return found


def _fails_tampered(audit: Audit, framework: Framework, number: int) -> bool:
    then = audit.replace(model_number=number, weights=_weights(audit)[number])
    return any(record.model == number for spec in records(framework) for record in failed_records(then, spec))


def related(audit: Audit, other: Account) -> EarlierAudit | None:
    """What another audit means for this one; None where no file, name or word of the lead ties them."""
    own = [(bare(weights), _files(audit, weights)) for weights in _weights(audit).values()]
    shared = [v for v in other.versions if any(v.fingerprint == f or v.files & files for f, files in own)]
    named = _name(other.told.subject.model) == _name(audit.subject.model)
    declared = other.told.key in audit.made_from
    if other.told.key == audit.key or not (shared or named or declared):
        return None
    present, files = bare(audit.weights), _files(audit, audit.weights)
    same = [v for v in shared if v.fingerprint == present or (files and v.files == files)]
    partly = [v for v in other.versions if v not in same and (v.files & files or declared)]
    counting = same or partly
    return other.told.replace(
        same_weights=bool(same),
        shares_files=any(v.files & files for v in partly),
        declared=declared,
        failed=tuple(dict.fromkeys(metric for version in counting for metric in version.failed)),
        failed_tampered=any(version.failed_tampered for version in same),
        measured=_first_runs(run for version in same for run in version.measured.items()),
    )


def _name(model: str) -> str:
    return "".join(sign for sign in model.casefold() if sign.isalnum())


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordEarlierAudits, now: datetime) -> list[Event]:
    """What the workspace holds of these weights and of this model is taken to the record, where it changed."""
    only_system(c)
    if audit.rules < 2 or audit.over or c.found == audit.earlier_audits:
        return []
    return [EarlierAuditsFound(at=now, by=c.actor, audits=c.found)]
