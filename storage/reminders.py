"""Duties as rows, and one reminder row per person.

Owns what is owed as it is looked up (by person, over all audits), and when a person is to be looked at next. Must not
know when a reminder is right: the first moment of a new duty comes from the function it is given, the rest from
`Commit.reminded`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    Delete,
    Insert,
    Text,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    literal,
    select,
    update,
)

from bot.domain.kernel.duty import Duty, read_duty, write_duty
from bot.domain.kernel.framework import Reminders
from bot.domain.kernel.people import Person
from bot.domain.kernel.workdays import Calendar
from bot.ports.reminders import Pending, PersonDue, Reminded
from bot.ports.store import AuditChange, Commit
from storage.bulk_statements import Step, among, insert_rows, packed, packed_texts, rows_from
from storage.engine import Database
from storage.people import People
from storage.scope import across
from storage.tables import DUTIES, PEOPLE, REMINDERS, Utc

FirstMoment = Callable[[Duty, Reminders, Calendar, str, datetime], datetime]
"""(duty, cadence, working days, time zone of its person, now) -> when the person should first be looked at for it."""

SOON, HOUR = timedelta(minutes=1), timedelta(hours=1)

_ZONES = select(PEOPLE.c.person, PEOPLE.c.tz).where(
    PEOPLE.c.workspace == bindparam("workspace"), PEOPLE.c.person.in_(bindparam("people", expanding=True))
)

_OWED = (
    select(DUTIES.c.audit, DUTIES.c.body, DUTIES.c.mentioned)
    .where(DUTIES.c.workspace == bindparam("workspace"), DUTIES.c.person == bindparam("person"))
    .order_by(DUTIES.c.due, DUTIES.c.audit, DUTIES.c.key)
)

_OWED_IN = (
    select(DUTIES.c.body)
    .where(DUTIES.c.workspace == bindparam("workspace"), DUTIES.c.audit == bindparam("audit"))
    .order_by(DUTIES.c.due, DUTIES.c.person, DUTIES.c.key)
)

_AT = bindparam("at", type_=Utc())

_ONE = and_(REMINDERS.c.workspace == bindparam("of"), REMINDERS.c.person == bindparam("who"))

_DUE = across(
    "claim a person",
    select(
        REMINDERS.c.workspace,
        REMINDERS.c.person,
        REMINDERS.c.last_day,
        REMINDERS.c.snoozed_until,
        func.coalesce(PEOPLE.c.tz, "UTC").label("tz"),
    )
    .join_from(
        REMINDERS,
        PEOPLE,
        and_(PEOPLE.c.workspace == REMINDERS.c.workspace, PEOPLE.c.person == REMINDERS.c.person),
        isouter=True,
    )
    .where(REMINDERS.c.next_at <= bindparam("now"))
    .order_by(REMINDERS.c.next_at)
    .limit(1)
    .with_for_update(of=REMINDERS, skip_locked=True),
)

_CLAIM = update(REMINDERS).where(_ONE).values(next_at=bindparam("until"), leased=True, added_at=None)


def _earlier(one: Any, other: Any) -> Any:
    """The earlier of two moments of which either may be missing."""
    return case((one.is_(None), other), (other < one, other), else_=one)


# A duty added while somebody held the row counts too, whatever the holder computed without it.
_RELEASED = case((REMINDERS.c.leased, _earlier(REMINDERS.c.added_at, _AT)), else_=_AT)

_POSTPONE = (
    update(REMINDERS)
    .where(_ONE)
    .values(
        next_at=_RELEASED,
        # Whoever holds the row says that nothing is due yet; anybody else is the person, who pressed "Tomorrow".
        snoozed_until=case((REMINDERS.c.leased, REMINDERS.c.snoozed_until), else_=_AT),
        leased=False,
        added_at=None,
    )
)

_REMINDED = (
    update(REMINDERS)
    .where(_ONE)
    .values(
        next_at=_earlier(REMINDERS.c.added_at, _AT),
        last_day=bindparam("day"),
        snoozed_until=None,
        leased=False,
        added_at=None,
    )
)

_MENTIONED = (
    update(DUTIES)
    .where(
        DUTIES.c.workspace == bindparam("of"),
        DUTIES.c.audit == bindparam("in_audit"),
        DUTIES.c.person == bindparam("who"),
        DUTIES.c.key == bindparam("which"),
    )
    .values(mentioned=bindparam("times"))
)


class SqlReminders:
    """The Reminding port, and the part of a commit that concerns duties."""

    def __init__(self, database: Database, people: People, first_moment: FirstMoment) -> None:
        self._database = database
        self._first_moment = first_moment
        self._zones: dict[tuple[str, Person], tuple[str, datetime]] = {}
        self.steps = (
            Step("duties_gone", _gone(database)),
            Step("duties_came", _came(database)),
            Step("looks", _looks(database)),
        )
        self._people = people

    async def claim_person(self, now: datetime, lease: timedelta) -> PersonDue | None:
        """One person whose moment has come, with everything they owe."""
        return await self._database.transact(partial(_claim_person, now=now, until=now + lease))

    async def postpone(self, workspace: str, who: Person, until: datetime | None) -> None:
        """Look again at a moment; None: when their duties change."""
        await self._database.execute(_POSTPONE, {"of": workspace, "who": who, "at": until})

    async def rezone(self, workspace: str, who: Person, tz: str) -> None:
        """The person's time zone changed."""
        await self._people.write(workspace, who, {"tz": tz})

    async def owed(self, workspace: str, audit: str) -> list[Duty]:
        """The duties of an audit as its rows remember them."""
        found = await self._database.rows(_OWED_IN, {"workspace": workspace, "audit": audit})
        return [read_duty(row.body) for row in found]

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes, by due date."""
        found = await self._database.rows(_OWED, {"workspace": workspace, "person": who})
        return [(audit, read_duty(body)) for audit, body, _ in found]

    async def values(self, commit: Commit, change: AuditChange) -> dict[str, Any]:
        """The duties of a change, and when their people are to be looked at for them."""
        values = dict[str, Any]()
        came = {duty.id: duty for duty in change.duties_added}
        if gone := [duty.id for duty in change.duties_removed if duty.id not in came]:
            values["duties_gone"] = packed_texts(self._database, gone)
        if came:
            rows = [{"person": d.person, "key": d.key, "body": write_duty(d), "due": d.due} for d in came.values()]
            values["duties_came"] = packed(self._database, rows)
        if came or change.asked_to_remind:
            moments = await self._moments(commit, change)
            looks = [{"person": person, "moment": moment} for person, moment in sorted(moments.items())]
            values |= {"looks": packed(self._database, looks), "p_soon": commit.at + SOON}
        return values

    async def _moments(self, commit: Commit, change: AuditChange) -> dict[Person, datetime]:
        people = {duty.person for duty in change.duties_added}
        zones = await self._zones_of(commit.workspace, people, commit.at)
        moments = dict[Person, datetime]()
        for duty in change.duties_added:
            moment = self._first_moment(
                duty,
                change.framework.reminders,
                change.after.calendar_of(duty.person),
                zones[duty.person],
                commit.at,
            )
            moments[duty.person] = min(moment, moments.get(duty.person, moment))
        return moments | dict.fromkeys(change.asked_to_remind, commit.at)

    async def _zones_of(self, workspace: str, people: set[Person], now: datetime) -> dict[Person, str]:
        """Time zones as last seen, up to an hour ago: they say when to look, and looking reads them afresh."""
        fresh = {p: known[0] for p in people if (known := self._zones.get((workspace, p))) and now < known[1] + HOUR}
        if missing := sorted(people - fresh.keys()):
            found = await self._database.rows(_ZONES, {"workspace": workspace, "people": missing})
            zones = dict.fromkeys(missing, "UTC") | {row.person: row.tz for row in found}
            self._zones |= {(workspace, person): (zone, now) for person, zone in zones.items()}
            fresh |= zones
        return fresh

    def note(self, connection: Connection, commit: Commit) -> None:
        """The part of a commit that says that a person was reminded."""
        if commit.reminded:
            _note_reminded(connection, commit.workspace, commit.reminded)


def _claim_person(connection: Connection, now: datetime, until: datetime) -> PersonDue | None:
    row = connection.execute(_DUE, {"now": now}).first()
    if row is None:
        return None
    connection.execute(_CLAIM, {"of": row.workspace, "who": row.person, "until": until})
    owed = connection.execute(_OWED, {"workspace": row.workspace, "person": row.person})
    pending = tuple(Pending(audit, read_duty(body), mentioned) for audit, body, mentioned in owed)
    return PersonDue(row.workspace, row.person, row.tz, row.last_day, row.snoozed_until, pending)


def _gone(database: Database) -> Delete:
    mine = and_(DUTIES.c.workspace == bindparam("p_workspace"), DUTIES.c.audit == bindparam("p_audit"))
    return delete(DUTIES).where(mine, among(database, DUTIES.c.key + "@" + DUTIES.c.person, "duties_gone"))


def _came(database: Database) -> Insert:
    rows = rows_from(database, "duties_came", person=Text(), key=Text(), body=Text(), due=Date())
    given: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text)}
    given |= {"audit": bindparam("p_audit", type_=Text), "mentioned": literal(0)}
    owe = insert_rows(database.insert(DUTIES), {**given, **dict(rows.c)})
    return owe.on_conflict_do_update(
        index_elements=["workspace", "audit", "person", "key"],
        set_={
            "body": owe.excluded.body,
            "due": owe.excluded.due,
            # another due date is reminded of anew
            "mentioned": case((DUTIES.c.due == owe.excluded.due, DUTIES.c.mentioned), else_=0),
        },
    )


def _looks(database: Database) -> Insert:
    rows = rows_from(database, "looks", person=Text(), moment=Utc())
    row = REMINDERS.alias("known")
    # A row that is neither held nor about to be, and looks early enough, is left alone: writing it would make
    # everybody's clicks wait for each other at the lead's row.
    early = select(row.c.person).where(
        row.c.workspace == bindparam("p_workspace"),
        row.c.person == rows.c.person,
        row.c.leased.is_(False),
        row.c.next_at <= rows.c.moment,
        row.c.next_at > bindparam("p_soon"),
    )
    given: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text), "leased": false()}
    given |= {"person": rows.c.person, "next_at": rows.c.moment, "added_at": rows.c.moment}
    look = insert_rows(database.insert(REMINDERS), given, ~early.exists())
    return look.on_conflict_do_update(
        index_elements=["workspace", "person"],
        set_={
            "next_at": _earlier(REMINDERS.c.next_at, look.excluded.next_at),
            "added_at": _earlier(REMINDERS.c.added_at, look.excluded.next_at),
        },
    )


def _note_reminded(connection: Connection, workspace: str, reminded: Reminded) -> None:
    who = reminded.person
    values = {"of": workspace, "who": who, "at": reminded.next_at, "day": reminded.day}
    connection.execute(_REMINDED, values)
    mentioned = [
        {"of": workspace, "in_audit": audit, "who": who, "which": key, "times": times}
        for (audit, key), times in sorted(reminded.sent.items())
    ]
    if mentioned:
        connection.execute(_MENTIONED, mentioned)
