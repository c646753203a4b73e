"""The lead's desk: what nobody else can do next, and what to do about somebody who never answers.

Owns what falls to the acting lead, and when it is the deputy's turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, stage_due
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.workdays import add_workdays
from bot.domain.reflection.rules import reflection_stage
from bot.domain.roster.roles import acting_lead, people_with
from bot.domain.sign_offs.rules import Tally
from bot.domain.stages import can_close


def desk(audit: Audit, framework: Framework, approvals: dict[str, list[Tally]], today: date) -> Iterator[Duty]:
    """What the acting lead does next: publish, answer for reopened stages, close, open the ballot."""
    lead = acting_lead(audit, framework, today)
    if lead is None:
        return
    reflection = reflection_stage(framework)
    summary = audit.summary
    drafted = summary and summary.status == "drafted"
    if reflection and summary and drafted and audit.stages[reflection.key].status == "open":
        yield Duty(
            key=f"publish-summary:{summary.number}",
            kind="publish-summary",
            person=lead,
            number=summary.number,
            due=stage_due(audit, reflection.key, today),
            stage=reflection.key,
        )
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        due = stage_due(audit, spec.key, today)
        if stage.questioned:
            key, reopened = f"answer-reopened:{spec.key}", next(iter(audit.open_stages()), spec.key)
            by = stage_due(audit, reopened, today)
            yield Duty(key=key, kind="answer-reopened", person=lead, due=by, stage=spec.key)
        approved = spec.key in approvals and all(t.met for t in approvals[spec.key])
        if approved and can_close(audit, framework, spec.key, today):
            yield Duty(key=f"close-stage:{spec.key}", kind="close-stage", person=lead, due=due, stage=spec.key)
        if spec.ballot and stage.status == "open" and _ballot_awaited(audit, framework):
            yield Duty(key="open-ballot", kind="open-ballot", person=lead, due=due, stage=spec.key)
        if spec.ballot and audit.proposal and audit.proposal.lapsed and not audit.proposal.held:
            number, by = audit.proposal.round, add_workdays(audit.proposal.lapsed[-1].until.date(), 1)
            key = f"post-decision:{number}"
            yield Duty(key=key, kind="post-decision", person=lead, due=by, stage=spec.key, number=number)


def _ballot_awaited(audit: Audit, framework: Framework) -> bool:
    if audit.proposal or (audit.ballot and audit.ballot.status in ("open", "closed")):
        return False
    before = [s for s in framework.stages if not s.ballot]
    return all(audit.stages[s.key].status == "closed" and not audit.stages[s.key].questioned for s in before)


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
