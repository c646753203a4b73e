"""The first page: which model, what was asked, where the audit stands and what it still waits for.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.decision.suspension import validity
from bot.domain.kernel.conversation import AuditCard
from bot.domain.lifecycle.events import AuditEnded
from bot.domain.lifecycle.stages import Obstacle, obstacles
from bot.reports.report_data import Material
from bot.reports.sections.quotations import Said, said


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a stage waits for; `kind` as in `bot.domain.lifecycle.stages`."""

    kind: str
    about: str
    number: int
    people: tuple[str, ...]
    artifact: str


@dataclass(frozen=True, slots=True)
class OpenStage:
    """A stage that is open, with what it waits for."""

    title: str
    key: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The first page. `standing`: open, paused, ended, proposed, decided, suspended, stopped, expired, no-decision."""

    key: str
    organisation: str
    """Whose audit it is; empty where nobody said."""
    subject: str
    weights: str
    """The fingerprint of the model's weights; empty where nobody stated it."""
    description: Said | None
    reach: Said | None
    """Where and at what scale the model is to be used; None where nobody said it."""
    kind: str
    """The title of a smaller audit's kind; empty for a full one."""
    kind_means: str
    practice: bool
    kind_reason: Said | None
    kind_approved: str
    asked: str
    asked_means: str
    standing: str
    framework: str
    version: str
    steps: tuple[str, ...]
    """The titles of its stages, in order."""
    started: datetime
    started_by: str
    lead: str
    at: datetime
    events: int
    later: int
    """How many events came after what is told; zero where that is today."""
    head: str
    link: str
    reason: Said | None
    """Of a pause or an end."""
    stopped_by: str
    confirmed_by: str
    ended_at: str
    open_stages: tuple[OpenStage, ...]


def front(read: Material) -> Front:
    """The first page of a report."""
    audit, framework = read.audit, read.framework
    option = framework.option(audit.asked_form)
    return Front(
        key=audit.key,
        organisation=read.organisation,
        subject=str(audit.subject),
        weights=audit.weights,
        description=said(read, audit.description),
        reach=said(read, audit.reach) if audit.reach else None,
        kind=framework.variant.title,
        kind_means=framework.variant.means,
        practice=framework.variant.practice,
        kind_reason=said(read, audit.variant_reason) if framework.variant.key else None,
        kind_approved=read.name(audit.variant_approved_by) if audit.variant_approved_by else "",
        asked=f"{option.number} {option.title}",
        asked_means=option.means,
        standing=_standing(read),
        framework=framework.title,
        version=framework.version,
        steps=tuple(spec.title for spec in framework.stages),
        started=audit.started_at,
        started_by=read.name(audit.started_by),
        lead=read.name(audit.lead) if audit.lead else "",
        at=read.at,
        events=audit.seq,
        later=read.later,
        head=read.loaded.head,
        link=read.cards.get(AuditCard.key, ""),
        reason=said(read, audit.ended.reason if audit.ended else audit.paused),
        stopped_by=read.name(audit.ended.by) if audit.ended else "",
        confirmed_by=next((read.name(r.event.by) for r in read.history if isinstance(r.event, AuditEnded)), ""),
        ended_at=_stage(read, audit.ended_at_stage),
        open_stages=() if audit.over else tuple(_open(read, key) for key in audit.open_stages()),
    )


def _standing(read: Material) -> str:
    audit = read.audit
    if audit.ended:
        return "ended"
    if audit.decision:
        worth = validity(audit, audit.decision, audit.calendar.day(read.at))
        return "decided" if worth == "in-force" else worth
    if audit.paused:
        return "paused"
    if audit.proposal:
        return "proposed"
    return "no-decision" if audit.ballot and audit.ballot.status == "no-decision" else "open"


def _open(read: Material, key: str) -> OpenStage:
    found = obstacles(read.audit, read.framework, key, read.audit.calendar.day(read.at))
    return OpenStage(_stage(read, key), key, tuple(_missing(read, obstacle) for obstacle in found))


def _missing(read: Material, obstacle: Obstacle) -> Missing:
    framework = read.framework
    if obstacle.artifact and framework.has_artifact(obstacle.artifact):
        about = framework.artifact(obstacle.artifact).title
    elif obstacle.role and framework.has_role(obstacle.role):
        about = framework.role(obstacle.role).title
    else:
        about = _stage(read, obstacle.stage) if obstacle.kind == "earlier-stage" else obstacle.risk
        about = read.say("report-result", number=str(obstacle.number)) if obstacle.kind == "result-outdated" else about
    people = tuple(read.name(who) for who in obstacle.people)
    return Missing(obstacle.kind, about, obstacle.number, people, obstacle.artifact)


def _stage(read: Material, key: str) -> str:
    return read.framework.stage(key).title if read.framework.has_stage(key) else key
