"""Around the board's decision: a release in steps, and a decision that was taken outside the audit.

Owns who records these. A decision taken outside is printed as such, beside what the audit supported. By the first
edition of the rules it takes two and is in force; from the second on it is a statement on record, which takes as many
seats as its form needs in a ballot, and nothing follows from it.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain.ballot.rules import seats_of
from bot.domain.ballot.support import support, votes_needed
from bot.domain.decision.commands import AnswerOutside, ProposeOutside, StageRelease
from bot.domain.decision.events import (
    DecidedOutside,
    OutsideHeld,
    OutsideProposed,
    OutsideRecorded,
    OutsideRefused,
    OutsideSeconded,
    ReleaseStaged,
)
from bot.domain.decision.state import Outside
from bot.domain.decision.suspension import last_day
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.errors import Invalid, NotAllowed, NotIndependent, NotNow
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Event, Rules
from bot.domain.roster.permissions import POWER_WORDS, needs_power
from bot.domain.roster.roles import holds_power, people_with

RULES = Rules()


@RULES.add
def stage_release(audit: Audit, framework: Framework, c: StageRelease, now: datetime) -> list[Event]:
    """The lead says which more open form is not reconsidered before a day; of no release, what would reopen it."""
    decided = None if audit.ended else audit.proposal or audit.in_force
    if decided is None:
        raise NotNow("stage-release-none")
    needs_power(audit, framework, c, "manage", now)
    words = c.words.digest if c.words and c.words.text.strip() else None
    if c.form is None and words is None:
        raise Invalid("stage-release-form-or-words", field="form")
    if c.form is not None:
        if c.form not in {o.number for o in framework.options} or c.form <= decided.form:
            raise Invalid("stage-release-not-more-open", field="form")
        if c.not_before is None or c.not_before <= audit.calendar.day(now):
            raise Invalid("stage-release-day-past", field="not_before")
    day = c.not_before if c.form is not None else None
    before = audit.staging
    if before and (before.form, before.not_before, before.words) == (c.form, day, words):
        return []
    return [ReleaseStaged(at=now, by=c.actor, form=c.form, not_before=day, words=words)]


def most_supported(audit: Audit, framework: Framework) -> int:
    """The most open form the evidence supports, up to the one asked for."""
    forms = (o.number for o in framework.options if o.number <= audit.asked_form)
    return max((f for f in forms if support(audit, framework, f).supported), default=0)


@RULES.add
def propose(audit: Audit, framework: Framework, c: ProposeOutside, now: datetime) -> list[Event]:
    """The lead asks to record what was decided elsewhere, in whose words and by whom."""
    if audit.ended:
        raise NotNow("outside-audit-ended")
    needs_power(audit, framework, c, "manage", now)
    if audit.outside_proposal:
        return []
    if c.form not in {o.number for o in framework.options}:
        raise Invalid("outside-form-missing", field="form")
    if not c.words.text.strip():
        raise Invalid("outside-words-missing", field="words")
    until = None
    if audit.rules > 1:
        if framework.variant.practice:
            raise NotNow("outside-practice")
        if audit.proposal and audit.proposal.held:
            raise NotNow("outside-held", person=audit.proposal.held[0].by)
        if not seats_of(audit, framework):
            raise NotNow("outside-no-board")
        until = audit.calendar.closing(now, framework.decision.cooling_off_days)
    supported = most_supported(audit, framework)
    return [OutsideProposed(at=now, by=c.actor, form=c.form, words=c.words.digest, supported=supported, until=until)]


@RULES.add
def answer(audit: Audit, framework: Framework, c: AnswerOutside, now: datetime) -> list[Event]:
    """A board member who did not propose it seconds, or refuses."""
    asked = audit.outside_proposal
    if asked is None or audit.ended:
        raise NotNow("outside-not-proposed")
    if not holds_power(audit, framework, c.actor, "vote", audit.calendar.day(now)):
        seats = people_with(audit, framework, "vote", audit.calendar.day(now))
        raise NotAllowed("outside-second-role-only", who=POWER_WORDS["vote"], person=seats[0] if seats else audit.lead)
    if asked.proposed_by == c.actor:
        raise NotIndependent("outside-own-proposal")
    if asked.until:
        return _statement(audit, framework, asked, c, now)
    if not c.confirm:
        return [OutsideRefused(at=now, by=c.actor)]
    return [
        DecidedOutside(
            at=now,
            by=c.actor,
            form=asked.form,
            expires=last_day(framework, asked.form, audit.calendar.day(now)),
            model=str(audit.subject),
            weights=audit.weights,
        )
    ]


def seconds_needed(framework: Framework, form: int, seats: int) -> int:
    """How many seats second that a form was decided on outside: as many as it needs in a ballot."""
    return votes_needed(framework, framework.option(form), seats)


def _statement(audit: Audit, framework: Framework, asked: Outside, c: AnswerOutside, now: datetime) -> list[Event]:
    """A seat, in person, seconds what was decided outside, or holds it."""
    seats = seats_of(audit, framework)
    if c.actor not in seats:
        raise NotAllowed("outside-second-role-only", who=POWER_WORDS["vote"], person=seats[0] if seats else audit.lead)
    if not c.confirm:
        if c.actor in asked.holds:
            return []
        held = OutsideHeld(at=now, by=c.actor, until=audit.calendar.closing(now, framework.decision.hold_days))
        left = len(seats) - len({c.actor, *asked.holds} & set(seats))
        refused = left < seconds_needed(framework, asked.form, len(seats))
        return [held, *([OutsideRefused(at=now, by=c.actor)] if refused else [])]
    if c.actor in asked.seconds:
        return []
    seconded: list[Event] = [OutsideSeconded(at=now, by=c.actor)]
    holds = {who: until for who, until in asked.holds.items() if who != c.actor}
    after = audit.replace(outside_proposal=asked.replace(seconds=(*asked.seconds, c.actor), holds=holds))
    return [*seconded, *pass_time(after, framework, now)]


def pass_time(audit: Audit, framework: Framework, now: datetime) -> list[Event]:
    """A statement that enough seats seconded is recorded once its time is up and nobody holds anything."""
    asked = audit.outside_proposal
    found = moments(audit, framework, now)
    if asked is None or not found or now < found[0]:
        return []
    model = str(audit.subject)
    return [OutsideRecorded(at=now, by=SYSTEM, form=asked.form, model=model, weights=audit.weights)]


def moments(audit: Audit, framework: Framework, now: datetime) -> list[datetime]:
    """When a statement that enough seats seconded is recorded; never while a hold on a result stands."""
    asked = audit.outside_proposal
    if asked is None or asked.until is None or audit.ended or (audit.proposal and audit.proposal.held):
        return []
    seats = seats_of(audit, framework)
    seconds = set(asked.seconds) & set(seats)
    if not seats or len(seconds) < seconds_needed(framework, asked.form, len(seats)):
        return []
    return [max(asked.until, *asked.holds.values())] if asked.holds else [asked.until]
