"""Duties of approvals: who owes what, and by when.

Owns whose each duty is (signatures, responses of builders, conditions of an approval). Pure and quick: it runs for
every command.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, answer_by, asked_again_on, joined, stage_due
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.roster.roles import acts_in
from bot.domain.sign_offs.rules import RespondDuty, SignDuty, Tally, silent_responders


class StillApproveDuty(Duty, kind="still-approve", key=("stage", "role")):
    """What was signed has changed: is it still approved?"""


class CloseConditionDuty(Duty, kind="close-condition", key=("number",), asking="listed"):
    """Its author: is the condition met?"""


def signatures(audit: Audit, rules: Sequence[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    """Everybody who could sign, until the quorum is met."""
    ready, since = audit.stages[spec.key].ready_at, asked_again_on(audit, spec.key)
    for t in rules:
        changed = {s.person for s in t.outdated}
        for who in () if t.met else t.waiting:
            if who not in changed:
                role, by = t.rule.role, answer_by(audit, due, ready, joined(audit, who))
                yield SignDuty(person=who, due=by, stage=spec.key, role=role, since=since)


def still_approve(audit: Audit, rules: Sequence[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    """Whoever could sign anew is asked whether they still approve; a delegate whose time is over is not."""
    changed = (v.at for a in spec.artifacts if (v := audit.accepted(a.key)))
    by = answer_by(audit, due, *changed)
    for t in rules:
        for s in () if t.met else t.outdated:
            if s.person in t.waiting:
                yield StillApproveDuty(person=s.person, due=by, stage=spec.key, role=s.role)


def responses(audit: Audit, framework: Framework, spec: StageSpec, today: date) -> Iterator[Duty]:
    """Builders answer for the facts, while there is time."""
    ready = audit.stages[spec.key].ready_at
    if ready is None:
        return
    due = audit.calendar.add(ready, framework.reminders.response_days)
    if today > due:
        return
    for role, people in silent_responders(audit, framework, spec.key, today).items():
        for who in (p for p in people if acts_in(audit, role, p, today)):
            yield RespondDuty(person=who, due=due, stage=spec.key, role=role, since=asked_again_on(audit, spec.key))


def conditions(audit: Audit, today: date) -> Iterator[Duty]:
    """The authors of open conditions say whether they are met."""
    for c in audit.conditions:
        if c.status == "open" and audit.stages[c.stage].status == "open":
            set_on = next((s.at for s in audit.stages[c.stage].signatures if s.condition == c.number), None)
            due = answer_by(audit, stage_due(audit, c.stage, today), set_on)
            yield CloseConditionDuty(
                person=c.by,
                due=due,
                stage=c.stage,
                number=c.number,
            )
