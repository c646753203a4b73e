"""History: the events of an audit, chained, and the state loaded from them.

Owns the rows of audits, events and snapshots, how a state is loaded and how events are appended. Must not know what an
event means beyond folding it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, TypeVar

import orjson
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import Audit
from bot.domain.content import Digest
from bot.domain.errors import Conflict, UnknownAudit
from bot.domain.events import SCHEMA_VERSION, Event, read_event, write_event
from bot.domain.evolve import fold
from bot.domain.framework import Framework, thaw
from bot.ports import AuditChange, Commit, Loaded, Recorded
from storage.chain import canonical, link, record_text
from storage.engine import Database, rows_changed
from storage.snapshots import Snapshots
from storage.tables import AUDITS, CONTENTS, EVENTS

KEPT_AUDITS = 512
KEPT_FRAMEWORKS = 32

_HEAD = select(AUDITS.c.seq, AUDITS.c.head, AUDITS.c.framework).where(
    AUDITS.c.workspace == bindparam("workspace"), AUDITS.c.key == bindparam("audit")
)
_FRAMEWORK = select(CONTENTS.c.text).where(
    CONTENTS.c.workspace == bindparam("workspace"), CONTENTS.c.digest == bindparam("digest")
)
_EVENTS = (
    select(EVENTS.c.seq, EVENTS.c.schema_version, EVENTS.c.body, EVENTS.c.hash)
    .where(
        EVENTS.c.workspace == bindparam("workspace"),
        EVENTS.c.audit == bindparam("audit"),
        EVENTS.c.seq.between(bindparam("first"), bindparam("last")),
    )
    .order_by(EVENTS.c.seq)
)
# The guard of every audit: whoever moves it must have seen its newest event. Until the end of the transaction the row
# is locked, so later rows of one audit are numbered in the order of its commits.
_ADVANCE = update(AUDITS).where(
    AUDITS.c.workspace == bindparam("of"),
    AUDITS.c.key == bindparam("which"),
    AUDITS.c.seq == bindparam("seen_seq"),
    AUDITS.c.head == bindparam("seen_head"),
)
_LAST = 2**31 - 1
_K = TypeVar("_K")
_V = TypeVar("_V")


class Histories:
    """Loads and appends. Keeps the states it saw last, and checks each against the head before it is used."""

    def __init__(self, database: Database, snapshots: Snapshots) -> None:
        self._database = database
        self._snapshots = snapshots
        self._states: OrderedDict[tuple[str, str], Loaded] = OrderedDict()
        self._frameworks: OrderedDict[tuple[str, Digest], Framework] = OrderedDict()
        self._begin = database.insert(AUDITS).on_conflict_do_nothing()
        self._append = EVENTS.insert()

    async def load(self, workspace: str, audit: str) -> Loaded:
        """The current state. Raises UnknownAudit, UnknownEvent."""
        async with self._database.read() as connection:
            key = {"workspace": workspace, "audit": audit}
            row = (await connection.execute(_HEAD, key)).first()
            if row is None:
                raise UnknownAudit(audit)
            known = self._states.get((workspace, audit))
            if known is not None and (known.audit.seq, known.head) == (row.seq, row.head):
                self._states.move_to_end((workspace, audit))
                return known
            framework = await self._framework(connection, workspace, row.framework)
            state = known.audit if known is not None and known.audit.seq < row.seq else None
            if state is None:
                state = await self._snapshots.newest(connection, workspace, audit, row.seq)
            rows = await self._rows(connection, workspace, audit, state.seq + 1 if state else 1, row.seq)
        loaded = Loaded(fold((_event(r) for r in rows), state), framework, row.head)
        self.remember(workspace, loaded)
        return loaded

    def remember(self, workspace: str, loaded: Loaded) -> None:
        """Keep a state for the next load."""
        _keep(self._states, (workspace, loaded.audit.key), loaded, KEPT_AUDITS)

    async def _framework(self, connection: AsyncConnection, workspace: str, digest: Digest) -> Framework:
        known = self._frameworks.get((workspace, digest))
        if known is None:
            found = await connection.execute(_FRAMEWORK, {"workspace": workspace, "digest": digest})
            known = thaw(found.scalar_one())
            _keep(self._frameworks, (workspace, digest), known, KEPT_FRAMEWORKS)
        return known

    async def _rows(
        self, connection: AsyncConnection, workspace: str, audit: str, first: int, last: int
    ) -> Sequence[Any]:
        values = {"workspace": workspace, "audit": audit, "first": first, "last": last}
        return (await connection.execute(_EVENTS, values)).all()

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        """The events from `first` to `last`, both included."""
        async with self._database.read() as connection:
            rows = await self._rows(connection, workspace, audit, first, _LAST if last is None else last)
        return [Recorded(r.seq, _event(r), r.hash) for r in rows]

    async def append(self, connection: AsyncConnection, commit: Commit, change: AuditChange) -> tuple[str, list[str]]:
        """Chain a change's events to its audit; the new head and the canonical bodies. Raises Conflict."""
        before = change.before.seq if change.before else 0
        key = change.after.key
        head, bodies, rows = change.head, list[str](), list[dict[str, Any]]()
        for seq, event in enumerate(change.events, before + 1):
            body = canonical(write_event(event))
            head = link(head, record_text(commit.workspace, key, seq, SCHEMA_VERSION, body))
            bodies.append(body)
            rows.append(
                {
                    "workspace": commit.workspace,
                    "audit": key,
                    "seq": seq,
                    "schema_version": SCHEMA_VERSION,
                    "body": body,
                    "hash": head,
                    "at": event.at,
                }
            )
        await self._move(connection, commit.workspace, change, before + len(rows), head)
        if rows:
            await connection.execute(self._append, rows)
            await self._snapshots.keep(connection, commit.workspace, change.before, change.after)
        return head, bodies

    async def _move(
        self, connection: AsyncConnection, workspace: str, change: AuditChange, seq: int, head: str
    ) -> None:
        after, before = change.after, change.before
        values = {
            "seq": seq,
            "head": head,
            "model": str(after.subject),
            "stage": stage_of(after),
            "status": status_of(after),
            "alarm_at": change.alarm,
        }
        # Written only where a change says so: a renamed channel is known here before the audit's history says it.
        if before is None or before.channel != after.channel:
            values["channel"] = after.channel
        if before is None or before.decision_channel != after.decision_channel:
            values["decision_channel"] = after.decision_channel
        if before is None:
            values |= {"workspace": workspace, "key": after.key, "started_at": after.started_at}
            moved = await rows_changed(connection, self._begin, values | {"framework": after.framework})
        else:
            guard = {"of": workspace, "which": after.key, "seen_seq": before.seq, "seen_head": change.head}
            moved = await rows_changed(connection, _ADVANCE, guard | values)
        if not moved:
            raise Conflict(f"{after.key} moved on")


def _event(row: Any) -> Event:
    return read_event(row.schema_version, orjson.loads(row.body))


def _keep(kept: OrderedDict[_K, _V], key: _K, value: _V, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def stage_of(audit: Audit) -> str:
    """The stage a list names: the first open one, else where the audit ended."""
    return next(iter(audit.open_stages()), audit.ended_at_stage or next(reversed(audit.stages), ""))


def status_of(audit: Audit) -> str:
    """How a list says an audit stands."""
    if audit.ended:
        return "ended"
    if audit.decision:
        return "decided"
    return "paused" if audit.paused else "open"
