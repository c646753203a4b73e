"""What people owe each other: answers to invitations and offers, and the second voice where one is not enough.

Owns duties about people; whose documents and verdicts are awaited is told beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty, answer_by, joined, stage_due
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.workdays import add_workdays
from bot.domain.redaction import agree, sides
from bot.domain.roster.roles import people_with
from bot.domain.variants import approvers, unapproved


def ending(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Board and safety are asked to confirm an end."""
    if audit.end_proposal:
        for who in people_with(audit, framework, "confirm-end", today):
            if who != audit.end_proposal.by:
                due = add_workdays(audit.end_proposal.at.date(), ANSWER_DAYS)
                yield Duty(key="confirm-end", kind="confirm-end", person=who, due=due, about=audit.end_proposal.by)


def variant(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Somebody independent is asked whether a smaller audit is enough; the first who can."""
    if unapproved(audit, framework):
        for who in approvers(audit, framework, today)[:1]:
            due = answer_by(stage_due(audit, framework.stages[0].key, today), joined(audit, who))
            yield Duty(
                key="approve-variant",
                kind="approve-variant",
                person=who,
                due=due,
                about=audit.started_by,
                stage=framework.stages[0].key,
            )


def redactions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The other one of lead and legal is asked to agree."""
    for r in audit.redactions:
        theirs = sides(audit, framework, r.by, today)
        if r.done_by or not theirs:
            continue
        able = [*people_with(audit, framework, "manage", today), *people_with(audit, framework, "redact", today)]
        both = (p for p in able if p != r.by and agree(theirs, sides(audit, framework, p, today)))
        for who in itertools.islice(both, 1):
            yield Duty(
                key=f"confirm-redaction:{r.content}",
                kind="confirm-redaction",
                person=who,
                due=add_workdays(r.at.date(), ANSWER_DAYS),
                of=r.content,
                about=r.by,
            )
