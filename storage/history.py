"""History: the events of an audit, chained, and the state loaded from them.

Owns the rows of audits, events and snapshots, how a state is loaded and how events are appended. Must not know what an
event means beyond folding it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from cachetools import LRUCache
from sqlalchemy import Boolean, Integer, Text, and_, bindparam, case, literal, not_, select, update

from bot.domain.engine.fold import fold
from bot.domain.engine.history import SCHEMA_VERSION, read_event, write_event
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, is_of
from bot.domain.kernel.errors import NotNow, UnknownAudit
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.registry import Event
from bot.ports.store import AuditChange, Loaded, Recorded
from storage.bulk_statements import Step, insert_rows, packed, rows_from
from storage.chain import canonical, link, record_text
from storage.engine import Database
from storage.snapshots import Snapshots
from storage.tables import AUDITS, CONTENTS, EVENTS, Utc

KEPT_AUDITS = 512

KEPT_FRAMEWORKS = 32

_HEAD = select(AUDITS.c.seq, AUDITS.c.head, AUDITS.c.framework).where(
    AUDITS.c.workspace == bindparam("workspace"), AUDITS.c.key == bindparam("audit")
)

_FRAMEWORK = select(CONTENTS.c.salt, CONTENTS.c.text).where(
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

_RINGS_STILL = and_(not_(bindparam("time_passed", type_=Boolean)), AUDITS.c.alarm_at <= bindparam("p_at", type_=Utc))

# The guard of every audit: whoever moves it must have seen its newest event. Until the end of the transaction the row
# is locked, so later rows of one audit are numbered in the order of its commits.
_MOVE = (
    update(AUDITS)
    .where(
        AUDITS.c.workspace == bindparam("p_workspace"),
        AUDITS.c.key == bindparam("p_audit"),
        AUDITS.c.seq == bindparam("moved"),
        AUDITS.c.head == bindparam("seen_head"),
    )
    .values(
        seq=bindparam("new_seq"),
        head=bindparam("new_head"),
        model=bindparam("new_model"),
        stage=bindparam("new_stage"),
        status=bindparam("new_status"),
        alarm_at=case((_RINGS_STILL, AUDITS.c.alarm_at), else_=bindparam("new_alarm", type_=Utc)),
        framework=bindparam("new_framework"),
        # Written only where a change says so: a converted channel is known here before the audit's history says it.
        channel=case((bindparam("rehomed", type_=Boolean), bindparam("new_channel")), else_=AUDITS.c.channel),
        decision_channel=case(
            (bindparam("redirected", type_=Boolean), bindparam("new_decision")), else_=AUDITS.c.decision_channel
        ),
    )
)

_LAST = 2**31 - 1


class Link(NamedTuple):
    """An event as it is stored: its number, its canonical body, the hash that ties it to the one before."""

    seq: int
    body: str
    hash: str


class Histories:
    """Loads and appends. Keeps the states it saw last, and checks each against the head before it is used, unless
    nobody else can write: then the newest state that it saw is the newest there is.
    """

    def __init__(self, database: Database, snapshots: Snapshots) -> None:
        self._database = database
        self._snapshots = snapshots
        self._states: LRUCache[tuple[str, str], Loaded] = LRUCache(KEPT_AUDITS)
        self._written = dict[tuple[str, str], int]()
        """The number of the last event that was appended here: what was read before it must not be kept after it."""
        self._frameworks: LRUCache[tuple[str, Digest], Framework] = LRUCache(KEPT_FRAMEWORKS)
        begin = database.insert(AUDITS).values(
            workspace=bindparam("p_workspace"),
            key=bindparam("p_audit"),
            seq=bindparam("new_seq"),
            head=bindparam("new_head"),
            framework=bindparam("audit_begun"),
            model=bindparam("new_model"),
            channel=bindparam("new_channel"),
            decision_channel=bindparam("new_decision"),
            stage=bindparam("new_stage"),
            status=bindparam("new_status"),
            started_at=bindparam("new_started"),
            alarm_at=bindparam("new_alarm"),
        )
        rows = rows_from(database, "events", seq=Integer(), body=Text(), hash=Text(), at=Utc())
        given: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text)}
        given |= {"audit": bindparam("p_audit", type_=Text), "schema_version": literal(SCHEMA_VERSION)}
        append = insert_rows(EVENTS.insert(), {**given, **dict(rows.c)})
        self.steps = (
            Step("audit_begun", begin.on_conflict_do_nothing(), must=True),
            Step("moved", _MOVE, must=True),
            Step("events", append),
            *snapshots.steps,
        )

    async def load(self, workspace: str, audit: str) -> Loaded:
        """The current state. Raises UnknownAudit, UnknownEvent; NotNow where the rules kept are not those on record."""
        known = self._states.get((workspace, audit))
        if known is not None and self._database.alone:
            return known
        row = await self._database.row(_HEAD, {"workspace": workspace, "audit": audit})
        if row is None:
            raise UnknownAudit(audit)
        known = self._states.get((workspace, audit))
        if known is not None and (known.audit.seq, known.head) == (row.seq, row.head):
            if row.framework != known.audit.framework:
                raise NotNow("frozen-rules-differ", audit=audit)
            return known
        state = known.audit if known is not None and known.audit.seq < row.seq else None
        if state is None:
            state = await self._snapshots.newest(workspace, audit, row.seq)
        rows = await self._rows(workspace, audit, state.seq + 1 if state else 1, row.seq)
        last = _event((rows or await self._rows(workspace, audit, row.seq, row.seq))[-1]).at
        state = fold((_event(r) for r in rows), state)
        if row.framework != state.framework:
            raise NotNow("frozen-rules-differ", audit=audit)
        loaded = Loaded(state, await self._framework(state), row.head, last)
        self.remember(workspace, loaded)
        return loaded

    def remember(self, workspace: str, loaded: Loaded) -> None:
        """Keep a state for the next load."""
        key = (workspace, loaded.audit.key)
        if loaded.audit.seq >= self._written.get(key, 0):
            self._states[key] = loaded

    def forget(self, change: AuditChange) -> None:
        """Keep no state that a commit was refused for: the next load looks."""
        key = (change.after.workspace, change.after.key)
        known = self._states.get(key)
        if known is not None and known.audit.seq == (change.before.seq if change.before else 0):
            del self._states[key]

    def remember_change(self, workspace: str, change: AuditChange, head: str) -> None:
        """Keep what a change led to; where it moved nothing, what is kept already is as new."""
        if change.events:
            self._written[(workspace, change.after.key)] = change.after.seq
            self.remember(workspace, Loaded(change.after, change.framework, head, change.events[-1].at, change.owed))

    async def _framework(self, audit: Audit) -> Framework:
        """The rules whose digest the record names; whatever else is kept in their place is not used."""
        workspace, digest = audit.workspace, audit.framework
        known = self._frameworks.get((workspace, digest))
        if known is None:
            row = await self._database.row(_FRAMEWORK, {"workspace": workspace, "digest": digest})
            if row is None or row.text is None or not is_of(digest, row.salt, row.text.encode()):
                raise NotNow("frozen-rules-differ", audit=audit.key)
            known = thaw(row.text)
            self._frameworks[(workspace, digest)] = known
        return known

    async def _rows(self, workspace: str, audit: str, first: int, last: int) -> Sequence[Any]:
        values = {"workspace": workspace, "audit": audit, "first": first, "last": last}
        return await self._database.rows(_EVENTS, values)

    async def history(self, workspace: str, audit: str, first: int = 1, last: int | None = None) -> list[Recorded]:
        """The events from `first` to `last`, both included."""
        rows = await self._rows(workspace, audit, first, _LAST if last is None else last)
        return [Recorded(r.seq, _event(r), r.hash) for r in rows]

    def values(self, workspace: str, change: AuditChange, links: Sequence[Link]) -> dict[str, Any]:
        """What moves an audit to its new head, and the events in between."""
        before, after = change.before, change.after
        values: dict[str, Any] = {
            "new_seq": links[-1].seq if links else after.seq,
            "new_head": links[-1].hash if links else change.head,
            "new_model": str(after.subject),
            "new_stage": stage_of(after),
            "new_status": status_of(after),
            "new_alarm": change.alarm,
            "time_passed": change.time_passed,
            "new_framework": after.framework,
            "new_channel": after.channel,
            "new_decision": after.decision_channel,
        }
        if before is None:
            values |= {"audit_begun": after.framework, "new_started": after.started_at}
        else:
            values |= {"moved": before.seq, "seen_head": change.head}
            values |= {"rehomed": before.channel != after.channel}
            values |= {"redirected": before.decision_channel != after.decision_channel}
        if links:
            rows = [
                {"seq": tied.seq, "body": tied.body, "hash": tied.hash, "at": event.at}
                for tied, event in zip(links, change.events, strict=True)
            ]
            values |= {"events": packed(self._database, rows)}
        return values | self._snapshots.values(workspace, before, after)


def chained(workspace: str, change: AuditChange) -> list[Link]:
    """The events of a change, tied to the chain."""
    links, head = list[Link](), change.head
    key, before = change.after.key, change.before.seq if change.before else 0
    for seq, event in enumerate(change.events, before + 1):
        body = canonical(write_event(event))
        head = link(head, record_text(workspace, key, seq, SCHEMA_VERSION, body))
        links.append(Link(seq, body, head))
    return links


def _event(row: Any) -> Event:
    return read_event(row.schema_version, orjson.loads(row.body))


def stage_of(audit: Audit) -> str:
    """The stage a list names: the first open one, else where the audit ended."""
    return next(iter(audit.open_stages()), audit.ended_at_stage or next(reversed(audit.stages), ""))


def status_of(audit: Audit) -> str:
    """How a list says an audit stands."""
    if audit.ended:
        return "ended"
    if audit.in_force:
        return "decided"
    return "paused" if audit.paused else "open"
