"""The rows beside the history: built anew from it, and compared.

Owns what an audit's own row, its seats, its duties and its people's reminders must say; and what of it may differ for a
while, because time alone has moved the audit and nobody looked yet: the next look writes it afresh. A release that
derives other duties or moments has every audit looked at in its migration. Must only read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select

from bot.domain.duties.reminders import mention_days
from bot.domain.duties.rules import duties_of
from bot.domain.engine.timers import next_alarm
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.duty import Duty, read_duty
from bot.domain.kernel.framework import Framework
from bot.domain.kernel.people import Person
from bot.domain.kernel.text import Text
from storage.engine import Database
from storage.history import stage_of, status_of
from storage.seats import seated
from storage.tables import CHANNELS, DUTIES, REMINDERS, SEATS

_SEATS = select(SEATS.c.person, SEATS.c.role).where(
    SEATS.c.workspace == bindparam("workspace"), SEATS.c.audit == bindparam("audit")
)

_DUTIES = select(DUTIES).where(DUTIES.c.workspace == bindparam("workspace"), DUTIES.c.audit == bindparam("audit"))

_LOOKS = select(REMINDERS.c.person, REMINDERS.c.next_at).where(
    REMINDERS.c.workspace == bindparam("workspace"), REMINDERS.c.person.in_(bindparam("people", expanding=True))
)

_FORMERLY = select(CHANNELS.c.formerly).where(
    CHANNELS.c.workspace == bindparam("workspace"), CHANNELS.c.channel == bindparam("channel")
)

A_DAY: Final = timedelta(days=1)
"""How far a person's calendar may be from ours."""

OVER_A_WEEKEND: Final = timedelta(days=4)


class Derived:
    """One audit's rows against its state. `row`: the audit's own."""

    def __init__(self, database: Database, row: Any, state: Audit, framework: Framework, now: datetime) -> None:
        self._database = database
        self._row = row
        self._state = state
        self._framework = framework
        self._now = now
        self._key = {"workspace": state.workspace, "audit": state.key}

    async def differences(self) -> list[Text]:
        """Everything that is not what follows from the history."""
        columns = {name: wanted for name, wanted in self._columns() if getattr(self._row, name) != wanted}
        for name in ("channel", "decision_channel"):
            if name in columns and await self._was_converted(getattr(self._row, name), columns[name]):
                del columns[name]
        found = [self._text("audits", name) for name in columns]
        seats = {(row.person, row.role) for row in await self._database.rows(_SEATS, self._key)}
        if seats != seated(self._state):
            found.append(self._text("seats", "person"))
        return [*found, *await self._owed()]

    def _columns(self) -> Iterator[tuple[str, Any]]:
        """What the audit's own row must say; `framework`, `seq` and `head` are compared by `storage.replay`."""
        state = self._state
        yield "model", str(state.subject)
        yield "channel", state.channel
        yield "decision_channel", state.decision_channel
        yield "stage", stage_of(state)
        yield "status", status_of(state)
        yield "started_at", state.started_at
        if not self._waits:
            yield "alarm_at", next_alarm(state, self._framework, self._now)

    @property
    def _waits(self) -> bool:
        """Whether its alarm has come and nobody looked yet."""
        return self._row.alarm_at is not None and self._row.alarm_at <= self._now

    async def _was_converted(self, channel: str | None, formerly: str | None) -> bool:
        """Whether Slack gave a channel a new id: the rows follow, the history goes on saying the old one."""
        if channel is None or formerly is None:
            return False
        known = await self._database.row(_FORMERLY, {"workspace": self._state.workspace, "channel": channel})
        return known is not None and formerly in known.formerly.split()

    async def _owed(self) -> list[Text]:
        """What is owed, how often it was mentioned, and when its people are looked at."""
        rows = await self._database.rows(_DUTIES, self._key)
        kept = {(row.person, row.key): _undated(_duty(row)) for row in rows}
        if not self._waits:
            today = self._state.calendar.day(self._now)
            owed = {(d.person, d.key): _undated(d) for d in duties_of(self._state, self._framework, today)}
            if owed != kept:
                return [self._text("duties", "body")]
        found = list[Text]()
        looks = await self._looks([row.person for row in rows])
        for row in rows:
            if (duty := kept[row.person, row.key]) is None:
                continue
            days = mention_days(duty, self._framework.reminders, self._state.calendar_of(duty.person))
            if not 0 <= row.mentioned <= sum(day <= self._now.date() + A_DAY for day in days):
                found.append(self._text("duties", "mentioned"))
            elif row.mentioned < len(days) and not self._in_time(row.person, looks, days[row.mentioned]):
                found.append(self._text("reminders", "next_at"))
        return list(dict.fromkeys(found))

    async def _looks(self, people: Sequence[Person]) -> dict[Person, datetime | None]:
        if not people:
            return {}
        values = {"workspace": self._state.workspace, "people": sorted(set(people))}
        return {row.person: row.next_at for row in await self._database.rows(_LOOKS, values)}

    def _in_time(self, who: Person, looks: Mapping[Person, datetime | None], day: date) -> bool:
        """Whether somebody is looked at in time for a day; a list put off may wait over a weekend, or over days off."""
        next_day = self._state.calendar_of(who).add(max(day, self._state.calendar.day(self._now)), 1)
        at = looks.get(who)
        return at is not None and at.date() <= next_day + OVER_A_WEEKEND

    def _text(self, table: str, column: str) -> Text:
        return Text("verify-row-differs", table=table, column=column, audit=self._state.key)


def _undated(duty: Duty | None) -> Duty | None:
    """A duty without the day it came up: rows of earlier builds have none, and nothing is read from a row's."""
    return duty.replace(since=None) if duty else None


def _duty(row: Any) -> Duty | None:
    """The duty that a row says, if it says one and the columns beside it say the same."""
    try:
        duty = read_duty(row.body)
    except (ValueError, LookupError, AttributeError, TypeError):
        return None
    return duty if (duty.person, duty.key, duty.due) == (row.person, row.key, row.due) else None
