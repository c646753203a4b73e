"""What moves an audit without anybody's command: time that passes, and what follows from what just happened.

Owns deadlines (`pass_time`), the moment at which to look again (`next_alarm`), and immediate consequences (`settle`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.ballot.events import BallotClosed, BallotExtended, BallotVoided, NoDecisionReached
from bot.domain.ballot.rules import seats_of
from bot.domain.ballot.state import BallotRound
from bot.domain.decision import conditions, external_decision, overdue_conditions, suspension, upkeep
from bot.domain.decision import rules as decision_rules
from bot.domain.documents import without_effect
from bot.domain.duties.rules import left_undone
from bot.domain.engine.fold import fold
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.evidence import evidence_of_all
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.memo import Ask, at_once
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event, Rules
from bot.domain.lifecycle import model_versions
from bot.domain.lifecycle.commands import PassTime
from bot.domain.lifecycle.events import StageReady
from bot.domain.reflection.events import SummaryRequested
from bot.domain.reflection.rules import reflection_stage
from bot.domain.roster.permissions import only_system
from bot.domain.roster.roles import active_seats
from bot.domain.sign_offs.rules import documents_ready

RULES = Rules()


def settle(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """The next thing that follows by itself from a state; empty when nothing does."""
    if follows := model_versions.settle(audit, framework, now):
        return follows
    if audit.over:
        return conditions.settle(audit, framework, now) or overdue_conditions.settle(audit, framework, now)
    if follows := without_effect.settle(audit, framework, now):
        return follows
    for spec in framework.stages:
        stage = audit.stages[spec.key]
        awaited = stage.status == "open" and stage.ready_at is None and not spec.ballot
        if awaited and documents_ready(audit, framework, spec.key):
            return [StageReady(at=now, by=SYSTEM, stage=spec.key)]
    ballot = audit.ballot
    if ballot is None or ballot.status not in ("open", "closed"):
        return decision_rules.settle(audit, framework, now)
    return _ballot(audit, framework, ballot, now)


def _ballot(audit: Audit, framework: Framework, ballot: BallotRound, now: datetime) -> list[Event]:
    if cause := _moved(audit, framework, ballot):
        return [BallotVoided(at=now, by=SYSTEM, round=ballot.number, cause=cause)]
    if set(seats_of(audit, framework)) != set(ballot.seats):
        return [BallotVoided(at=now, by=SYSTEM, round=ballot.number, cause="roster")]
    board = (r.key for r in framework.roles if "vote" in r.powers)
    present = {s.person for role in board for s in active_seats(audit, role)}.intersection(ballot.seats)
    voted = present <= set(ballot.sealed) and len(ballot.sealed) >= ballot.needed
    if ballot.status == "open" and voted:
        return [BallotClosed(at=now, by=SYSTEM, round=ballot.number)]
    return []


def _moved(audit: Audit, framework: Framework, ballot: BallotRound) -> Literal["", "evidence", "reopened"]:
    """Why the board would vote on something else than it was shown; nothing speaks against form 0."""
    if ballot.form_0_alone:
        return ""
    if any(s.status == "open" and not framework.stage(k).ballot for k, s in audit.stages.items()):
        return "reopened"
    return "evidence" if ballot.evidence != evidence_of_all(audit, framework) else ""


@RULES.add
def pass_time(audit: Audit, framework: Framework, c: PassTime, now: datetime) -> list[Event]:
    """Whatever is due by now: a ballot's deadline, the date of the reflection."""
    only_system(c)
    if audit.over:
        return [
            *suspension.pass_time(audit, framework, now),
            *overdue_conditions.pass_time(audit, framework, now),
            *external_decision.pass_time(audit, framework, now),
        ]
    if audit.paused:
        return []
    events: list[Event] = []
    for due in (_ballot_due, decision_rules.pass_time, external_decision.pass_time, _summary_due):
        events += due(fold(events, audit), framework, now)
    return events


def _ballot_due(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    ballot = audit.ballot
    if ballot and ballot.status == "open" and now >= ballot.deadline:
        return [_at_deadline(audit, framework, ballot, now)]
    return []


def _summary_due(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    spec = reflection_stage(framework)
    if audit.over or audit.summaries or spec is None:
        return []
    stage = audit.stages[spec.key]
    passed = stage.status == "open" and stage.due and audit.calendar.day(now) > stage.due
    return [SummaryRequested(at=now, by=SYSTEM, number=1)] if passed else []


def _at_deadline(audit: Audit, framework: Framework, ballot: BallotRound, now: datetime) -> Event:
    """Enough ballots: count. Too few: extend once, then no decision."""
    if len(ballot.sealed) >= ballot.needed:
        return BallotClosed(at=now, by=SYSTEM, round=ballot.number)
    if ballot.extended:
        return NoDecisionReached(at=now, by=SYSTEM, round=ballot.number)
    deadline = audit.calendar.end(audit.calendar.add(now, framework.ballot.extension_days))
    return BallotExtended(at=now, by=SYSTEM, round=ballot.number, deadline=deadline)


def next_alarm(audit: Audit, framework: Framework, now: datetime, ask: Ask = at_once) -> datetime | None:
    """The next moment (UTC) at which time alone changes the audit or what is owed in it; None when there is none.

    One that has passed already where something is still to happen by it: the audit was paused then, say.
    """
    if audit.over:
        after = (
            *suspension.moments(audit, framework),
            *overdue_conditions.moments(audit, framework),
            *external_decision.moments(audit, framework, now),
            *upkeep.moments(audit, framework, now),
            *(m for m in _wishes_over(audit) if m > now),
        )
        return min(after, default=None)
    if audit.paused:
        return None
    deeds = [*decision_rules.moments(audit, framework), *external_decision.moments(audit, framework, now)]
    if audit.ballot and audit.ballot.status == "open":
        deeds.append(audit.ballot.deadline)
    spec = reflection_stage(framework)
    if spec and not audit.summaries and (stage := audit.stages[spec.key]).status == "open" and stage.due:
        deeds.append(audit.calendar.begin(stage.due + timedelta(days=1)))
    looks = [_after(audit, day) for day in _last_days(audit, framework)]
    today = audit.calendar.day(now)
    looks += [audit.calendar.begin(day) for day, _ in left_undone(audit, framework, today, ask) if day > today]
    looks += _wishes_over(audit)
    if audit.proposal:
        looks.append(audit.proposal.until)
    return min((*deeds, *(m for m in looks if m > now)), default=None)


def _wishes_over(audit: Audit) -> list[datetime]:
    """When the day comes until which somebody wished for more time: nobody is asked for it then."""
    return [audit.calendar.begin(asked.until) for asked in audit.asked_extensions.values()]


def _after(audit: Audit, day: date) -> datetime:
    return audit.calendar.begin(day + timedelta(days=1))


def _last_days(audit: Audit, framework: Framework) -> list[date]:
    """Last days of something: absences, delegations, answers, responses."""
    days = [*audit.away.values()]
    days += [s.delegation.until for seats in audit.roster.values() for s in seats if s.delegation]
    if audit.published and audit.published.answers_due:
        days.append(audit.published.answers_due)
    wait = framework.reminders.response_days
    days += [audit.calendar.add(s.ready_at, wait) for s in audit.stages.values() if s.ready_at and s.status == "open"]
    return days
