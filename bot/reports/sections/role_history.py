"""Since when, and until when, somebody held a role: from the events, for the state knows today's holders alone.

Owns that part of a report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event
from bot.domain.lifecycle.events import AuditStarted
from bot.domain.roster.events import (
    PersonGone,
    RoleAccepted,
    RoleAssigned,
    RoleDeclined,
    RoleDelegated,
    RoleUnassigned,
)
from bot.reports.report_data import Material

End = Literal["", "declined", "replaced", "left", "delegated"]
"""declined: their own word · replaced: somebody else holds it, or nobody · left: they left the workspace · delegated:
the last day on which they act for somebody. Empty where it has not ended."""


@dataclass(frozen=True, slots=True)
class Term:
    """One time in which somebody held a role, or acted for its holder (`acts_for`)."""

    role: str
    who: Person
    asked: date
    accepted: date | None = None
    ended: date | None = None
    end: End = ""
    acts_for: Person = ""


@dataclass(frozen=True, slots=True)
class TermLine:
    """The same, in words."""

    role: str
    name: str
    acts_for: str
    asked: date
    accepted: date | None
    ended: date | None
    end: End


def terms(read: Material) -> tuple[TermLine, ...]:
    """Every term, role by role in the framework's order, the earliest first."""
    found: list[Term] = []
    for recorded in read.history:
        found = _after(found, recorded.event, read.audit.calendar.day(recorded.event.at))
    order = {role.key: number for number, role in enumerate(read.framework.roles)}
    kept = (term for term in found if term.role in order)
    return tuple(_line(read, term) for term in sorted(kept, key=lambda term: (order[term.role], term.asked)))


def _line(read: Material, term: Term) -> TermLine:
    role, acts_for = read.framework.role(term.role).title, read.name(term.acts_for) if term.acts_for else ""
    return TermLine(role, read.name(term.who), acts_for, term.asked, term.accepted, term.ended, term.end)


def _after(terms: list[Term], event: Event, day: date) -> list[Term]:
    match event:
        case AuditStarted():
            lead = Term("lead", event.lead, day, accepted=day if event.lead == event.by else None)
            return [lead, *([Term("deputy", event.deputy, day)] if event.deputy else [])]
        case RoleAssigned():
            return [*terms, Term(event.role, event.person, day)]
        case RoleAccepted():
            return [replace(t, accepted=day) if _stands(t, event.person, event.role) else t for t in terms]
        case RoleDelegated():
            acting = Term(event.role, event.to, day, day, event.until, "delegated", acts_for=event.person)
            return [*terms, acting]
        case RoleDeclined():
            return _ended(terms, event.person, day, "declined", event.role)
        case RoleUnassigned():
            return _ended(terms, event.person, day, "replaced", event.role)
        case PersonGone():
            return _ended(terms, event.person, day, "left")
    return terms


def _ended(terms: list[Term], who: Person, day: date, end: End, role: str = "") -> list[Term]:
    return [replace(t, ended=day, end=end) if _stands(t, who, role or t.role) else t for t in terms]


def _stands(term: Term, who: Person, role: str) -> bool:
    return (term.who, term.role, term.ended) == (who, role, None)
