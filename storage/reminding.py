"""Duties as rows, and one reminder row per person.

Owns what is owed as it is looked up (by person, over all audits), and when a person is to be looked at next. Must not
know when a reminder is right: the first moment of a new duty comes from the function it is given, the rest from
`Commit.reminded`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.duties import Duty
from bot.domain.framework import Reminders
from bot.domain.people import Person
from bot.ports import Commit, Pending, PersonDue, Reminded
from storage.engine import Database
from storage.scope import across
from storage.tables import DUTIES, PEOPLE, REMINDERS, Utc

FirstMoment = Callable[[Duty, Reminders, str, datetime], datetime]
"""(duty, cadence, time zone of its person, now) -> when the person should first be looked at for it."""

SOON = timedelta(minutes=1)

_REMOVE = delete(DUTIES).where(
    DUTIES.c.workspace == bindparam("of"),
    DUTIES.c.audit == bindparam("in_audit"),
    DUTIES.c.person == bindparam("who"),
    DUTIES.c.key == bindparam("which"),
)
_ZONES = (
    select(PEOPLE.c.person, PEOPLE.c.tz, REMINDERS.c.next_at, REMINDERS.c.leased)
    .join_from(
        PEOPLE,
        REMINDERS,
        and_(REMINDERS.c.workspace == PEOPLE.c.workspace, REMINDERS.c.person == PEOPLE.c.person),
        isouter=True,
    )
    .where(PEOPLE.c.workspace == bindparam("workspace"), PEOPLE.c.person.in_(bindparam("people", expanding=True)))
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


class SqlReminding:
    """The Reminding port, and the part of a commit that concerns duties."""

    def __init__(self, database: Database, first_moment: FirstMoment) -> None:
        self._database = database
        self._first_moment = first_moment
        owe = database.insert(DUTIES)
        self._owe = owe.on_conflict_do_update(
            index_elements=["workspace", "audit", "person", "key"],
            set_={
                "body": owe.excluded.body,
                "due": owe.excluded.due,
                # another due date is reminded of anew
                "mentioned": case((DUTIES.c.due == owe.excluded.due, DUTIES.c.mentioned), else_=0),
            },
        )
        sooner = database.insert(REMINDERS)
        self._sooner = sooner.on_conflict_do_update(
            index_elements=["workspace", "person"],
            set_={
                "next_at": _earlier(REMINDERS.c.next_at, sooner.excluded.next_at),
                "added_at": _earlier(REMINDERS.c.added_at, sooner.excluded.next_at),
            },
        )
        zone = database.insert(PEOPLE)
        self._zone = zone.on_conflict_do_update(index_elements=["workspace", "person"], set_={"tz": zone.excluded.tz})

    async def claim_person(self, now: datetime, lease: timedelta) -> PersonDue | None:
        """One person whose moment has come, with everything they owe."""
        async with self._database.write() as connection:
            row = (await connection.execute(_DUE, {"now": now})).first()
            if row is None:
                return None
            await connection.execute(_CLAIM, {"of": row.workspace, "who": row.person, "until": now + lease})
            owed = {"workspace": row.workspace, "person": row.person}
            pending = tuple(
                Pending(audit, Duty.model_validate_json(body), mentioned)
                for audit, body, mentioned in await connection.execute(_OWED, owed)
            )
        return PersonDue(row.workspace, row.person, row.tz, row.last_day, row.snoozed_until, pending)

    async def postpone(self, workspace: str, who: Person, until: datetime | None) -> None:
        """Look again at a moment; None: when their duties change."""
        async with self._database.write() as connection:
            await connection.execute(_POSTPONE, {"of": workspace, "who": who, "at": until})

    async def rezone(self, workspace: str, who: Person, tz: str) -> None:
        """The person's time zone changed."""
        row = {"workspace": workspace, "person": who, "name": "", "tz": tz, "full_member": False}
        row |= {"admin": False, "deleted": False, "bot": False, "known_at": None, "dm_channel": None}
        async with self._database.write() as connection:
            await connection.execute(self._zone, row)

    async def owed(self, workspace: str, audit: str) -> list[Duty]:
        """The duties of an audit as its rows remember them."""
        async with self._database.read() as connection:
            found = await connection.execute(_OWED_IN, {"workspace": workspace, "audit": audit})
            return [Duty.model_validate_json(body) for body in found.scalars()]

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes, by due date."""
        async with self._database.read() as connection:
            found = await connection.execute(_OWED, {"workspace": workspace, "person": who})
            return [(audit, Duty.model_validate_json(body)) for audit, body, _ in found]

    async def change(self, connection: AsyncConnection, commit: Commit) -> None:
        """The part of a commit: duties that went and came, a person who was reminded."""
        gone = [
            {"of": commit.workspace, "in_audit": c.after.key, "who": d.person, "which": d.key}
            for c in commit.changes
            for d in c.duties_removed
        ]
        if gone:
            await connection.execute(_REMOVE, gone)
        came = [(c.after.key, c.framework.reminders, d) for c in commit.changes for d in c.duties_added]
        if came:
            rows = [self._duty_row(commit.workspace, audit, duty) for audit, _, duty in came]
            await connection.execute(self._owe, rows)
            await self._look_sooner(connection, commit, [(cadence, duty) for _, cadence, duty in came])
        if commit.reminded:
            await _note_reminded(connection, commit.workspace, commit.reminded)

    def _duty_row(self, workspace: str, audit: str, duty: Duty) -> dict[str, Any]:
        row: dict[str, Any] = {"workspace": workspace, "audit": audit, "person": duty.person, "key": duty.key}
        return row | {"body": duty.model_dump_json(), "due": duty.due, "mentioned": 0}

    async def _look_sooner(
        self, connection: AsyncConnection, commit: Commit, came: Iterable[tuple[Reminders, Duty]]
    ) -> None:
        """Bring a person's next moment forward where a new duty asks for it."""
        people = sorted({duty.person for _, duty in came})
        found = await connection.execute(_ZONES, {"workspace": commit.workspace, "people": people})
        known = {row.person: row for row in found}
        moments: dict[Person, datetime] = {}
        for cadence, duty in came:
            zone = known[duty.person].tz if duty.person in known else "UTC"
            moment = self._first_moment(duty, cadence, zone, commit.at)
            moments[duty.person] = min(moment, moments.get(duty.person, moment))
        rows = []
        for person in people:
            row = known.get(person)
            # A row that is neither held nor about to be, and looks early enough, is left alone: writing it would
            # make everybody's clicks wait for each other at the lead's row.
            early = row is not None and row.next_at is not None and row.next_at <= moments[person]
            if row is None or not early or row.leased or row.next_at < commit.at + SOON:
                rows.append(self._reminder_row(commit.workspace, person, moments[person]))
        if rows:
            await connection.execute(self._sooner, rows)

    def _reminder_row(self, workspace: str, person: Person, moment: datetime) -> dict[str, Any]:
        row: dict[str, Any] = {"workspace": workspace, "person": person, "next_at": moment, "added_at": moment}
        return row | {"leased": False, "last_day": None, "snoozed_until": None}


async def _note_reminded(connection: AsyncConnection, workspace: str, reminded: Reminded) -> None:
    who = reminded.person
    values = {"of": workspace, "who": who, "at": reminded.next_at, "day": reminded.day}
    await connection.execute(_REMINDED, values)
    mentioned = [
        {"of": workspace, "in_audit": audit, "who": who, "which": key, "times": times}
        for (audit, key), times in sorted(reminded.sent.items())
    ]
    if mentioned:
        await connection.execute(_MENTIONED, mentioned)
