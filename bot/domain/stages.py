"""Stages: what stands between a stage and its closing, closing in order, reopening.

Owns the list of obstacles, which is both what people read on the card and what closing is refused by.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.domain.artifacts import needed
from bot.domain.audit import Audit, Stage
from bot.domain.commands import AnswerReopened, ChangeDue, CloseStage, ReopenStage
from bot.domain.content import Digest, Frozen
from bot.domain.errors import Invalid, NotNow
from bot.domain.events import DueChanged, Event, StageClosed, StageOpened, StageReopened, StageStands
from bot.domain.evidence import closing_versions, evidence_of
from bot.domain.framework import Framework
from bot.domain.people import Person
from bot.domain.reflection import unanswered
from bot.domain.rights import known_stage, needs_power, open_stage, running
from bot.domain.roles import holders
from bot.domain.signoffs import tally
from bot.domain.workdays import add_workdays, workdays_between

ObstacleKind = Literal[
    "earlier-stage", "role-empty", "document-missing", "document-review", "changes-open", "sign-off",
    "condition-open", "response-awaited", "summary-missing", "lines-awaited", "ballot",
]  # fmt: skip


class Obstacle(Frozen):
    """One thing a stage waits for. The view of its kind says which of the other fields it reads."""

    kind: ObstacleKind
    stage: str = ""
    artifact: str = ""
    role: str = ""
    number: int = 0
    """A condition or request; for empty roles and sign-offs, how many are missing."""
    people: tuple[Person, ...] = ()


def obstacles(audit: Audit, framework: Framework, stage: str, today: date) -> list[Obstacle]:
    """Everything that stands between a stage and its closing; empty when it can close."""
    spec = framework.stage(stage)
    if spec.ballot:
        return [Obstacle(kind="ballot", stage=stage)]
    return [
        *_earlier(audit, framework, stage),
        *(_empty_roles(audit, framework, today) if stage == framework.stages[0].key else ()),
        *_documents(audit, framework, stage),
        *_summary(audit, framework, stage, today),
        *(
            Obstacle(kind="sign-off", role=t.rule.role, number=t.rule.quorum - len(t.valid), people=t.waiting)
            for t in tally(audit, framework, stage, today)
            if not t.met
        ),
        *(
            Obstacle(kind="condition-open", number=c.number, people=(c.by,))
            for c in audit.conditions
            if c.stage == stage and c.status == "open"
        ),
        *_responses(audit, framework, stage, today),
    ]


def _earlier(audit: Audit, framework: Framework, stage: str) -> list[Obstacle]:
    found = []
    for spec in framework.stages:
        if spec.key == stage:
            break
        if audit.stages[spec.key].status != "closed":
            found.append(Obstacle(kind="earlier-stage", stage=spec.key))
    return found


def _empty_roles(audit: Audit, framework: Framework, today: date) -> list[Obstacle]:
    short = [(r, r.minimum - len(holders(audit, r.key, today))) for r in framework.roles]
    return [Obstacle(kind="role-empty", role=r.key, number=missing) for r, missing in short if missing > 0]


def _documents(audit: Audit, framework: Framework, stage: str) -> list[Obstacle]:
    found = []
    for spec in needed(audit, framework, stage):
        if audit.accepted(spec.key):
            continue
        latest = audit.latest(spec.key)
        there = latest is not None and latest.status == "submitted"
        found.append(Obstacle(kind="document-review" if there else "document-missing", artifact=spec.key))
    keys = {a.key for a in framework.stage(stage).artifacts}
    found += [
        Obstacle(kind="changes-open", artifact=r.artifact, number=r.number, people=(r.by,))
        for r in audit.requests
        if r.artifact in keys and r.status in ("open", "answered")
    ]
    return found


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


def silent_responders(audit: Audit, framework: Framework, stage: str, today: date) -> dict[str, list[Person]]:
    """Role -> people asked for a response of whom none has answered."""
    given = {r.role for r in audit.stages[stage].responses}
    return {
        role: holders(audit, role, today)
        for role in framework.stage(stage).responses
        if role not in given and holders(audit, role, today)
    }


def _responses(audit: Audit, framework: Framework, stage: str, today: date) -> list[Obstacle]:
    """Silence is noted and ends the wait after the framework's days; it never agrees."""
    ready = audit.stages[stage].ready_at
    if ready is None or workdays_between(ready.date(), today) > framework.reminders.response_days:
        return []
    silent = silent_responders(audit, framework, stage, today)
    return [
        Obstacle(kind="response-awaited", role=role, people=tuple(people))
        for role, people in silent.items()
        if f"respond:{stage}:{role}" not in audit.proceeded_duties
    ]


def close(audit: Audit, framework: Framework, c: CloseStage, now: datetime) -> list[Event]:
    """The lead closes a stage that has everything; the next waiting one opens."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if known_stage(audit, framework, c.stage).status == "closed":
        return []
    open_stage(audit, framework, c.stage)
    if obstacles(audit, framework, c.stage, now.date()):
        raise NotNow(
            "{stage} cannot close yet. Its message lists what is missing and who is awaited.",
            stage=framework.stage(c.stage).title,
        )
    closed = StageClosed(
        at=now, by=c.actor, stage=c.stage,
        closed_with=closing_versions(audit, framework, c.stage), evidence=evidence_of(audit, framework, c.stage),
    )  # fmt: skip
    return [closed, *open_next(audit, framework, c.actor, now)]


def open_next(audit: Audit, framework: Framework, by: Person, now: datetime) -> list[Event]:
    """The event that opens the first waiting stage, if there is one."""
    for spec in framework.stages:
        if audit.stages[spec.key].status == "waiting":
            return [StageOpened(at=now, by=by, stage=spec.key, due=add_workdays(now.date(), spec.days))]
    return []


def _later_closed(audit: Audit, framework: Framework, stage: str) -> tuple[str, ...]:
    keys = [s.key for s in framework.stages]
    return tuple(k for k in keys[keys.index(stage) + 1 :] if audit.stages[k].status == "closed")


def reopened(
    audit: Audit, framework: Framework, stage: str, by: Person, reason: Digest | None, now: datetime
) -> StageReopened:
    """The event that opens a closed stage again and questions the closed ones after it."""
    return StageReopened(
        at=now, by=by, stage=stage, reason=reason, questioned=_later_closed(audit, framework, stage),
        due=add_workdays(now.date(), framework.stage(stage).days),
    )  # fmt: skip


def reopen(audit: Audit, framework: Framework, c: ReopenStage, now: datetime) -> list[Event]:
    """The lead opens a closed stage again, with a reason."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if known_stage(audit, framework, c.stage).status != "closed":
        raise NotNow("{stage} is not closed.", stage=framework.stage(c.stage).title)
    if not c.reason.text.strip():
        raise Invalid("Say why it is opened again, so that everybody knows what to look at.", field="reason")
    return [reopened(audit, framework, c.stage, c.actor, c.reason.digest, now)]


def answer_reopened(audit: Audit, framework: Framework, c: AnswerReopened, now: datetime) -> list[Event]:
    """Per later stage: it still stands, or it is opened again as well."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    stage: Stage = known_stage(audit, framework, c.stage)
    if not stage.questioned:
        return []
    if c.stands:
        return [StageStands(at=now, by=c.actor, stage=c.stage)]
    return [reopened(audit, framework, c.stage, c.actor, None, now)]


def change_due(audit: Audit, framework: Framework, c: ChangeDue, now: datetime) -> list[Event]:
    """The lead moves a stage's due date."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    stage = open_stage(audit, framework, c.stage)
    if c.due < now.date():
        raise Invalid("That day is over. Choose today or a later day.", field="due")
    return [] if stage.due == c.due else [DueChanged(at=now, by=c.actor, stage=c.stage, due=c.due)]
