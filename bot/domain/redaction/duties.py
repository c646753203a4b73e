"""Duties of redaction: who owes what, and by when.

Owns whose each duty is (what is erased, why, and who agreed). Pure and quick: it runs for every command.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.workdays import add_workdays
from bot.domain.redaction.rules import agree, sides
from bot.domain.roster.roles import people_with


def redactions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The other one of lead and legal is asked to agree."""
    for r in audit.redactions:
        theirs = sides(audit, framework, r.by, today)
        if r.done_by or not theirs:
            continue
        able = [*people_with(audit, framework, "manage", today), *people_with(audit, framework, "redact", today)]
        both = (p for p in able if p != r.by and agree(theirs, sides(audit, framework, p, today)))
        for who in itertools.islice(both, 1):
            yield Duty.of_kind(
                "confirm-redaction",
                person=who,
                due=add_workdays(r.at.date(), ANSWER_DAYS),
                of=r.content,
                about=r.by,
            )
