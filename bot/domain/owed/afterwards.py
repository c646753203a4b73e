"""What is owed once the board has voted: owners to be named, conditions and mitigations to be met, and verified.

Owns whose each of these is, and by when. What counts as done is `bot.domain.decision.conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.decision.conditions import standing
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.workdays import add_workdays
from bot.domain.roster.roles import acting_lead


def reopening(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """Of a model that is not released, the lead adds what would reopen the question."""
    found, lead = standing(audit), acting_lead(audit, framework, today)
    if found is None or found.form or audit.paused or lead is None:
        return
    said = audit.staging
    if said is None or said.words is None or said.at < found.at:
        due = add_workdays(found.at.date(), ANSWER_DAYS)
        yield Duty(key=f"say-reopening:{found.round}", kind="say-reopening", person=lead, due=due, number=found.round)
