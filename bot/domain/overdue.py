"""What the lead does about somebody who never answers: extend, or proceed without.

Owns what cannot be done without: board seats, required documents, and the last independent signature of a stage.
Replacing somebody is assigning the role anew (`bot.domain.assignments`).
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.audit import Audit
from bot.domain.commands import ExtendDuty, ProceedWithout, RecordReminders
from bot.domain.errors import Invalid, NotNow
from bot.domain.events import DutyExtended, DutyProceededWithout, Event, RemindersSent
from bot.domain.framework import Framework
from bot.domain.owed import duties_of
from bot.domain.rights import needs_power, only_system, running
from bot.domain.signoffs import waived_key


def extend(audit: Audit, framework: Framework, c: ExtendDuty, now: datetime) -> list[Event]:
    """More time for a duty."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if not any(d.key == c.duty for d in duties_of(audit, framework, now.date())):
        raise NotNow("This is done already, so nobody is waited for.")
    if c.until < now.date():
        raise Invalid("That day is over. Choose today or a later day.", field="until")
    if audit.extended_duties.get(c.duty) == c.until:
        return []
    return [DutyExtended(at=now, by=c.actor, duty=c.duty, until=c.until)]


def proceed(audit: Audit, framework: Framework, c: ProceedWithout, now: datetime) -> list[Event]:
    """Go on without an answer; it is printed that there was none."""
    running(audit)
    needs_power(audit, framework, c, "manage", now)
    if c.duty in audit.proceeded_duties:
        return []
    duty = next((d for d in duties_of(audit, framework, now.date()) if d.key == c.duty), None)
    if duty is None:
        raise NotNow("This is done already, so nobody is waited for.")
    if not c.reason.text.strip():
        raise Invalid("Say why the audit goes on without it. The reason is printed.", field="reason")
    if duty.kind == "sign":
        _keeps_one_judge(audit, framework, duty.stage, c.duty)
    elif duty.kind == "accept-role" and "vote" in framework.role(duty.role).powers:
        raise NotNow("A board seat cannot be left out. Replace the person, or give more time.")
    elif duty.kind not in ("respond", "check-lines", "accept-role"):
        raise NotNow("The audit cannot go on without this. Replace the person, or give more time.")
    return [DutyProceededWithout(at=now, by=c.actor, duty=c.duty, reason=c.reason.digest)]


def _keeps_one_judge(audit: Audit, framework: Framework, stage: str, key: str) -> None:
    """At least one independent role must still approve a stage, however many are left out."""
    judges = [r.role for r in framework.stage(stage).sign_offs if not r.commitment]
    left = [r for r in judges if waived_key(stage, r) not in (*audit.proceeded_duties, key)]
    if judges and not left:
        raise NotNow("This is the last independent approval of the stage. Replace the person, or give more time.")


def record(audit: Audit, framework: Framework, c: RecordReminders, now: datetime) -> list[Event]:
    """A daily list went out."""
    only_system(c)
    if audit.over or not c.duties:
        return []
    return [RemindersSent(at=now, by=c.actor, person=c.person, duties=c.duties, escalated=c.escalated)]
