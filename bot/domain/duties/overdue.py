"""What the lead does about somebody who never answers: extend, or proceed without.

Owns what cannot be done without: board seats, required documents, and the last independent signature of a stage.
Replacing somebody is assigning the role anew (`bot.domain.duties.roles`).
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.ballot.duties import VoteDuty
from bot.domain.decision.duties import FirstReportDuty, RecurringDuty
from bot.domain.documents.duties import SubmitDuty
from bot.domain.duties.commands import (
    AskExtension,
    ExtendDuty,
    ProceedWithout,
    RecordReminders,
    RefuseExtension,
    RemindPeople,
)
from bot.domain.duties.events import (
    DutyExtended,
    DutyProceededWithout,
    ExtensionAsked,
    ExtensionRefused,
    RemindersAsked,
    RemindersSent,
)
from bot.domain.duties.rules import duties_of
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, escalates_on, read_duty_id
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.duties import AcceptRoleDuty
from bot.domain.roster.permissions import followed_up, needs_power, only_system, running
from bot.domain.roster.roles import in_audit
from bot.domain.sign_offs.duties import StillApproveDuty
from bot.domain.sign_offs.rules import SignDuty, waived_key

RULES = Rules()


def _duty(audit: Audit, framework: Framework, named: str, now: datetime) -> Duty:
    """What is still owed under a key (`sign:mapping:safety`) or an id (the same, with `@` and the person)."""
    owed = duties_of(audit, framework, audit.calendar.day(now))
    found = next((d for d in owed if named in (d.id, d.key)), None)
    if found is None:
        raise NotNow("duty-done-already")
    return found


@RULES.add
def extend(audit: Audit, framework: Framework, c: ExtendDuty, now: datetime) -> list[Event]:
    """More time for a duty."""
    followed_up(audit)
    if not audit.in_force:
        running(audit)
    needs_power(audit, framework, c, "manage", now)
    duty = _duty(audit, framework, c.duty, now)
    if isinstance(duty, VoteDuty):
        raise NotNow("ballot-deadline-fixed")
    if isinstance(duty, RecurringDuty | FirstReportDuty):
        raise NotNow("upkeep-date-fixed")
    if c.until < audit.calendar.day(now):
        raise Invalid("day-over", field="until")
    if audit.extended_duties.get(duty.key) == c.until:
        return []
    if audit.rules > 1 and not (c.reason and c.reason.text.strip()):
        raise Invalid("extend-reason-missing", field="reason")
    reason = c.reason.digest if c.reason and c.reason.text.strip() else None
    return [DutyExtended(at=now, by=c.actor, duty=duty.key, until=c.until, reason=reason)]


@RULES.add
def ask_extension(audit: Audit, framework: Framework, c: AskExtension, now: datetime) -> list[Event]:
    """Whoever owes it asks for more time; the lead answers by another date, or by no."""
    duty = _own(audit, framework, c, now)
    if duty.fixed:
        raise NotNow("extension-fixed")
    if c.until <= duty.due:
        raise Invalid("extension-not-later", field="until", due=duty.due)
    if not c.reason.text.strip():
        raise Invalid("extension-reason-missing", field="reason")
    asked = audit.asked_extensions.get(duty.id)
    if asked and asked.until == c.until:
        return []
    return [ExtensionAsked(at=now, by=c.actor, duty=duty.id, until=c.until, reason=c.reason.digest)]


def _own(audit: Audit, framework: Framework, c: AskExtension, now: datetime) -> Duty:
    """What the actor owes under a key or an id."""
    followed_up(audit)
    if not audit.in_force:
        running(audit)
    owed = [d for d in duties_of(audit, framework, audit.calendar.day(now)) if c.duty in (d.id, d.key)]
    if not owed:
        raise NotNow("duty-done-already")
    mine = next((d for d in owed if d.person == c.actor), None)
    if mine is None:
        raise NotAllowed("extension-not-yours", person=owed[0].person)
    return mine


@RULES.add
def refuse_extension(audit: Audit, framework: Framework, c: RefuseExtension, now: datetime) -> list[Event]:
    """The lead leaves the date as it is."""
    followed_up(audit)
    needs_power(audit, framework, c, "manage", now)
    if c.duty not in audit.asked_extensions:
        return []
    return [ExtensionRefused(at=now, by=c.actor, duty=c.duty)]


@RULES.add
def proceed(audit: Audit, framework: Framework, c: ProceedWithout, now: datetime) -> list[Event]:
    """Go on without an answer that is overdue; it is printed that there was none."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if read_duty_id(c.duty)[0] in audit.proceeded_duties:
        return []
    duty = _duty(audit, framework, c.duty, now)
    _check_dispensable(audit, framework, duty)
    if not _waited_enough(audit, framework, duty, now):
        raise NotNow("proceed-too-early", due=duty.due)
    if not c.reason.text.strip():
        raise Invalid("proceed-reason-missing", field="reason")
    key = waived_key(duty.stage, duty.role) if isinstance(duty, StillApproveDuty) else duty.key
    return [DutyProceededWithout(at=now, by=c.actor, duty=key, reason=c.reason.digest)]


def _check_dispensable(audit: Audit, framework: Framework, duty: Duty) -> None:
    if isinstance(duty, (SignDuty, StillApproveDuty)):
        _keeps_one_judge(audit, framework, duty.stage, waived_key(duty.stage, duty.role))
    elif isinstance(duty, VoteDuty | AcceptRoleDuty) and _votes(framework, duty):
        raise NotNow("proceed-without-seat")
    elif isinstance(duty, SubmitDuty) and not framework.required(framework.artifact(duty.artifact), audit.asked_form):
        return
    elif not isinstance(duty, AcceptRoleDuty):
        raise NotNow("proceed-impossible")


def _votes(framework: Framework, duty: Duty) -> bool:
    """Whether it is a seat of the board that owes it."""
    return isinstance(duty, VoteDuty) or "vote" in framework.role(duty.role).powers


def _waited_enough(audit: Audit, framework: Framework, duty: Duty, now: datetime) -> bool:
    """Whether the lead was told that nobody answers, or it is late enough to tell."""
    told = any(read_duty_id(d)[0] == duty.key for d in audit.escalated_duties)
    return told or audit.calendar.day(now) >= escalates_on(duty, framework.reminders, audit.calendar_of(duty.person))


def _keeps_one_judge(audit: Audit, framework: Framework, stage: str, key: str) -> None:
    """At least one independent role must still approve a stage, however many are left out."""
    judges = [r.role for r in framework.stage(stage).sign_offs if not r.commitment]
    left = [r for r in judges if waived_key(stage, r) not in (*audit.proceeded_duties, key)]
    if judges and not left:
        raise NotNow("proceed-last-approval")


@RULES.add
def remind(audit: Audit, framework: Framework, c: RemindPeople, now: datetime) -> list[Event]:
    """Whoever has to do with the audit has those reminded who are awaited; others are left in peace.

    Of who is to hear of it already nothing more is recorded, so that the record grows by one event for each list that
    goes out, however often it is asked for.
    """
    followed_up(audit)
    if not in_audit(audit, c.actor, audit.calendar.day(now)):
        raise NotAllowed("remind-role-only", person=audit.lead)
    owing = {d.person for d in duties_of(audit, framework, audit.calendar.day(now))}
    people = tuple(who for who in dict.fromkeys(c.people) if who in owing and who not in audit.to_remind)
    return [RemindersAsked(at=now, by=c.actor, people=people)] if people else []


@RULES.add
def record(audit: Audit, framework: Framework, c: RecordReminders, now: datetime) -> list[Event]:
    """A daily list went out."""
    only_system(c)
    if not c.duties:
        return []
    return [RemindersSent(at=now, by=c.actor, person=c.person, duties=c.duties, escalated=c.escalated, day=c.day)]
