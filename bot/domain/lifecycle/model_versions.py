"""A new version of the model: declared by two, and what it does to stages, to the vote and to a decision.

Owns the declaration. A build is no version until the lead and a reviewer say so; the same manifest is the same version,
whatever its name. What becomes of results and documents of the version before is `bot.domain.evaluations`.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.decision.conditions import unmet_before
from bot.domain.decision.events import DecisionSuspended
from bot.domain.decision.suspension import NEW_VERSION
from bot.domain.evaluations.commands import AnswerVersion, ChangeModel
from bot.domain.evaluations.events import ModelChanged, VersionDeclared, VersionProposed, VersionRefused
from bot.domain.evaluations.manifests import is_unstated
from bot.domain.evaluations.state import VersionChange
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.evidence import looks_at_version
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened
from bot.domain.lifecycle.state import is_fingerprint
from bot.domain.roster.independence import judges_for_another, reviewers
from bot.domain.roster.permissions import live, needs_power
from bot.domain.roster.seconds import helped_in

RULES = Rules()


@RULES.add
def change_model(audit: Audit, framework: Framework, c: ChangeModel, now: datetime) -> list[Event]:
    """The lead says that there is a new version; from the second edition of the rules on it waits for a reviewer."""
    if audit.rules > 1:
        return _propose(audit, framework, c, now)
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    weights = c.weights.strip()
    if not (c.subject.model.strip() and c.subject.version.strip()):
        raise Invalid("model-version-missing", field="version")
    if weights and not is_fingerprint(weights):
        raise Invalid("fingerprint-unreadable", field="weights")
    if (c.subject, weights) == (audit.subject, audit.weights):
        return []
    if not c.why.text.strip():
        raise Invalid("new-model-why-missing", field="why")
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        raise NotNow("new-model-board-voting")
    # to state the fingerprint of the version that is under audit anyway makes no other version of it
    stated = c.subject == audit.subject and not audit.weights
    number = audit.model_number + (0 if stated else 1)
    return [ModelChanged(at=now, by=c.actor, subject=c.subject, weights=weights, number=number, why=c.why.digest)]


def _propose(audit: Audit, framework: Framework, c: ChangeModel, now: datetime) -> list[Event]:
    _may_change(audit, framework)
    needs_power(audit, framework, c, "manage", now)
    weights = c.weights.strip().casefold()
    if not (c.subject.model.strip() and c.subject.version.strip()):
        raise Invalid("model-version-missing", field="version")
    if weights and is_unstated(audit, weights):
        raise NotNow("version-manifest-missing")
    if is_same_version(audit, weights):
        raise NotNow("version-same-manifest")
    if not weights and c.subject == audit.subject:
        raise NotNow("version-nothing-new")
    if not c.line:
        raise Invalid("version-line-missing", field="line")
    if not c.why.text.strip():
        raise Invalid("new-model-why-missing", field="why")
    asked = asked_change(audit)
    if asked and (asked.subject, asked.weights, asked.line, asked.why) == (c.subject, weights, c.line, c.why.digest):
        return []
    return [
        VersionProposed(
            at=now,
            by=c.actor,
            change=len(audit.version_changes) + 1,
            subject=c.subject,
            weights=weights,
            line=c.line,
            why=c.why.digest,
        )
    ]


def is_same_version(audit: Audit, weights: str) -> bool:
    """Whether a manifest is that of the version under audit: then it is no other one, whatever its name."""
    return bool(weights) and weights == audit.weights


def takes_versions(audit: Audit, framework: Framework) -> bool:
    """Whether the model may still change: a new version of a decision in force is a new audit, unless what has to come
    before the release is open.
    """
    return not audit.ended and (not audit.in_force or bool(unmet_before(audit, framework)))


def _may_change(audit: Audit, framework: Framework) -> None:
    if audit.ended:
        live(audit)
    if not takes_versions(audit, framework):
        raise NotNow("version-of-a-decision")


def asked_change(audit: Audit) -> VersionChange | None:
    """The new version that waits for a reviewer."""
    return next((v for v in audit.version_changes if v.status == "asked"), None)


def may_declare(audit: Audit, framework: Framework, change: VersionChange, today: date) -> list[Person]:
    """The reviewers who may say that it is a new version: none who asked for it, or whom that person brought in."""
    able = (who for who in reviewers(audit, framework, today) if not helped_in(audit, framework, change.by, who))
    return [who for who in able if judges_for_another(audit, framework, who, change.by, today)]


@RULES.add
def answer_version(audit: Audit, framework: Framework, c: AnswerVersion, now: datetime) -> list[Event]:
    """A reviewer declares the new version with the lead, or says that it is none, or not of this line."""
    _may_change(audit, framework)
    change = next((v for v in audit.version_changes if v.number == c.number), None)
    if change is None or change.status == "replaced":
        raise NotNow("version-not-asked", person=audit.lead)
    if change.status != "asked":
        return []
    if c.actor == change.by:
        raise NotIndependent("version-own")
    able = may_declare(audit, framework, change, audit.calendar.day(now))
    if c.actor not in able:
        raise NotAllowed("version-reviewer-only", person=able[0] if able else audit.lead)
    if not c.confirm:
        return [VersionRefused(at=now, by=c.actor, change=c.number)]
    if is_same_version(audit, change.weights):
        raise NotNow("version-same-manifest")
    return [VersionDeclared(at=now, by=c.actor, change=c.number)]


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """What a declared version brings about, at once; after a reveal not before the result is posted or void.

    The result is posted for the version that was voted on.
    """
    change = next((v for v in audit.version_changes if v.status == "declared"), None)
    if change is None or audit.ended or audit.proposal:
        return []
    if audit.in_force and not unmet_before(audit, framework):
        return []
    changed = ModelChanged(
        at=now,
        by=change.by,
        subject=change.subject,
        weights=change.weights,
        number=audit.model_number + 1,
        why=change.why,
        change=change.number,
    )
    stages = reopening_stages(audit, framework, change)
    first = next(iter(stages), framework.stages[0].key)
    suspended = DecisionSuspended(at=now, by=change.by, report=0, cause=NEW_VERSION, stage=first, containment=None)
    again = [s for s in stages if audit.stages[s].status == "closed"]
    return [
        changed,
        *([suspended] if audit.in_force else []),
        *(reopened(audit, framework, stage, change.by, change.why, now) for stage in again),
    ]


def reopening_stages(audit: Audit, framework: Framework, change: VersionChange) -> list[str]:
    """The stages that a new version opens again: those that look at the model and collect or test; and, where it is
    another model, the first. Of the others their signers are asked.
    """
    looking = [s for s in framework.stages if looks_at_version(framework, s.key)]
    tested = [s.key for s in looking if s.results or not s.questions]
    return [framework.stages[0].key, *tested] if change.line == "another-model" else tested
