"""Whose verdict is awaited: signatures, responses, conditions, lines of the summary, votes.

Owns who is asked and until when. What counts is decided in the file of each subject.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, answer_by, joined, stage_due
from bot.domain.kernel.framework import Framework, StageSpec
from bot.domain.kernel.workdays import add_workdays
from bot.domain.recommending import missing
from bot.domain.reflection import unanswered
from bot.domain.roster.roles import holders
from bot.domain.signoffs import Tally
from bot.domain.stages import silent_responders


def signatures(audit: Audit, rules: list[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    """Everybody who could sign, until the quorum is met."""
    ready = audit.stages[spec.key].ready_at
    for t in rules:
        changed = {s.person for s in t.outdated}
        for who in () if t.met else t.waiting:
            if who not in changed:
                role, by = t.rule.role, answer_by(due, ready, joined(audit, who))
                yield Duty(key=f"sign:{spec.key}:{role}", kind="sign", person=who, due=by, stage=spec.key, role=role)


def still_approve(audit: Audit, rules: list[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    """Whoever could sign anew is asked whether they still approve; a delegate whose time is over is not."""
    changed = (v.at for a in spec.artifacts if (v := audit.accepted(a.key)))
    by = answer_by(due, *changed)
    for t in rules:
        for s in () if t.met else t.outdated:
            if s.person in t.waiting:
                key = f"still-approve:{spec.key}:{s.role}"
                yield Duty(key=key, kind="still-approve", person=s.person, due=by, stage=spec.key, role=s.role)


def recommendation(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    """One of the auditors is asked for the form they recommend; the others may see it otherwise."""
    able = holders(audit, spec.recommended_by, today) if spec.recommended_by else []
    if able and missing(audit, framework, spec.key):
        by = answer_by(due, audit.stages[spec.key].ready_at, joined(audit, able[0]))
        key = f"recommend:{spec.key}"
        role = spec.recommended_by or ""
        yield Duty(key=key, kind="recommend", person=able[0], due=by, stage=spec.key, role=role)


def responses(audit: Audit, framework: Framework, spec: StageSpec, today: date) -> Iterator[Duty]:
    """Builders answer for the facts, while there is time."""
    ready = audit.stages[spec.key].ready_at
    if ready is None:
        return
    due = add_workdays(ready.date(), framework.reminders.response_days)
    if today > due:
        return
    for role, people in silent_responders(audit, framework, spec.key, today).items():
        for who in people:
            key = f"respond:{spec.key}:{role}"
            yield Duty(key=key, kind="respond", person=who, due=due, stage=spec.key, role=role)


def conditions(audit: Audit, today: date) -> Iterator[Duty]:
    """The authors of open conditions say whether they are met."""
    for c in audit.conditions:
        if c.status == "open" and audit.stages[c.stage].status == "open":
            set_on = next((s.at for s in audit.stages[c.stage].signatures if s.condition == c.number), None)
            due = answer_by(stage_due(audit, c.stage, today), set_on)
            yield Duty(
                key=f"close-condition:{c.number}",
                kind="close-condition",
                person=c.by,
                due=due,
                stage=c.stage,
                number=c.number,
            )


def lines(audit: Audit, today: date) -> Iterator[Duty]:
    """The people quoted in the summary answer for their lines, while there is time."""
    published = audit.published
    if published is None or published.answers_due is None or today > published.answers_due:
        return
    for who in unanswered(published):
        key = f"check-lines:{published.number}"
        yield Duty(key=key, kind="check-lines", person=who, due=published.answers_due, number=published.number)


def votes(audit: Audit) -> Iterator[Duty]:
    """The seats that have not voted."""
    ballot = audit.ballot
    if ballot is None or ballot.status != "open":
        return
    for who in ballot.seats:
        if who not in ballot.sealed:
            key = f"vote:{ballot.number}"
            yield Duty(key=key, kind="vote", person=who, due=ballot.deadline.date(), number=ballot.number)
