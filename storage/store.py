"""The Store port: what a command reads and writes, and the look-ups on what is stored.

Owns the look-ups; what a commit writes is in `storage.commit`. Must not know the rules of an audit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import bindparam, select, union

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, Prose
from bot.domain.kernel.duty import Duty
from bot.domain.kernel.people import Person
from bot.ports.store import AuditLine, Commit, Loaded, Receipt, Recorded, Spot
from storage.audit_texts import AuditTexts
from storage.channel_pace import Pace
from storage.commit import Committer
from storage.contents import Contents
from storage.discussion import SqlDiscussion
from storage.engine import Database
from storage.history import Histories
from storage.inbox import Inbox
from storage.outbox_queue import NO_AUDIT
from storage.proofs import Prover
from storage.reminders import SqlReminders
from storage.scope import across
from storage.tables import AUDITS, CARDS, COUNTERS, DUTIES, EVENTS, SEATS

_LINES = (
    select(
        AUDITS.c.key,
        AUDITS.c.model,
        AUDITS.c.channel,
        AUDITS.c.stage,
        AUDITS.c.status,
        AUDITS.c.started_at,
        AUDITS.c.seq,
    )
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

_DUE = (
    select(DUTIES.c.audit)
    .where(DUTIES.c.workspace == bindparam("workspace"), DUTIES.c.due <= bindparam("day"))
    .distinct()
)

_SPOT = select(CARDS.c.audit, CARDS.c.key).where(
    CARDS.c.workspace == bindparam("workspace"),
    CARDS.c.audit != NO_AUDIT,
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


class SqlStore:
    """The Store port over SQL."""

    def __init__(
        self,
        database: Database,
        prover: Prover,
        histories: Histories,
        contents: Contents,
        reminders: SqlReminders,
        discussion: SqlDiscussion,
        pace: Pace,
    ) -> None:
        self._database = database
        self._histories = histories
        self._contents = contents
        self._audit_texts = AuditTexts(contents)
        self._reminding = reminders
        self._inbox = Inbox(database, prover)
        self._committer = Committer(database, prover, self._inbox, histories, contents, reminders, discussion, pace)
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

    async def receipt_of(self, workspace: str, audit: str, seq: int) -> Receipt | None:
        """The receipt of the request that made an event; None where it is not known."""
        return await self._inbox.of_event(workspace, audit, seq)

    async def commit(self, commit: Commit) -> None:
        """All of it or nothing. Raises Conflict, Unavailable."""
        await self._committer.commit(commit)

    async def allot_key(self, workspace: str) -> str:
        """The next free audit key of a workspace; a key is never given twice."""
        row = {"workspace": workspace, "name": "audit", "value": 1}
        number: int = await self._database.transact(
            lambda connection: connection.execute(self._count, row).scalar_one()
        )
        return f"A-{number}"

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        """The events from `first` to `last`, both included."""
        return await self._histories.history(workspace, audit, first, last)

    async def head_at(self, workspace: str, audit: str, seq: int) -> str:
        """The hash of an event. Raises KeyError when there is no such event."""
        found = await self._database.row(_HASH, {"workspace": workspace, "audit": audit, "seq": seq})
        if found is None:
            raise KeyError((audit, seq))
        return str(found.hash)

    async def texts(self, workspace: str, digests: Iterable[Digest], audit: str = "") -> dict[Digest, str]:
        """The unsealed texts that still exist; redacted and sealed ones are absent, with an audit those of others."""
        return await self._contents.texts(workspace, digests, audit)

    async def texts_of(self, audit: Audit, digests: Iterable[Digest]) -> dict[Digest, str]:
        """The unsealed texts that still exist in this state of an audit."""
        return await self._audit_texts.texts_of(audit, digests)

    async def sealed(self, workspace: str, digests: Iterable[Digest]) -> dict[Digest, Prose]:
        """Sealed contents, decrypted."""
        return await self._contents.sealed(workspace, digests)

    async def audits(self, workspace: str, *, keys: Iterable[str] | None = None) -> list[AuditLine]:
        """The audits of a workspace (or those named), newest first."""
        statement = _LINES if keys is None else _LINES.where(AUDITS.c.key.in_(list(keys)))
        return [AuditLine(*row) for row in await self._database.rows(statement, {"workspace": workspace})]

    async def audits_of(self, workspace: str, who: Person) -> list[str]:
        """Keys of the audits in which a person has a role or owes something, newest first."""
        statement = _KEYS.where(AUDITS.c.key.in_(_THEIRS.subquery().select()))
        found = await self._database.rows(statement, {"workspace": workspace, "person": who})
        return [row.key for row in found]

    async def audits_in(self, workspace: str, channel: str) -> list[str]:
        """Keys of the audits that live in a channel, newest first."""
        found = await self._database.rows(_KEYS.where(AUDITS.c.channel == channel), {"workspace": workspace})
        return [row.key for row in found]

    async def spot(self, workspace: str, channel: str, ts: str) -> Spot | None:
        """The card a message is, if it is one."""
        row = await self._database.row(_SPOT, {"workspace": workspace, "channel": channel, "ts": ts})
        return Spot(row.audit, row.key) if row else None

    async def alarms(self, now: datetime, limit: int) -> list[tuple[str, str]]:
        """(workspace, audit) whose alarm has come, earliest first."""
        found = await self._database.rows(_ALARMS, {"now": now, "most": limit})
        return [(row.workspace, row.key) for row in found]

    async def owed(self, workspace: str, audit: str) -> list[Duty]:
        """The duties of an audit as its rows remember them: what time alone may have changed since."""
        return await self._reminding.owed(workspace, audit)

    async def audits_due(self, workspace: str, day: date) -> set[str]:
        """Keys of the audits in which something was due by a day, as the rows remember it."""
        return {row.audit for row in await self._database.rows(_DUE, {"workspace": workspace, "day": day})}

    async def duties(self, workspace: str, who: Person) -> list[tuple[str, Duty]]:
        """(audit, duty) of everything a person owes over all audits, by due date."""
        return await self._reminding.duties(workspace, who)
