"""The rules of what is owed: from a state to the duties of everybody in it.

Owns, per kind of duty, whose it is and when it is due. Pure and quick: it runs twice for every command. Order matters:
a person's first duty is the one they are asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.artifacts import LAST_ROUND, needed
from bot.domain.audit import Audit, ChangeRequest, Version
from bot.domain.duties import ASKED_KINDS, Duty
from bot.domain.framework import ArtifactSpec, Framework, StageSpec
from bot.domain.people import Person
from bot.domain.redaction import agree, sides
from bot.domain.reflection import reflection_stage, unanswered
from bot.domain.roles import holders, in_audit, may_judge, people_with
from bot.domain.signoffs import Tally, documents_ready, tally
from bot.domain.stages import can_close, short_roles, silent_responders
from bot.domain.workdays import add_workdays

ANSWER_DAYS: Final = 2
"""Working days to answer what somebody else's act brought about."""


def duties_of(audit: Audit, framework: Framework, today: date) -> list[Duty]:
    """Everything anybody owes in this audit today, in the order in which it is asked."""
    if audit.over or audit.paused:
        return list(_redactions(audit, framework, today))
    found = [
        *_roles(audit, framework, today),
        *_offers(audit, today),
        *_rework(audit, framework, today),
        *_lines(audit, today),
        *_votes(audit),
        *_stages(audit, framework, today),
        *_lead(audit, framework, today),
        *_redactions(audit, framework, today),
    ]
    kept = [_moved(audit, d) for d in found if d.key not in audit.proceeded_duties and d.person not in audit.gone]
    return [*kept, *_overdue(audit, framework, kept, today)]


def asks_of(audit: Audit, framework: Framework, today: date) -> list[Duty]:
    """The duties that get a message of their own now: per person the first, and what is asked privately at once."""
    return asks_among(duties_of(audit, framework, today))


def asks_among(duties: list[Duty]) -> list[Duty]:
    """Which of these duties are asked now: one at a time per person, invitations and private asks beside it."""
    asked: list[Duty] = []
    busy: set[Person] = set()
    for duty in duties:
        if duty.kind not in ASKED_KINDS:
            continue
        if duty.kind in ("accept-role", "check-lines", "vote", "publish-summary"):
            asked.append(duty)
        elif duty.person not in busy:
            busy.add(duty.person)
            asked.append(duty)
    return asked


def _moved(audit: Audit, duty: Duty) -> Duty:
    until = audit.extended_duties.get(duty.key)
    return duty.model_copy(update={"due": until}) if until else duty


def _acting_lead(audit: Audit, framework: Framework, today: date) -> Person | None:
    """Whose desk the lead's duties are on: the lead, or the deputy while the lead is away or gone."""
    able = people_with(audit, framework, "manage", today)
    present = [p for p in able if audit.away.get(p, today - timedelta(days=1)) < today]
    return next(iter(present or able), None)


def _stage_due(audit: Audit, stage: str, today: date) -> date:
    return audit.stages[stage].due or add_workdays(today, 5)


def _answer_by(due: date, *asked: date | datetime | None) -> date:
    """A stage's due date; for what came up late, some days after it was asked for."""
    days = (day.date() if isinstance(day, datetime) else day for day in asked if day)
    return max((due, *(add_workdays(day, ANSWER_DAYS) for day in days)))


def _joined(audit: Audit, who: Person) -> date | None:
    """When a person was last given a role: nothing was asked of them before."""
    return max((s.since for seats in audit.roster.values() for s in seats if s.person == who and s.since), default=None)


def _roles(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    days = framework.reminders.accept_role_days
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is None and seat.person not in audit.gone:
                due = add_workdays(seat.since or audit.started_at.date(), days)
                yield Duty(key=f"accept-role:{role}", kind="accept-role", person=seat.person, due=due, role=role)
    lead = _acting_lead(audit, framework, today)
    if lead is None:
        return
    due = _stage_due(audit, next(iter(audit.open_stages()), framework.stages[-1].key), today)
    for role, seats in audit.roster.items():
        for seat in seats:
            if seat.accepted is False or seat.person in audit.gone:
                key = f"reassign:{role}:{seat.person}"
                yield Duty(key=key, kind="reassign", person=lead, due=due, role=role, about=seat.person)
    # The pickers show every role at once, so one empty role is asked for, and then the next.
    first = framework.stages[0].key
    empty = next(iter(short_roles(audit, framework)), None) if audit.stages[first].status == "open" else None
    if empty and not any(s.accepted is False or s.person in audit.gone for s in audit.roster.get(empty, ())):
        yield Duty(key=f"reassign:{empty}", kind="reassign", person=lead, due=due, role=empty)


def _offers(audit: Audit, today: date) -> Iterator[Duty]:
    for o in audit.offers:
        due = add_workdays(o.at.date(), ANSWER_DAYS)
        yield Duty(
            key=f"answer-offer:{o.key}", kind="answer-offer", person=o.person, due=due, artifact=o.artifact, of=o.key
        )


def _owner(audit: Audit, spec: ArtifactSpec, today: date) -> Person | None:
    """The one person asked for a document: whoever wrote it before, else the first holder of an owning role."""
    able = [p for role in spec.owners for p in holders(audit, role, today)]
    latest = audit.latest(spec.key)
    if latest and latest.by in able:
        return latest.by
    return next(iter(able), None)


def _rework(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    decided: set[tuple[str, int]] = set()
    for r in audit.requests:
        if r.status not in ("open", "answered"):
            continue
        spec = framework.artifact(r.artifact)
        stage = framework.stage_of(r.artifact).key
        due = add_workdays(r.at.date(), ANSWER_DAYS)
        common = {"stage": stage, "artifact": r.artifact, "number": r.number, "due": due}
        if r.status == "answered":
            key = f"answer-changes:{r.number}"
            who = r.by if in_audit(audit, r.by, today) else _acting_lead(audit, framework, today)
            current = audit.current(r.artifact)
            if who and current:
                common["due"] = _answer_by(due, current.at)
                yield Duty.model_validate({"key": key, "kind": "answer-changes", "person": who, **common})
        elif r.round < LAST_ROUND and (owner := _owner(audit, spec, today)):
            key = f"rework:{r.number}"
            yield Duty.model_validate({"key": key, "kind": "rework", "person": owner, "about": r.by, **common})
        elif (r.artifact, r.version) not in decided and (lead := _deciding_lead(audit, framework, r, today)):
            decided.add((r.artifact, r.version))
            key = f"review:{r.artifact}:{r.version}"
            yield Duty.model_validate({**common, "key": key, "kind": "review", "person": lead, "number": r.version})


def _deciding_lead(audit: Audit, framework: Framework, request: ChangeRequest, today: date) -> Person | None:
    """Who decides the last round of changes: the acting lead, unless the document is their own."""
    by = next((v.by for v in audit.artifacts[request.artifact] if v.number == request.version), None)
    able = (_acting_lead(audit, framework, today), *people_with(audit, framework, "manage", today))
    return next((p for p in able if p and p != by), None)


def _lines(audit: Audit, today: date) -> Iterator[Duty]:
    published = audit.published
    if published is None or published.answers_due is None or today > published.answers_due:
        return
    for who in unanswered(published):
        key = f"check-lines:{published.number}"
        yield Duty(key=key, kind="check-lines", person=who, due=published.answers_due, number=published.number)


def _votes(audit: Audit) -> Iterator[Duty]:
    ballot = audit.ballot
    if ballot is None or ballot.status != "open":
        return
    for who in ballot.seats:
        if who not in ballot.sealed:
            key = f"vote:{ballot.number}"
            yield Duty(key=key, kind="vote", person=who, due=ballot.deadline.date(), number=ballot.number)


def _stages(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        if stage.status != "open" or spec.ballot:
            continue
        due = _stage_due(audit, spec.key, today)
        ready = documents_ready(audit, framework, spec.key)
        rules = tally(audit, framework, spec.key, today) if ready or stage.signatures else []
        yield from _still_approve(audit, rules, spec, due)
        yield from _reviews(audit, framework, spec, due, today)
        yield from _documents(audit, framework, spec, due, today)
        if ready:
            yield from _signatures(audit, rules, spec, due)
            yield from _responses(audit, framework, spec, today)
    for c in audit.conditions:
        if c.status == "open" and audit.stages[c.stage].status == "open":
            set_on = next((s.at for s in audit.stages[c.stage].signatures if s.condition == c.number), None)
            due = _answer_by(_stage_due(audit, c.stage, today), set_on)
            yield Duty(
                key=f"close-condition:{c.number}", kind="close-condition", person=c.by, due=due, stage=c.stage,
                number=c.number,
            )  # fmt: skip


def _documents(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    for a in needed(audit, framework, spec.key):
        owner = None if audit.current(a.key) else _owner(audit, a, today)
        if owner:
            by = _answer_by(due, _joined(audit, owner))
            yield Duty(key=f"submit:{a.key}", kind="submit", person=owner, due=by, stage=spec.key, artifact=a.key)


def _reviews(audit: Audit, framework: Framework, spec: StageSpec, due: date, today: date) -> Iterator[Duty]:
    for position, a in enumerate(spec.artifacts):
        current = audit.current(a.key)
        if current is None or current.status != "submitted":
            continue
        if any(r.artifact == a.key and r.status == "answered" for r in audit.requests):
            continue
        reviewer = _reviewer(audit, framework, current, position, today)
        if reviewer:
            yield Duty(
                key=f"review:{a.key}:{current.number}", kind="review", person=reviewer, stage=spec.key,
                due=_answer_by(due, current.at, _joined(audit, reviewer)), artifact=a.key, number=current.number,
            )  # fmt: skip


def _reviewer(audit: Audit, framework: Framework, version: Version, position: int, today: date) -> Person | None:
    """One reviewer per document, in turn: those who review without leading the audit before the lead."""
    leads = set(people_with(audit, framework, "manage", today))
    reviewers = people_with(audit, framework, "review", today)
    able = [p for p in reviewers if may_judge(audit, framework, p, version.by, today)]
    first = [p for p in able if p not in leads]
    return first[position % len(first)] if first else next(iter(able), None)


def _signatures(audit: Audit, rules: list[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    ready = audit.stages[spec.key].ready_at
    for t in rules:
        changed = {s.person for s in t.outdated}
        for who in () if t.met else t.waiting:
            if who not in changed:
                role, by = t.rule.role, _answer_by(due, ready, _joined(audit, who))
                yield Duty(key=f"sign:{spec.key}:{role}", kind="sign", person=who, due=by, stage=spec.key, role=role)


def _still_approve(audit: Audit, rules: list[Tally], spec: StageSpec, due: date) -> Iterator[Duty]:
    """Whoever could sign anew is asked whether they still approve; a delegate whose time is over is not."""
    changed = (v.at for a in spec.artifacts if (v := audit.accepted(a.key)))
    by = _answer_by(due, *changed)
    for t in rules:
        for s in () if t.met else t.outdated:
            if s.person in t.waiting:
                key = f"still-approve:{spec.key}:{s.role}"
                yield Duty(key=key, kind="still-approve", person=s.person, due=by, stage=spec.key, role=s.role)


def _responses(audit: Audit, framework: Framework, spec: StageSpec, today: date) -> Iterator[Duty]:
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


def _lead(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    lead = _acting_lead(audit, framework, today)
    if lead:
        yield from _lead_desk(audit, framework, lead, today)
    if audit.end_proposal:
        for who in people_with(audit, framework, "confirm-end", today):
            if who != audit.end_proposal.by:
                due = add_workdays(audit.end_proposal.at.date(), ANSWER_DAYS)
                yield Duty(key="confirm-end", kind="confirm-end", person=who, due=due, about=audit.end_proposal.by)
    for number, w in enumerate(audit.waivers, start=1):
        able = [p for p in people_with(audit, framework, "vote", today) if p not in (w.person, w.proposed_by)]
        if not w.seconded_by and able:
            yield Duty(
                key=f"second-waiver:{number}", kind="second-waiver", person=able[0],
                due=add_workdays(w.at.date(), ANSWER_DAYS), number=number, about=w.person,
            )  # fmt: skip


def _lead_desk(audit: Audit, framework: Framework, lead: Person, today: date) -> Iterator[Duty]:
    reflection = reflection_stage(framework)
    summary = audit.summary
    drafted = summary and summary.status == "drafted"
    if reflection and summary and drafted and audit.stages[reflection.key].status == "open":
        yield Duty(
            key=f"publish-summary:{summary.number}", kind="publish-summary", person=lead, number=summary.number,
            due=_stage_due(audit, reflection.key, today), stage=reflection.key,
        )  # fmt: skip
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        due = _stage_due(audit, spec.key, today)
        if stage.questioned:
            key, reopened = f"answer-reopened:{spec.key}", next(iter(audit.open_stages()), spec.key)
            by = _stage_due(audit, reopened, today)
            yield Duty(key=key, kind="answer-reopened", person=lead, due=by, stage=spec.key)
        if stage.status == "open" and not spec.ballot and can_close(audit, framework, spec.key, today):
            yield Duty(key=f"close-stage:{spec.key}", kind="close-stage", person=lead, due=due, stage=spec.key)
        if spec.ballot and stage.status == "open" and _ballot_awaited(audit, framework):
            yield Duty(key="open-ballot", kind="open-ballot", person=lead, due=due, stage=spec.key)


def _ballot_awaited(audit: Audit, framework: Framework) -> bool:
    if audit.ballot and audit.ballot.status in ("open", "closed"):
        return False
    before = [s for s in framework.stages if not s.ballot]
    return all(audit.stages[s.key].status == "closed" and not audit.stages[s.key].questioned for s in before)


def _redactions(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    for r in audit.redactions:
        theirs = sides(audit, framework, r.by, today)
        if r.done_by or not theirs:
            continue
        able = [*people_with(audit, framework, "manage", today), *people_with(audit, framework, "redact", today)]
        both = (p for p in able if p != r.by and agree(theirs, sides(audit, framework, p, today)))
        for who in itertools.islice(both, 1):
            yield Duty(
                key=f"confirm-redaction:{r.content}", kind="confirm-redaction", person=who,
                due=add_workdays(r.at.date(), ANSWER_DAYS), of=r.content, about=r.by,
            )  # fmt: skip


def _overdue(audit: Audit, framework: Framework, kept: list[Duty], today: date) -> Iterator[Duty]:
    """Duties nobody answered past the framework's patience: the acting lead decides.

    For the lead's own, and where the lead does not answer either, it is the deputy's turn. Either has from the day on
    which it came to them, however late the thing itself is.
    """
    by_id = {d.id: d for d in kept}
    able = [_acting_lead(audit, framework, today), *people_with(audit, framework, "manage", today)]
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
                key=f"overdue:{late.id}", kind="overdue", person=who, stage=late.stage, role=late.role,
                due=add_workdays(since, 1), artifact=late.artifact,
                about=late.person, of=late.id,
            )  # fmt: skip
