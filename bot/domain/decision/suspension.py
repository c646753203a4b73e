"""What ends a decision: a cancelling condition that came true, and its last day.

Owns who reports, who says whether it happened, and what follows: the decision is suspended and the stage concerned
opened again. What is followed up meanwhile is `conditions`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

from bot.domain.ballot.support import votes_needed
from bot.domain.decision.commands import AnswerReport, ReportCancelling
from bot.domain.decision.events import (
    BoardAsked,
    CancellingReported,
    DecisionExpired,
    DecisionSuspended,
    ExpiryNoticed,
    ReportAnswered,
)
from bot.domain.decision.state import Decision, FormTerm, Report
from bot.domain.findings.events import FindingLogged
from bot.domain.findings.rules import OWNER_DAYS
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.decision_rules import Cancelling
from bot.domain.kernel.errors import Invalid, NotAllowed, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM, Person
from bot.domain.kernel.registry import Event, Rules
from bot.domain.kernel.stages import reopened
from bot.domain.roster.permissions import POWER_WORDS
from bot.domain.roster.roles import acting_lead, in_audit, people_with

RULES = Rules()

NEW_VERSION: Final = "new-version"
"""What suspends a decision whose conditions before the release are unmet, without anybody's report."""

OVERRULE_DAYS: Final = 3
"""Working days in which a seat or Safety may overrule who dismissed a report."""


Validity = Literal["in-force", "ended", "suspended", "stopped", "expired"]


def validity(audit: Audit, decision: Decision, day: date) -> Validity:
    """What a decision is worth on a day, whichever of several ends came first; one that another followed is not asked.

    stopped: suspended until a late condition for after the release is verified or moved; suspended: until a new ballot.
    """
    if audit.ended:
        return "ended"
    if decision.suspended:
        return "suspended"
    if decision.stopped_by:
        return "stopped"
    past = decision.expired_at is not None or (decision.expires is not None and day > decision.expires)
    return "expired" if past else "in-force"


def last_day(framework: Framework, form: int, today: date) -> date | None:
    """The last day of a decision taken today; None where it does not expire: not releasing needs no renewal."""
    days = framework.decision.valid_days
    return today + timedelta(days=days) if form and days else None


def terms_of(framework: Framework, forms: tuple[int, ...], today: date) -> tuple[FormTerm, ...]:
    """By when each form must be begun, and until when it holds, decided today."""
    rules = framework.decision
    found = []
    for form in forms:
        option = framework.option(form)
        begin = rules.begin_days if option.begin_days is None else option.begin_days
        valid = rules.valid_days if option.valid_days is None else option.valid_days
        begin_by, until = (today + timedelta(days=days) if days else None for days in (begin, valid))
        found.append(FormTerm(form=form, begin_by=begin_by, until=until))
    return tuple(found)


def cancelling_conditions(framework: Framework, forms: tuple[int, ...]) -> list[Cancelling]:
    """What would cancel a decision that allows these forms."""
    return [c for c in framework.decision.cancelled_by if not c.forms or set(c.forms) & set(forms)]


def cause_of(framework: Framework, key: str) -> Cancelling | None:
    """A cancelling condition by its key."""
    return next((c for c in framework.decision.cancelled_by if c.key == key), None)


def stage_for(framework: Framework, cause: str) -> str:
    """The stage that looks at it again, where the lead chooses none."""
    found = cause_of(framework, cause)
    named = found.stage if found else None
    return named if named and framework.has_stage(named) else framework.stages[0].key


def open_reports(audit: Audit) -> list[Report]:
    """Reports on the decision in force that nobody has answered."""
    decision = audit.in_force
    if decision is None or audit.ended or decision.expired_at:
        return []
    return [r for r in audit.reports if r.status == "open" and r.decision == decision.seq]


def cannot_be_recalled(framework: Framework, form: int) -> bool:
    """Whether what was published in this form stays out."""
    return framework.option(form).cannot_be_recalled


def needs_decision(audit: Audit) -> Decision:
    """The decision a report is about. Refuses, with what to do instead, where there is none in force."""
    decision = audit.decision
    if decision is None or audit.ended:
        raise NotNow("report-no-decision")
    if decision.suspended:
        raise NotNow("report-already-suspended", person=audit.lead)
    if decision.expired_at:
        raise NotNow("report-decision-expired", day=decision.expires, person=audit.lead)
    return decision


@RULES.add
def report(audit: Audit, framework: Framework, c: ReportCancelling, now: datetime) -> list[Event]:
    """Whoever sees it happen reports it: anybody in the audit, and any full member."""
    decision = needs_decision(audit)
    if not c.actor_full_member and not in_audit(audit, c.actor, audit.calendar.day(now)):
        raise NotAllowed("report-guest", person=audit.lead)
    if cause_of(framework, c.cause) is None:
        raise Invalid("report-cause-missing", field="cause")
    if c.cause not in {cause.key for cause in cancelling_conditions(framework, decision.forms)}:
        raise Invalid("report-cause-of-other-forms", field="cause")
    if not c.text.text.strip():
        raise Invalid("report-words-missing", field="text")
    if any((r.by, r.cause, r.decision) == (c.actor, c.cause, decision.seq) for r in open_reports(audit)):
        raise NotNow("report-made-already", person=audit.lead)
    number = len(audit.reports) + 1
    return [CancellingReported(at=now, by=c.actor, report=number, cause=c.cause, text=c.text.digest)]


def answering(audit: Audit, framework: Framework, found: Report, today: date) -> list[Person]:
    """Who says whether it happened: whoever leads; once the board is asked, every seat too."""
    able = people_with(audit, framework, "manage", today)
    if found.board_asked:
        able = [*able, *people_with(audit, framework, "vote", today)]
    return list(dict.fromkeys(able))


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerReport, now: datetime) -> list[Event]:
    """It happened: the decision is suspended, and a stage opened again. Or it did not, and why."""
    found = next((r for r in audit.reports if r.number == c.report), None)
    if found is None:
        raise NotNow("report-unknown")
    if found.status != "open":
        if (found.status == "happened") == c.happened:
            return []
        if not may_overrule(audit, framework, found, c.actor, now):
            raise NotNow("report-answered-by", person=found.answered_by)
    decision = needs_decision(audit)
    able = answering(audit, framework, found, audit.calendar.day(now))
    if found.status == "open" and c.actor not in able:
        raise NotAllowed("report-answer-role-only", who=POWER_WORDS["manage"], person=able[0] if able else audit.lead)
    if not c.why.text.strip():
        raise Invalid("report-answer-why-missing", field="why")
    answered = ReportAnswered(at=now, by=c.actor, report=found.number, happened=c.happened, why=c.why.digest)
    if not c.happened:
        return [answered]
    events = [answered, *_suspension(audit, framework, c, found, decision, now)]
    if audit.rules > 1:
        stage = c.stage or stage_for(framework, found.cause)
        events.append(problem_of(audit, framework, found, decision, stage, now, c.actor))
    return events


def may_overrule(audit: Audit, framework: Framework, found: Report, who: Person, now: datetime) -> bool:
    """Whether somebody may say, for some days after a report was dismissed, that it did happen: a seat, or Safety.

    From the second edition of the rules on.
    """
    if audit.rules < 2 or found.status != "not" or found.answered_at is None or audit.decision is None:
        return False
    soon = found.decision == audit.decision.seq and now <= audit.calendar.closing(found.answered_at, OVERRULE_DAYS)
    return soon and who in people_with(audit, framework, "confirm-end", audit.calendar.day(now))


def problem_of(
    audit: Audit,
    framework: Framework,
    found: Report,
    decision: Decision,
    stage: str,
    now: datetime,
    actor: Person | None = None,
) -> FindingLogged:
    """A severe problem on every form that the decision allowed and every more open one, in the words of the report."""
    seats = next((len(b.seats) for b in audit.ballots if b.number == decision.round), 0)
    passed = [
        o.number
        for o in framework.options
        if 0 < o.number <= decision.form and decision.ticks.get(o.number, 0) >= votes_needed(framework, o, seats)
    ]
    least = min(passed, default=decision.form or 1)
    owner = acting_lead(audit, framework, audit.calendar.day(now)) or actor
    return FindingLogged(
        at=now,
        by=SYSTEM,
        finding=len(audit.findings) + 1,
        stage=stage,
        severity="severe",
        text=found.text,
        artifact="",
        blocks=tuple(o.number for o in framework.options if o.number >= least),
        owner=owner,
        due=audit.calendar.add(now, OWNER_DAYS),
        report=found.number,
    )


def _suspension(
    audit: Audit, framework: Framework, c: AnswerReport, found: Report, decision: Decision, now: datetime
) -> list[Event]:
    stage = c.stage or stage_for(framework, found.cause)
    if not framework.has_stage(stage) or framework.stage(stage).ballot:
        raise Invalid("report-stage-missing", field="stage")
    if cannot_be_recalled(framework, decision.form) and c.containment is None:
        raise Invalid("containment-missing", field="containment")
    suspended = DecisionSuspended(
        at=now, by=c.actor, report=found.number, cause=found.cause, stage=stage, containment=c.containment
    )
    again = audit.stages[stage].status == "closed"
    return [suspended, *([reopened(audit, framework, stage, c.actor, c.why.digest, now)] if again else [])]


def pass_time(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """A report the lead did not answer; the notice before the last day; and that it is over."""
    decision = audit.in_force
    if decision is None or audit.ended or decision.expired_at:
        return []
    events: list[Event] = [
        BoardAsked(at=now, by=SYSTEM, report=r.number)
        for r in open_reports(audit)
        if not r.board_asked and now >= _answer_by(audit, framework, r)
    ]
    if decision.expires and now >= _end_of(audit, decision.expires):
        return [*events, DecisionExpired(at=now, by=SYSTEM)]
    if decision.expires and not decision.noticed_at and now >= _notice(audit, framework, decision.expires):
        events.append(ExpiryNoticed(at=now, by=SYSTEM))
    return events


def moments(audit: Audit, framework: Framework) -> list[datetime]:
    """When to look again."""
    decision = audit.in_force
    if decision is None or audit.ended or decision.expired_at:
        return []
    found = [_answer_by(audit, framework, r) for r in open_reports(audit) if not r.board_asked]
    if decision.expires:
        found.append(_end_of(audit, decision.expires))
        if not decision.noticed_at:
            found.append(_notice(audit, framework, decision.expires))
    return found


def _answer_by(audit: Audit, framework: Framework, found: Report) -> datetime:
    return audit.calendar.closing(found.at, framework.decision.answer_days)


def _end_of(audit: Audit, day: date) -> datetime:
    return audit.calendar.begin(day + timedelta(days=1))


def _notice(audit: Audit, framework: Framework, day: date) -> datetime:
    return audit.calendar.morning(day - timedelta(days=framework.decision.notice_days))
