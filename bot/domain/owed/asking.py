"""Whom a duty falls to, and by when.

Owns the acting lead, the owner of a document, and the time somebody has who is asked late.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.audit import Audit
from bot.domain.framework import ArtifactSpec, Framework
from bot.domain.people import Person
from bot.domain.roles import holders, people_with
from bot.domain.workdays import add_workdays

ANSWER_DAYS: Final = 2
"""Working days to answer what somebody else's act brought about."""


def acting_lead(audit: Audit, framework: Framework, today: date) -> Person | None:
    """Whose desk the lead's duties are on: the lead, or the deputy while the lead is away or gone."""
    able = people_with(audit, framework, "manage", today)
    present = [p for p in able if audit.away.get(p, today - timedelta(days=1)) < today]
    return next(iter(present or able), None)


def owner_of(audit: Audit, spec: ArtifactSpec, today: date) -> Person | None:
    """The one person asked for a document: whoever wrote it before, else the first holder of an owning role."""
    able = [p for role in spec.owners for p in holders(audit, role, today)]
    latest = audit.latest(spec.key)
    if latest and latest.by in able:
        return latest.by
    return next(iter(able), None)


def stage_due(audit: Audit, stage: str, today: date) -> date:
    """The due date of a stage; a week from now for one that has none yet."""
    return audit.stages[stage].due or add_workdays(today, 5)


def answer_by(due: date, *asked: date | datetime | None) -> date:
    """A stage's due date; for what came up late, some days after it was asked for."""
    days = (day.date() if isinstance(day, datetime) else day for day in asked if day)
    return max((due, *(add_workdays(day, ANSWER_DAYS) for day in days)))


def joined(audit: Audit, who: Person) -> date | None:
    """When a person was last given a role: nothing was asked of them before."""
    return max((s.since for seats in audit.roster.values() for s in seats if s.person == who and s.since), default=None)
