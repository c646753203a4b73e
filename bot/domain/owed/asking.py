"""Whom a duty falls to, and by when.

Owns the acting lead, the owner of a document, and the time somebody has who is asked late.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.framework import ArtifactSpec, Framework
from bot.domain.kernel.people import Person
from bot.domain.roles import holders, people_with


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
