"""Duties of the decision: who owes what, and by when.

Owns whose each duty is (proposal, holds, conditions, suspension, decisions taken elsewhere). Pure and quick: it runs
for every command.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.decision.conditions import FollowedItem, followed_decision, open_items, verifiers
from bot.domain.decision.state import Decision, Proposal
from bot.domain.decision.suspension import open_reports
from bot.domain.decision.upkeep import owed_upkeep
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import ANSWER_DAYS, Duty
from bot.domain.kernel.framework import Framework
from bot.domain.roster.roles import acting_lead, people_with


class NameOwnerDuty(Duty, kind="name-owner", key=("number", "of")):
    """Lead: who sees to a condition or mitigation, how is it checked, by when? `of`: the item, as `C1`."""

    listed_in = "direct"


class MeetDuty(Duty, kind="meet", key=("number", "of")):
    """Its owner: is it done? `of`: the item, as `C1`."""

    listed_in = "direct"
    fixed = True
    silence = False


class VerifyDuty(Duty, kind="verify", key=("number", "of")):
    """An auditor who does not own it: is it done? `of`: the item, as `C1`."""

    listed_in = "direct"


class AnswerReportDuty(Duty, kind="answer-report", key=("number",)):
    """Lead, later the board: did what would cancel the decision happen?"""


class ConfirmOutsideDuty(Duty, kind="confirm-outside"):
    """A board member: record a decision taken outside?"""


class RecurringDuty(Duty, kind="recurring", key=("number", "of")):
    """Whoever sees to it: what has to be done again. `number`: the day it is due, as 20270603; `of`: its key."""

    fixed = True
    silence = False


class FirstReportDuty(Duty, kind="first-report", key=("number",), asking="private"):
    """Whoever sees to it: the first report to somebody outside on what was reported here."""

    fixed = True
    silence = False


def following_up(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """For each thing that is not done: the lead names an owner, the owner sees to it, an auditor verifies it."""
    found = followed_decision(audit)
    if found is None or audit.paused:
        return
    decided = audit.calendar.day(found.at)
    named = False
    for item in open_items(audit, framework):
        if item.claimed:
            yield from _verification(audit, framework, item, today)
        elif item.owner and item.due and item.check and item.owner not in audit.gone:
            asked = asked_on(audit, found, item)
            yield MeetDuty(person=item.owner, due=item.due, number=item.round, of=item.key, since=asked)
        elif not named and (lead := acting_lead(audit, framework, today)):
            # one after the other: the modal of the next is opened when this one is settled
            named = True
            due = audit.calendar.add(decided, ANSWER_DAYS)
            # where an owner left, it rings anew in a message of its own
            since = None if item.owner in audit.gone else proposed_on(audit, found)
            yield NameOwnerDuty(person=lead, due=due, number=item.round, of=item.key, since=since)


def proposed_on(audit: Audit, found: Decision | Proposal) -> date:
    """The day on which the conditions that are followed up came up: that of the proposal."""
    return audit.calendar.day(next((p.at for p in audit.proposals if p.round == found.round), found.at))


def asked_on(audit: Audit, found: Decision | Proposal, item: FollowedItem) -> date:
    """The day on which its owner came to see to a condition or mitigation."""
    named = item.followed.named_at
    return audit.calendar.day(named) if named else proposed_on(audit, found)


def _verification(audit: Audit, framework: Framework, item: FollowedItem, today: date) -> Iterator[Duty]:
    able = verifiers(audit, framework, item, today)
    since = item.followed.claimed_at
    if able and since:
        position = int(item.key[1:]) % len(able)
        due = audit.calendar.add(since, ANSWER_DAYS)
        came = audit.calendar.day(since)
        yield VerifyDuty(person=able[position], due=due, number=item.round, of=item.key, since=came)


def reports(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """What would cancel the decision was reported: the lead says whether it happened; unanswered, any board seat."""
    for found in open_reports(audit):
        due = audit.calendar.add(found.at, framework.decision.answer_days)
        lead = acting_lead(audit, framework, today)
        seats = people_with(audit, framework, "vote", today) if found.board_asked else []
        for who in dict.fromkeys(p for p in (lead, *seats) if p):
            yield AnswerReportDuty(person=who, due=due, number=found.number, about=found.by, of=found.cause)


def outside(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """The board is asked whether a decision taken outside is to be recorded: whoever has not said so yet."""
    asked = audit.outside_proposal
    if asked is None or audit.ended:
        return
    due = audit.calendar.add(asked.at, ANSWER_DAYS)
    for who in people_with(audit, framework, "vote", today):
        if who != asked.proposed_by and who not in asked.seconds and who not in asked.holds:
            yield ConfirmOutsideDuty(person=who, due=due, about=asked.proposed_by)


def upkeep(audit: Audit, framework: Framework, today: date) -> Iterator[Duty]:
    """What is owed after the decision because the framework says so: each of whoever sees to it."""
    for found in owed_upkeep(audit, framework, today):
        if found.owner is None:
            continue
        if found.report:
            yield FirstReportDuty(person=found.owner, due=found.due, number=found.report.number, of=found.of)
        else:
            day = int(found.due.strftime("%Y%m%d"))
            yield RecurringDuty(person=found.owner, due=found.due, number=day, of=found.of)
