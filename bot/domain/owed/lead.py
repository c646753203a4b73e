"""The lead's desk: what nobody else can do next, and what to do about somebody who never answers.

Owns what falls to the acting lead, and when it is the deputy's turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.workdays import add_workdays
from bot.domain.roster.roles import acting_lead, people_with


def overdue(audit: Audit, framework: Framework, kept: list[Duty], today: date) -> Iterator[Duty]:
    """Duties nobody answered past the framework's patience: the acting lead decides.

    For the lead's own, and where the lead does not answer either, it is the deputy's turn. Either has from the day on
    which it came to them, however late the thing itself is.
    """
    by_id = {d.id: d for d in kept}
    able = [acting_lead(audit, framework, today), *people_with(audit, framework, "manage", today)]
    for duty_id in audit.escalated_duties:
        late = by_id.get(duty_id)
        if late is None:
            continue
        asked = [p for p in dict.fromkeys(able) if p and p != late.person]
        answering = [p for p in asked if f"overdue:{late.id}@{p}" not in audit.escalated_duties]
        came = (day for d, day in audit.escalated_duties.items() if d == late.id or d.startswith(f"overdue:{late.id}@"))
        since = max(came)
        for who in (answering or asked)[:1]:
            yield Duty(
                key=f"overdue:{late.id}",
                kind="overdue",
                person=who,
                stage=late.stage,
                role=late.role,
                due=add_workdays(since, 1),
                artifact=late.artifact,
                about=late.person,
                of=late.id,
            )
