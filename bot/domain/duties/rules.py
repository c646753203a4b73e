"""Everything that is owed: from a state to the duties of everybody in it.

Owns the order in which duties are asked, and which of them get a message of their own. Pure and quick: it runs twice
for every command. Whose each duty is, and when it is due, each subject tells in its `duties` module. Order matters: a
person's first duty is the one they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.domain.ballot import duties as ballot_duties
from bot.domain.decision import duties as decision_duties
from bot.domain.documents import duties as documents_duties
from bot.domain.duties import motions
from bot.domain.evaluations import duties as evaluations_duties
from bot.domain.findings import duties as findings_duties
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest
from bot.domain.kernel.conversation import Card
from bot.domain.kernel.duty import Duty, DutyKey, ask_card, read_duty_id, stage_due
from bot.domain.kernel.evidence import evidence_of
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask, at_once
from bot.domain.kernel.people import Person
from bot.domain.lifecycle import duties as lifecycle_duties
from bot.domain.redaction import duties as redaction_duties
from bot.domain.reflection import duties as reflection_duties
from bot.domain.roster import duties as roster_duties
from bot.domain.roster.roles import acting_lead, people_with
from bot.domain.sign_offs import duties as sign_offs_duties
from bot.domain.sign_offs.rules import Tally, documents_ready, tallies

MOST_AWAY = 10
"""Working days by which being away moves a due date at most: then the lead is asked how to go on."""


class OverdueDuty(Duty, kind="overdue", key=("of",), asking="listed"):
    """Lead: somebody never answered. `of`: the id of what they owe."""


class AnswerExtensionDuty(Duty, kind="answer-extension", key=("of",), asking="listed"):
    """Lead: somebody asks for more time. `of`: the id of what they owe."""


AT_ONCE = (
    roster_duties.AcceptRoleDuty,
    reflection_duties.CheckLinesDuty,
    ballot_duties.VoteDuty,
    lifecycle_duties.PublishSummaryDuty,
    decision_duties.FirstReportDuty,
)
"""Asked whatever else a person is asked for."""


def duties_of(audit: Audit, framework: Framework, today: date, ask: Ask = at_once) -> list[Duty]:
    """Everything anybody owes in this audit today, in the order in which it is asked.

    `ask`: how each part is told; that of a memo tells anew only what reads something that changed.
    """
    if audit.over or audit.paused:
        return _of_what_is_over(audit, framework, today, ask)
    found = [duty for part in _parts(audit, framework, today, ask) for duty in part]
    kept = [_moved(audit, d) for d in found if d.key not in audit.proceeded_duties and d.person not in audit.gone]
    return [*kept, *overdue(audit, framework, kept, today), *_extensions(audit, framework, kept, today)]


def _parts(audit: Audit, framework: Framework, today: date, ask: Ask) -> Iterator[Sequence[Duty]]:
    """What each subject says, while nothing is decided."""
    approvals = _approvals(audit, framework, today, ask)
    yield ask(roster_duties.roles, audit, framework, today)
    yield ask(documents_duties.offers, audit)
    yield ask(evaluations_duties.placing, audit, framework, today)
    yield ask(evaluations_duties.confirming, audit)
    yield ask(evaluations_duties.tying, audit, framework, today)
    yield ask(evaluations_duties.naming, audit, framework, today)
    yield ask(evaluations_duties.correcting, audit, framework, today)
    yield ask(documents_duties.rework, audit, framework, today)
    yield ask(reflection_duties.lines, audit, today)
    yield ask(ballot_duties.votes, audit, framework, today)
    yield ask(lifecycle_duties.variant, audit, framework, today)
    yield ask(lifecycle_duties.declaring, audit, framework, today)
    yield ask(lifecycle_duties.narrowing, audit, framework, today)
    yield ask(lifecycle_duties.adopting, audit, framework, today)
    yield from _stages(audit, framework, approvals, today, ask)
    for spec in framework.stages:
        if audit.rules > 1 and audit.stages[spec.key].status == "closed":
            # what came for stages that are closed: to be reviewed, then to be taken in
            due = stage_due(audit, spec.key, today)
            yield ask(documents_duties.reviews, audit, framework, spec, due, today, of=spec.key)
    yield ask(documents_duties.without_effect, audit, framework, today)
    yield ask(lifecycle_duties.taking_in, audit, framework, today)
    yield ask(sign_offs_duties.conditions, audit, today)
    met = [key for key, rules in approvals.items() if all(t.met for t in rules)]
    yield ask(lifecycle_duties.checkpoints, audit, framework, tuple(met), today)
    yield ask(findings_duties.open_ones, audit, framework, today)
    yield ask(documents_duties.of_earlier_versions, audit, framework, today)
    yield ask(documents_duties.contradictions, audit, framework, today)
    yield ask(documents_duties.second_supports, audit, framework, today)
    yield ask(documents_duties.wanted, audit, framework, today)
    yield ask(decision_duties.upkeep, audit, framework, today)
    yield ask(decision_duties.following_up, audit, framework, today)
    yield ask(lifecycle_duties.reopening, audit, framework, today)
    yield ask(decision_duties.outside, audit, framework, today)
    yield ask(motions.asked, audit, framework, today)
    left = left_undone(audit, framework, today, ask)
    yield ask(motions.standing_in, audit, framework, left, today)
    yield ask(motions.late, audit, framework, today)
    yield ask(lifecycle_duties.ending, audit, framework, today)
    yield ask(roster_duties.waivers, audit, framework, today)
    yield ask(roster_duties.role_changes, audit, framework)
    yield ask(redaction_duties.redactions, audit, framework, today)


def _of_what_is_over(audit: Audit, framework: Framework, today: date, ask: Ask) -> list[Duty]:
    """Erasing goes on; and what was decided is followed up."""
    found = (
        *(_follow_up(audit, framework, audit.in_force.at, today) if audit.in_force and not audit.is_shut else ()),
        *ask(decision_duties.reports, audit, framework, today),
        *ask(lifecycle_duties.declaring, audit, framework, today),
        *ask(decision_duties.upkeep, audit, framework, today),
        *ask(decision_duties.following_up, audit, framework, today),
        *ask(lifecycle_duties.reopening, audit, framework, today),
        *ask(decision_duties.outside, audit, framework, today),
        *ask(motions.asked, audit, framework, today),
        *ask(motions.late, audit, framework, today),
        *ask(roster_duties.role_changes, audit, framework),
        *ask(redaction_duties.redactions, audit, framework, today),
    )
    kept = [_moved(audit, d) for d in found if d.person not in audit.gone]
    if not audit.in_force:
        return kept
    return [*kept, *overdue(audit, framework, kept, today), *_extensions(audit, framework, kept, today)]


def _follow_up(audit: Audit, framework: Framework, posted: datetime, today: date) -> Iterator[Duty]:
    """What was handed in or found since a decision was posted: it waits for a word as ever."""
    since = audit.replace(
        offers=tuple(o for o in audit.offers if o.at > posted),
        results=tuple(r for r in audit.results if r.at > posted),
        requests=tuple(r for r in audit.requests if r.at > posted),
        findings=tuple(f for f in audit.findings if f.follow_up),
    )
    yield from documents_duties.offers(since)
    yield from evaluations_duties.placing(since, framework, today)
    yield from evaluations_duties.tying(audit, framework, today)
    yield from documents_duties.rework(since, framework, today)
    for spec in framework.stages:
        for duty in documents_duties.reviews(audit, framework, spec, stage_due(audit, spec.key, today), today):
            if any(v.number == duty.number and v.at > posted for v in audit.artifacts[duty.artifact]):
                yield duty
    yield from findings_duties.open_ones(since, framework, today)


def _approvals(audit: Audit, framework: Framework, today: date, ask: Ask) -> dict[str, tuple[Tally, ...]]:
    """How the approvals stand of each open stage whose documents are all there."""
    ready = ask(_ready, audit, framework)
    return {key: ask(tallies, audit, framework, key, today, evidence, of=key) for key, evidence in ready}


def _ready(audit: Audit, framework: Framework) -> Iterator[tuple[str, Digest]]:
    """The open stages whose documents are all there, each with the digest of its evidence: no approval moves it."""
    for key in audit.open_stages():
        if not framework.stage(key).ballot and documents_ready(audit, framework, key):
            yield key, evidence_of(audit, framework, key)


def left_undone(audit: Audit, framework: Framework, today: date, ask: Ask) -> Sequence[motions.Undone]:
    """What `motions.undone` says: what lead and deputy could do by now."""
    approvals = {} if audit.over or audit.paused else _approvals(audit, framework, today, ask)
    unapproved = tuple(key for key, rules in approvals.items() if not all(t.met for t in rules))
    return ask(motions.undone, audit, framework, unapproved, today)


def _stages(
    audit: Audit, framework: Framework, approvals: dict[str, tuple[Tally, ...]], today: date, ask: Ask
) -> Iterator[Sequence[Duty]]:
    for spec in framework.stages:
        key = spec.key
        if audit.stages[key].status != "open" or spec.ballot:
            continue
        due = stage_due(audit, key, today)
        rules = approvals.get(key, ())
        yield ask(sign_offs_duties.still_approve, audit, rules, spec, due, of=key)
        yield ask(documents_duties.reviews, audit, framework, spec, due, today, of=key)
        yield ask(documents_duties.submissions, audit, framework, spec, due, today, of=key)
        yield ask(evaluations_duties.choosing, audit, framework, spec, due, today, of=key)
        yield ask(evaluations_duties.measuring, audit, framework, spec, due, today, of=key)
        yield ask(evaluations_duties.stating, audit, framework, spec, due, today, of=key)
        if key in approvals:
            yield ask(ballot_duties.recommendation, audit, framework, spec, due, today, of=key)
        yield ask(sign_offs_duties.signatures, audit, rules, spec, due, of=key)
        if key in approvals:
            yield ask(sign_offs_duties.responses, audit, framework, spec, today, of=key)


def asks_of(audit: Audit, framework: Framework, today: date) -> list[Duty]:
    """The duties that get a message of their own now: per person the first, and what is asked privately at once."""
    return asks_among(duties_of(audit, framework, today))


def asks_among(duties: Sequence[Duty]) -> list[Duty]:
    """Which of these duties are asked now: one message at a time per person, with all that stands in it; invitations
    and private asks beside it.
    """
    asked: list[Duty] = []
    busy: dict[Person, Card] = {}
    for duty in duties:
        if duty.asking == "listed":
            continue
        if isinstance(duty, AT_ONCE) or busy.setdefault(duty.person, card := ask_card(duty)) == card:
            asked.append(duty)
    return asked


def _moved(audit: Audit, duty: Duty) -> Duty:
    due = audit.extended_duties.get(duty.key, duty.due)
    if not duty.fixed:
        due = own_due(audit, duty.person, due)
    return duty.replace(due=due) if due != duty.due else duty


def own_due(audit: Audit, who: Person, due: date) -> date:
    """A person's own due date: what falls on a day off of theirs, or while they are away, falls on their next day.

    Being away moves nothing that was due before it was said, and nothing by more than `MOST_AWAY` working days.
    """
    days = audit.calendar_of(who)
    until, since = audit.away.get(who), audit.away_since.get(who)
    if until and since and since <= due <= until:
        due = min(until + timedelta(days=1), audit.calendar.add(due, MOST_AWAY))
    return days.add(due, 0) if who in audit.own_days else due


def _extensions(audit: Audit, framework: Framework, kept: list[Duty], today: date) -> Iterator[Duty]:
    """Wishes for more time, while it is still owed and would be more: the acting lead answers, never whoever asks."""
    by_id = {d.id: d for d in kept}
    for duty_id, asked in audit.asked_extensions.items():
        wanted = by_id.get(duty_id)
        able = [acting_lead(audit, framework, today), *people_with(audit, framework, "manage", today)]
        who = next((p for p in able if p and p != asked.by), None)
        if wanted and who and asked.until > max(wanted.due, today):
            due = audit.calendar.add(asked.at, 1)
            yield AnswerExtensionDuty(person=who, due=due, stage=wanted.stage, about=asked.by, of=duty_id)


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
        found = DutyKey(OverdueDuty, of=late.id)
        answering = [p for p in asked if found.by(p) not in audit.escalated_duties]
        came = (day for d, day in audit.escalated_duties.items() if d == late.id or read_duty_id(d)[0] == found.key)
        since = max(came)
        for who in (answering or asked)[:1]:
            yield OverdueDuty(
                person=who,
                stage=late.stage,
                role=late.role,
                due=audit.calendar.add(since, 1),
                artifact=late.artifact,
                about=late.person,
                of=late.id,
            )
