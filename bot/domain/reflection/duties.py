"""Duties of the reflection: who owes what, and by when.

Owns whose each duty is (the summary, from request to answers). Pure and quick: it runs for every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty
from bot.domain.reflection.rules import unanswered


class CheckLinesDuty(Duty, kind="check-lines", key=("number",), asking="private"):
    """Somebody who is quoted: is the line accurate?"""

    fixed = True


def lines(audit: Audit, today: date) -> Iterator[Duty]:
    """The people quoted in the summary answer for their lines, while there is time."""
    published = audit.published
    if published is None or published.answers_due is None or today > published.answers_due:
        return
    for who in unanswered(published):
        yield CheckLinesDuty(person=who, due=published.answers_due, number=published.number)
