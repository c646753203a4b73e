"""Duties and reminder rows: what is owed, and whose turn it is to be looked at.

Owns what the Reminding port promises, and that looking costs the same however much is owed.
"""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from sqlalchemy import Connection, text

from bot.domain.ballot.duties import RecommendDuty
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person
from bot.domain.sign_offs.rules import SignDuty
from bot.ports.directory import Profile
from bot.ports.reminders import PersonDue, Reminded
from storage.reminders import _DUE
from tests.builders import AUDITOR, LEAD, LEGAL, SAFETY, TEAM
from tests.contract.record import LEASE, Record

HOUR = timedelta(hours=1)

DUE = date(2026, 12, 1)


def owes(who: Person = AUDITOR, kind: type[Duty] = SignDuty, due: date = DUE) -> Duty:
    """A duty."""
    return kind(person=who, due=due, stage="scoping")


async def claimed(record: Record) -> PersonDue:
    """Somebody who is due now."""
    found = await record.storage.reminders.claim_person(record.now, LEASE)
    assert found is not None
    return found


async def test_what_a_person_owes_is_found_over_all_audits_by_due_date(record: Record) -> None:
    late, soon = owes(due=date(2026, 12, 9)), owes(kind=RecommendDuty, due=date(2026, 12, 2))
    await record.begin("A-1", duties_added=(late, owes(LEAD)))
    await record.begin("A-2", duties_added=(soon,))
    assert await record.store.duties(TEAM, AUDITOR) == [("A-2", soon), ("A-1", late)]
    assert await record.store.audits_of(TEAM, AUDITOR) == ["A-2", "A-1"]
    assert await record.store.owed(TEAM, "A-1") == [owes(LEAD), late]
    assert await record.store.duties("T02", AUDITOR) == []
    await record.move(key="A-2", duties_removed=(soon,))
    assert await record.store.duties(TEAM, AUDITOR) == [("A-1", late)]


async def test_a_person_is_due_when_their_first_duty_asks_for_it(record: Record) -> None:
    await record.begin(duties_added=(owes(), owes(kind=RecommendDuty)))
    assert await record.person_due() is None
    record.clock.forward(HOUR)
    found = await claimed(record)
    assert (found.workspace, found.person, found.tz, found.last_day) == (TEAM, AUDITOR, "UTC", None)
    assert [(p.audit, p.duty.key, p.mentioned) for p in found.pending] == [
        ("A-1", "recommend:scoping", 0),
        ("A-1", "sign:scoping", 0),
    ]


async def test_a_claimed_person_is_left_alone_until_the_lease_ends(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    assert await record.person_due() is None
    record.clock.forward(LEASE)
    assert await record.person_due() == AUDITOR


async def test_several_workers_share_the_people_out(record: Record) -> None:
    everybody = (AUDITOR, LEAD, LEGAL, SAFETY)
    await record.begin(duties_added=tuple(owes(who) for who in everybody))
    record.clock.forward(HOUR)
    found = await asyncio.gather(*(record.person_due() for _ in range(6)))
    assert sorted(filter(None, found)) == sorted(everybody)


async def test_who_was_reminded_is_looked_at_again_when_told_so(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    again = record.now + timedelta(days=1)
    sent = {("A-1", "sign:scoping"): 2}
    await record.commit(reminded=Reminded(AUDITOR, record.now.date(), again, sent))
    record.clock.forward(2 * LEASE)
    assert await record.person_due() is None
    record.clock.set(again)
    found = await claimed(record)
    assert (found.last_day, found.pending[0].mentioned) == (date(2026, 11, 23), 2)


async def test_a_daily_list_is_committed_once(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    reminded = Reminded(AUDITOR, record.now.date(), None, {})
    await record.commit(reminded=reminded)
    assert await record.person_due() is None


async def test_a_duty_that_came_while_somebody_held_the_person_is_not_forgotten(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    await record.move(duties_added=(owes(kind=RecommendDuty),))
    await record.commit(reminded=Reminded(AUDITOR, record.now.date(), record.now + timedelta(days=5), {}))
    record.clock.forward(HOUR - timedelta(seconds=1))
    assert await record.person_due() is None
    record.clock.forward(timedelta(seconds=1))
    assert await record.person_due() == AUDITOR


async def test_the_same_when_nothing_was_sent(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    await record.move(duties_added=(owes(kind=RecommendDuty),))
    await record.storage.reminders.postpone(TEAM, AUDITOR, None)
    record.clock.forward(HOUR)
    found = await claimed(record)
    assert found.snoozed_until is None


async def test_who_is_to_be_reminded_is_looked_at_at_once_though_somebody_held_them_meanwhile(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR)
    await claimed(record)
    await record.move(asked_to_remind=(AUDITOR,))
    await record.storage.reminders.postpone(TEAM, AUDITOR, record.now + timedelta(days=15))
    found = await claimed(record)
    assert (found.person, found.snoozed_until) == (AUDITOR, None)


async def test_tomorrow_means_tomorrow(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    tomorrow = record.now + timedelta(days=1)
    await record.storage.reminders.postpone(TEAM, AUDITOR, tomorrow)
    record.clock.forward(HOUR)
    assert await record.person_due() is None
    record.clock.set(tomorrow)
    assert (await claimed(record)).snoozed_until == tomorrow


async def test_a_later_duty_does_not_put_off_an_earlier_one(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    record.clock.forward(HOUR / 2)
    await record.move(duties_added=(owes(kind=RecommendDuty),))
    record.clock.forward(HOUR / 2)
    assert await record.person_due() == AUDITOR


async def test_another_due_date_is_reminded_of_anew(record: Record) -> None:
    await record.begin(duties_added=(owes(), owes(kind=RecommendDuty)))
    record.clock.forward(HOUR)
    await claimed(record)
    sent = {("A-1", "sign:scoping"): 3, ("A-1", "recommend:scoping"): 3}
    await record.commit(reminded=Reminded(AUDITOR, record.now.date(), record.now, sent))
    await record.move(duties_added=(owes(due=date(2026, 12, 24)), owes(kind=RecommendDuty)))
    found = {p.duty.key: p.mentioned for p in (await claimed(record)).pending}
    assert found == {"sign:scoping": 0, "recommend:scoping": 3}


async def test_the_time_zone_is_the_one_last_heard_of(record: Record) -> None:
    await record.begin(duties_added=(owes(),))
    await record.storage.directory.remember(TEAM, Profile(AUDITOR, "Auditor", "Europe/Berlin"), record.now)
    await record.storage.reminders.rezone(TEAM, AUDITOR, "Asia/Tokyo")
    record.clock.forward(HOUR)
    assert (await claimed(record)).tz == "Asia/Tokyo"
    profile = await record.storage.directory.profile(TEAM, AUDITOR)
    assert profile is not None
    assert profile.tz == "Asia/Tokyo"


PEOPLE = {
    True: "SELECT 'T01', 'T01:U' || i, timestamptz '2030-01-01', false FROM generate_series(1, 3000) i",
    False: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
    " SELECT 'T01', 'T01:U' || i, '2030-01-01 00:00:00.000000', 0 FROM n",
}


async def test_finding_who_is_due_reads_an_index_whatever_is_owed(record: Record) -> None:
    postgres = record.storage.database.postgres
    insert = "INSERT INTO reminders (workspace, person, next_at, leased) "
    await record.storage.database.execute(text(insert + PEOPLE[postgres]))
    asked = _DUE.params(now=record.now)

    def plan(connection: Connection) -> str:
        connection.exec_driver_sql("ANALYZE")
        statement = asked.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN " if postgres else "EXPLAIN QUERY PLAN "
        return str(connection.exec_driver_sql(explain + str(statement)).all())

    assert "ix_reminders_next" in await record.storage.database.read(plan)
