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
from bot.domain.kernel.people import Person
from bot.domain.redaction.rules import agree, is_managed, missing_words, protected_words, sides
from bot.domain.redaction.state import Redaction
from bot.domain.roster.roles import in_audit, people_with


class ConfirmRedactionDuty(Duty, kind="confirm-redaction", key=("of",), asking="listed"):
    """The second of lead and legal: erase it? `of`: the content."""


def redactions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The other one of lead and legal is asked to agree; of protected words, whoever's word is missing."""
    for r in audit.redactions:
        if r.done_by:
            continue
        for who in _asked(audit, framework, r, today):
            yield ConfirmRedactionDuty(
                person=who,
                due=audit.calendar.add(r.at, ANSWER_DAYS),
                of=r.content,
                about=r.by,
            )


def _asked(audit: Audit, framework: Framework, redaction: Redaction, today: date) -> list[Person]:
    theirs = sides(audit, framework, redaction.by, today)
    protected = protected_words(audit, redaction.content)
    managed = protected and is_managed(audit, framework, redaction, today)
    able = [*people_with(audit, framework, "manage", today), *people_with(audit, framework, "redact", today)]
    both = (p for p in able if p != redaction.by and agree(theirs, sides(audit, framework, p, today)))
    second = [] if managed else itertools.islice(both, 1)
    missing = (p for p in missing_words(audit, framework, redaction, today) if in_audit(audit, p, today))
    return list(dict.fromkeys((*second, *missing)))
