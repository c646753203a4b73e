"""A clock that goes back, or was ahead and is put right: nothing closes early, and nobody is locked out.

Owns whole plays under such a clock. How a history's moments follow on each other is `bot.domain.engine.moments`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import cast

import pytest

from bot.days_off import DaysOff, stated
from bot.domain.ballot.commands import OpenBallot
from bot.domain.decision.commands import CallHold, LiftHold
from bot.domain.duties.rules import duties_of
from bot.domain.engine.moments import AFTER, in_order
from bot.domain.engine.timers import next_alarm
from bot.domain.findings.commands import DisposeFinding
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import SYSTEM
from bot.domain.kernel.registry import Command, Event
from bot.domain.kernel.workdays import Calendar
from bot.domain.lifecycle.commands import ChangeDetails, PassTime, PauseAudit, ResumeAudit
from bot.domain.lifecycle.events import AuditResumed
from bot.domain.roster.commands import SetAway, StateDaysOff
from bot.ports.reminders import Reminders
from bot.ports.store import Store
from bot.service import Service
from tests.builders import BOARD, ENGINEER, LEAD, SAFETY, built_in, refused_with
from tests.clock import MONDAY, ManualClock
from tests.engine.played_audits import Branch, at_home_in, audit_at
from tests.engine.test_service import Shelf, due, owed, service
from tests.lifecycle.test_adoption import suspended

DAYS = timedelta(days=2)


def voting() -> Branch:
    """A ballot that is out, with one vote."""
    play = audit_at("post-audit")
    play.do(OpenBallot, LEAD)
    play.vote(BOARD[0], play.paper(0, 1))
    return play


def proposed(form: int = 1) -> Branch:
    play = voting()
    for seat in BOARD[1:]:
        play.vote(seat, play.paper(*range(form + 1)))
    play.reveal()
    return play


def status(play: Branch) -> str:
    assert play.audit.ballot
    return play.audit.ballot.status


def is_ordered(history: list[Event]) -> bool:
    return all(one.at <= next_.at for one, next_ in pairwise(history))


def test_a_ballot_stays_open_and_takes_votes_while_the_clock_is_back() -> None:
    play = voting()
    play.clock.back(DAYS)
    assert play.do(PassTime, SYSTEM) == []
    play.vote(BOARD[1], play.paper(0))
    assert status(play) == "open"
    assert is_ordered(play.history)


def test_a_ballot_closes_at_its_deadline_by_the_clock_as_it_is() -> None:
    play = voting()
    assert play.audit.ballot
    deadline = play.audit.ballot.deadline
    play.clock.back(DAYS)
    play.vote(BOARD[1], play.paper(0))
    assert next_alarm(play.audit, play.framework, play.now) == deadline
    play.clock.set(deadline - timedelta(seconds=1))
    assert play.do(PassTime, SYSTEM) == []
    play.clock.set(deadline)
    play.do(PassTime, SYSTEM)
    assert status(play) == "closed"


def test_votes_are_taken_again_once_a_clock_that_was_ahead_is_put_right() -> None:
    play = voting()
    play.clock.forward(timedelta(days=30))
    play.do(SetAway, SAFETY, until=play.today)
    with refused_with("vote-too-late"):
        play.vote(BOARD[1], play.paper(0))
    play.clock.back(timedelta(days=30))
    play.vote(BOARD[1], play.paper(0))
    assert status(play) == "open"
    assert is_ordered(play.history)


def test_what_cools_off_is_not_posted_earlier_by_a_clock_that_went_back() -> None:
    play = proposed()
    assert play.audit.proposal
    until = play.audit.proposal.until
    play.clock.back(DAYS)
    play.do(PassTime, SYSTEM)
    assert play.audit.in_force is None
    play.clock.set(until)
    play.do(PassTime, SYSTEM)
    assert play.audit.in_force


def test_a_hold_is_called_and_lifted_while_the_clock_is_back() -> None:
    play = proposed()
    assert play.audit.proposal
    number = play.audit.proposal.round
    play.do(CallHold, BOARD[0], round=number, reason=play.text("Wait."))
    play.clock.back(DAYS)
    play.do(LiftHold, BOARD[0], round=number, hold=1)
    assert is_ordered(play.history)


def test_a_decision_does_not_expire_while_the_clock_is_back() -> None:
    play = proposed()
    play.cool_off()
    play.clock.back(timedelta(days=400))
    play.do(PassTime, SYSTEM)
    assert play.audit.in_force


def test_what_answers_a_report_counts_as_newer_though_the_clock_says_otherwise() -> None:
    play = suspended(audit_at("post-audit"))
    play.clock.back(DAYS)
    document = play.framework.stage(play.audit.open_stages()[0]).artifacts[0].key
    play.hand_in(document)
    play.accept(document)
    why = play.text("Answered by the new version.")
    assert play.do(DisposeFinding, SAFETY, finding=1, disposition="fixed", why=why)


def test_the_lead_answers_for_nothing_that_is_overdue_by_the_wrong_day_alone() -> None:
    play = audit_at("scoping")
    before = {d.id: d.due for d in duties_of(play.audit, play.framework, play.today)}
    play.clock.back(DAYS)
    play.do(PauseAudit, LEAD, reason=play.text("Holidays."))
    play.do(ResumeAudit, LEAD)
    assert {d.id: d.due for d in duties_of(play.audit, play.framework, play.today)} == before


class BackAndForth(Branch):
    """A play whose clock is put back by chance before each act, and never right again."""

    chance: Random

    def execute(self, command: Command) -> list[Event]:
        self.clock.back(timedelta(hours=self.chance.choice((0, 0, 1, 24, 24 * 9))))
        return super().execute(command)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_audit_reaches_its_decision_under_a_clock_that_goes_back_all_the_time(seed: int) -> None:
    play = BackAndForth(audit_at("mapping"))
    play.chance = Random(seed)
    for stage in built_in().stages[1:-1]:
        play.complete(stage.key)
    play.do(OpenBallot, LEAD)
    for seat in BOARD:
        play.vote(seat, play.paper(0))
    play.reveal()
    assert play.audit.proposal
    play.clock.set(play.audit.proposal.until + timedelta(days=10))
    play.do(PassTime, SYSTEM)
    assert play.audit.in_force
    assert is_ordered(play.history)


def happened(at: datetime) -> Event:
    return AuditResumed(at=at, by=LEAD)


def test_what_happens_after_the_newest_event_keeps_its_moment() -> None:
    events = [happened(MONDAY), happened(MONDAY + DAYS)]
    assert in_order(events, MONDAY) == events
    assert in_order(events, None) == events


def test_what_the_clock_says_was_before_follows_at_once() -> None:
    moments = [event.at for event in in_order([happened(MONDAY)], MONDAY + DAYS)]
    assert moments == [MONDAY + DAYS + AFTER]


def moved_back(shelf: Shelf, play: Branch, told: list[timedelta]) -> Service:
    """A service whose clock is two days behind the newest event."""
    now = play.history[-1].at - DAYS
    store, reminders = cast(Store, shelf), cast(Reminders, shelf)
    return Service(store, reminders, ManualClock(now), lambda workspace, audit, behind: told.append(behind))


async def test_whoever_runs_the_bot_is_told_and_work_is_done_at_once() -> None:
    play, told = audit_at("mapping"), list[timedelta]()
    shelf = Shelf(("A-1", play))
    behind = moved_back(shelf, play, told)
    done = await behind.execute(play.command(PauseAudit, LEAD, reason=play.text("Holidays.")))
    assert [event.at for event in done.events] == [play.history[-1].at + AFTER]
    assert told == [DAYS]
    assert [commit.at for commit in shelf.commits] == [behind.clock.now()]


class OneDayOff:
    """Whoever is new somewhere is off on one day."""

    async def news(self, before: Audit | None, after: Audit, request: str, now: datetime) -> StateDaysOff:
        return stated(after.workspace, after.key, request, {SAFETY: Calendar(days_off=(MONDAY.date(),))})


async def test_days_off_that_are_looked_up_follow_on_what_brought_them_up() -> None:
    play = at_home_in(Calendar(zone="Asia/Tokyo"), audit_at("mapping"))
    behind = moved_back(Shelf(("A-1", play)), play, [])
    behind.days_off = cast(DaysOff, OneDayOff())
    done = await behind.execute(
        play.command(ChangeDetails, LEAD, description=play.text("For tax advice."), asked_form=2)
    )
    assert done.events[-1].type == "DaysOffStated"
    assert is_ordered([play.history[-1], *done.events])


async def test_a_day_that_had_its_list_is_not_given_another_one() -> None:
    play = audit_at("mapping")
    item = owed(play, "submit:system-map", ENGINEER)
    now = datetime.combine(item.duty.due, datetime.min.time(), UTC) + timedelta(hours=10)
    shelf = Shelf(("A-1", play))
    await service(shelf, now).remind(due(item))
    await service(shelf, now).remind(due(item, last_day=now.date() + timedelta(days=3)))
    assert len(shelf.commits) == 1
    assert [moment for moment in shelf.postponed if moment and moment.date() <= now.date()] == []
