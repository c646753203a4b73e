"""Asking for fewer people: the lead says that a new description is for fewer, a reviewer agrees, and nothing reopens.

Owns that word and its second, from the second edition of the rules on. Every other change of a description is a change
of the evidence (`bot.domain.kernel.evidence`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.lifecycle.commands import AnswerAudience, NarrowAudience
from bot.domain.lifecycle.events import AudienceKept, AudienceNarrowed, AudienceProposed
from bot.domain.roster.independence import judges_for_another, reviewers
from bot.domain.roster.permissions import live, needs_power
from bot.domain.roster.seconds import helped_in

RULES = Rules()


@RULES.add
def narrow(audit: Audit, framework: Framework, c: NarrowAudience, now: datetime) -> list[Event]:
    """The lead says that the audit is to be about fewer people. Nothing changes before a reviewer agrees."""
    live(audit)
    needs_power(audit, framework, c, "manage", now)
    needs_no_ballot(audit)
    if audit.rules < 2:
        raise NotNow("audience-older-rules")
    if not c.description.text.strip():
        raise Invalid("audience-missing", field="description")
    asked = audit.audience.description if audit.audience else None
    if c.description.digest in (audit.description, asked):
        return []
    return [AudienceProposed(at=now, by=c.actor, description=c.description.digest)]


@RULES.add
def answer_audience(audit: Audit, framework: Framework, c: AnswerAudience, now: datetime) -> list[Event]:
    """A reviewer agrees that it is for fewer people, or the description stays as it was."""
    live(audit)
    if audit.audience is None or audit.audience.description != c.description:
        raise NotNow("audience-settled")
    needs_a_reviewer(audit, framework, c.actor, audit.calendar.day(now))
    needs_no_ballot(audit)
    kind = AudienceNarrowed if c.confirm else AudienceKept
    return [kind(at=now, by=c.actor)]


def needs_no_ballot(audit: Audit) -> None:
    """Refuse while the board votes on it, or its result cools off."""
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        raise NotNow("details-board-voting")
    if audit.proposal:
        raise NotNow("details-cooling-off")


def needs_a_reviewer(audit: Audit, framework: Framework, who: Person, today: date) -> None:
    """Refuse whoever is no reviewer, or asked for it."""
    able = list(may_agree(audit, framework, today))
    if who not in able:
        raise NotAllowed("audience-reviewer-only", person=able[0] if able else audit.lead)


def may_agree(audit: Audit, framework: Framework, today: date) -> Iterator[Person]:
    """The reviewers who may agree: none who asked for it, or whom that person brought in."""
    if audit.audience:
        by = audit.audience.by
        able = (p for p in reviewers(audit, framework, today) if judges_for_another(audit, framework, p, by, today))
        yield from (p for p in able if not helped_in(audit, framework, by, p))
