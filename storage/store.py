"""The Store port: one transaction for everything a command does, and the look-ups on what is stored.

Owns the order of a commit. The parts are written by their own files (inbox, history, contents, outbox, duties,
discussion). Must not know the rules of an audit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import Audit
from bot.domain.content import Digest, Prose
from bot.domain.duties import Duty
from bot.domain.people import Person
from bot.ports import AuditChange, AuditLine, Commit, Loaded, Receipt, Recorded, Spot
from storage.contents import Contents, bind_files, erase
from storage.discussion import SqlDiscussion
from storage.engine import Database
from storage.history import Histories
from storage.inbox import Inbox
from storage.queueing import Queue
from storage.reminding import SqlReminding
from storage.scope import across
from storage.tables import AUDITS, CARDS, COUNTERS, DUTIES, EVENTS, SEATS

_LINES = (
    select(AUDITS.c.key, AUDITS.c.model, AUDITS.c.channel, AUDITS.c.stage, AUDITS.c.status, AUDITS.c.started_at)
    .where(AUDITS.c.workspace == bindparam("workspace"))
    .order_by(AUDITS.c.started_at.desc(), AUDITS.c.key.desc())
)
_KEYS = (
    select(AUDITS.c.key)
    .where(AUDITS.c.workspace == bindparam("workspace"))
    .order_by(AUDITS.c.started_at.desc(), AUDITS.c.key.desc())
)
_THEIRS = union(
    *(
        select(table.c.audit).where(table.c.workspace == bindparam("workspace"), table.c.person == bindparam("person"))
        for table in (SEATS, DUTIES)
    )
)
_SPOT = select(CARDS.c.audit, CARDS.c.key).where(
    CARDS.c.workspace == bindparam("workspace"),
    CARDS.c.channel == bindparam("channel"),
    CARDS.c.ts == bindparam("ts"),
)
_HASH = select(EVENTS.c.hash).where(
    EVENTS.c.workspace == bindparam("workspace"),
    EVENTS.c.audit == bindparam("audit"),
    EVENTS.c.seq == bindparam("seq"),
)
_ALARMS = across(
    "alarms",
    select(AUDITS.c.workspace, AUDITS.c.key)
    .where(AUDITS.c.alarm_at <= bindparam("now"))
    .order_by(AUDITS.c.alarm_at)
    .limit(bindparam("most")),
)
_LEAVE_SEAT = delete(SEATS).where(
    and_(
        SEATS.c.workspace == bindparam("of"),
        SEATS.c.audit == bindparam("in_audit"),
        SEATS.c.person == bindparam("who"),
        SEATS.c.role == bindparam("what"),
    )
)


class SqlStore:
    """The Store port over SQL."""

    def __init__(
        self,
        database: Database,
        histories: Histories,
        contents: Contents,
        reminding: SqlReminding,
        discussion: SqlDiscussion,
    ) -> None:
        self._database = database
        self._histories = histories
        self._contents = contents
        self._reminding = reminding
        self._discussion = discussion
        self._inbox = Inbox(database)
        self._queue = Queue(database)
        self._take_seat = database.insert(SEATS).on_conflict_do_nothing()
        counter = database.insert(COUNTERS)
        self._count = counter.on_conflict_do_update(
            index_elements=["workspace", "name"], set_={"value": COUNTERS.c.value + 1}
        ).returning(COUNTERS.c.value)

    async def load(self, workspace: str, audit: str) -> Loaded:
        """The current state. Raises UnknownAudit; UnknownEvent where a newer release wrote."""
        return await self._histories.load(workspace, audit)

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        """The receipt of a request that was committed before, or None."""
        return await self._inbox.seen(workspace, request)

    async def commit(self, commit: Commit) -> None:
        """All of it or nothing. Raises Conflict, Unavailable."""
        # Always in the same order, so that two commits never wait for each other in a circle.
        changes = sorted(commit.changes, key=lambda change: change.after.key)
        heads = list[str]()
        async with self._database.write() as connection:
            await self._inbox.record(connection, commit)
            for change in changes:
                heads.append(await self._change(connection, commit, change))
            await self._discussion.keep_in(connection, commit.discussion)
            await self._reminding.change(connection, commit)
            await self._queue.add(connection, commit)
        for change, head in zip(changes, heads, strict=True):
            self._histories.remember(commit.workspace, Loaded(change.after, change.framework, head))

    async def _change(self, connection: AsyncConnection, commit: Commit, change: AuditChange) -> str:
        """Everything about one audit but its duties and messages; the new head of its chain."""
        head, bodies = await self._histories.append(connection, commit, change)
        key, workspace = change.after.key, commit.workspace
        await self._contents.keep(connection, workspace, key, change.contents, bodies, commit.at)
        await bind_files(connection, workspace, change.events)
        await erase(connection, workspace, change.erased, commit.at)
        await self._seat(connection, workspace, change.before, change.after)
        return head

    async def _seat(self, connection: AsyncConnection, workspace: str, before: Audit | None, after: Audit) -> None:
        if before is not None and before.roster is after.roster:
            return
        had, has = _seats(before) if before else set(), _seats(after)
        if gone := [{"of": workspace, "in_audit": after.key, "who": p, "what": r} for p, r in sorted(had - has)]:
            await connection.execute(_LEAVE_SEAT, gone)
        if came := sorted(has - had):
            rows = [{"workspace": workspace, "audit": after.key, "person": p, "role": r} for p, r in came]
            await connection.execute(self._take_seat, rows)

    async def allot_key(self, workspace: str) -> str:
        """The next free audit key of a workspace; a key is never given twice."""
        async with self._database.write() as connection:
            row = {"workspace": workspace, "name": "audit", "value": 1}
            return f"A-{(await connection.execute(self._count, row)).scalar_one()}"

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        """The events from `first` to `last`, both included."""
        return await self._histories.history(workspace, audit, first, last)

    async def head_at(self, workspace: str, audit: str, seq: int) -> str:
        """The hash of an event. Raises KeyError when there is no such event."""
        found = await self._first(_HASH, {"workspace": workspace, "audit": audit, "seq": seq})
        if found is None:
            raise KeyError((audit, seq))
        return str(found.hash)

    async def texts(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts that still exist; redacted and sealed ones are absent."""
        return await self._contents.texts(workspace, digests)

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted."""
        return await self._contents.sealed(workspace, digests)

    async def audits(self, workspace: str, *, keys: Iterable[str] | None = None) -> list[AuditLine]:
        """The audits of a workspace (or those named), newest first."""
        statement = _LINES if keys is None else _LINES.where(AUDITS.c.key.in_(list(keys)))
        async with self._database.read() as connection:
            found = await connection.execute(statement, {"workspace": workspace})
            return [AuditLine(*row) for row in found]

    async def audits_of(self, workspace: str, who: Person) -> list[str]:
        """Keys of the audits in which a person has a role or owes something, newest first."""
        statement = _KEYS.where(AUDITS.c.key.in_(_THEIRS.subquery().select()))
        async with self._database.read() as connection:
            found = await connection.execute(statement, {"workspace": workspace, "person": who})
            return list(found.scalars())

    async def audits_in(self, workspace: str, channel: str) -> list[str]:
        """Keys of the audits that live in a channel, newest first."""
        async with self._database.read() as connection:
            found = await connection.execute(_KEYS.where(AUDITS.c.channel == channel), {"workspace": workspace})
            return list(found.scalars())

    async def spot(self, workspace: str, channel: str, ts: str) -> Spot | None:
        """The card a message is, if it is one."""
        row = await self._first(_SPOT, {"workspace": workspace, "channel": channel, "ts": ts})
        return Spot(row.audit, row.key) if row else None

    async def alarms(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """(workspace, audit) whose alarm has come, earliest first."""
        async with self._database.read() as connection:
            found = await connection.execute(_ALARMS, {"now": now, "most": limit})
            return [(row.workspace, row.key) for row in found]

    async def owed(self, workspace: str, audit: str) -> list[Duty]:
        """The duties of an audit as its rows remember them: what time alone may have changed since."""
        return await self._reminding.owed(workspace, audit)

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes over all audits, by due date."""
        return await self._reminding.duties(workspace, who)

    async def _first(self, statement: Any, values: dict[str, Any]) -> Any:
        async with self._database.read() as connection:
            return (await connection.execute(statement, values)).first()


def _seats(audit: Audit) -> set[tuple[Person, str]]:
    """(person, role) of everybody who did not decline, and of those they delegated to."""
    taken = [(seat, role) for role, seats in audit.roster.items() for seat in seats if seat.accepted is not False]
    return {(seat.person, role) for seat, role in taken} | {
        (seat.delegation.to, role) for seat, role in taken if seat.delegation
    }
