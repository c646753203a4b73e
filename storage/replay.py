"""The replay of one audit: its chain, its states and its contents.

Owns what can be found wrong with an audit, and which text says it. Must only read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from pydantic import ValidationError
from sqlalchemy import bindparam, select

from bot.domain.engine.fold import apply_event
from bot.domain.engine.history import read_event
from bot.domain.kernel.audit import Audit
from bot.domain.kernel.content import Digest, is_of
from bot.domain.kernel.errors import UnknownEvent
from bot.domain.kernel.framework import Framework, thaw
from bot.domain.kernel.registry import Event
from bot.domain.kernel.text import Text
from bot.domain.redaction.events import ContentRedacted
from bot.ports.store import CannotOpen
from storage.blobs import ObstoreBlobs
from storage.chain import EMPTY
from storage.chain_check import Chain, Problem
from storage.contents import content_digests, mentioned
from storage.derived import Derived
from storage.engine import Database
from storage.proofs import Prover
from storage.sealing import Sealer
from storage.snapshots import RELEASE
from storage.tables import CONTENTS, EVENTS, SNAPSHOTS

_EVENTS = (
    select(EVENTS)
    .where(EVENTS.c.workspace == bindparam("workspace"), EVENTS.c.audit == bindparam("audit"))
    .order_by(EVENTS.c.seq)
)

_SNAPSHOT = select(SNAPSHOTS).where(
    SNAPSHOTS.c.workspace == bindparam("workspace"), SNAPSHOTS.c.audit == bindparam("audit")
)

_CONTENTS = select(CONTENTS).where(CONTENTS.c.workspace == bindparam("workspace"))


class Replay:
    """Checks one audit; afterwards its fields say what was found."""

    def __init__(
        self, database: Database, blobs: ObstoreBlobs, sealer: Sealer, prover: Prover, row: Any, now: datetime
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._sealer = sealer
        self._prover = prover
        self._row = row
        """The audit's own row."""
        self._now = now
        self._state: Audit | None = None
        self.problems = list[Problem]()
        self.hashes = list[str]()
        self.unnamed = list[Digest]()
        """Contents of this audit that its events do not name. Others may: `storage.leftovers` looks."""
        self._texts = dict[Digest, Any]()
        self.compared = 0
        self.redacted = 0

    @property
    def head(self) -> str:
        """The hash of the last event there is."""
        return self.hashes[-1] if self.hashes else EMPTY

    async def run(self) -> None:
        """Check everything."""
        key = {"workspace": self._row.workspace, "audit": self._row.key}
        rows = await self._database.rows(_EVENTS, key)
        snapshot = await self._database.row(_SNAPSHOT, key)
        # Events that were added while we looked are checked another time.
        rows = [row for row in rows if row.seq <= self._row.seq]
        bodies = self._chain(rows)
        events = self._read(rows, bodies)
        if len(events) == len(rows):
            self._moments(rows, events)
            self._fold(events, snapshot)
        await self._contents(rows, bodies, events)
        if self._state is not None:
            await self._beside(self._state)

    def _wrong(self, kind: str, text: Text) -> None:
        self.problems.append(Problem(kind, self._row.workspace, self._row.key, text))

    def _chain(self, rows: Sequence[Any]) -> list[Any]:
        """Every hash recomputed from what is stored; the bodies that can be read."""
        bodies = list[Any]()
        chain = Chain(self._row.workspace, self._row.key)
        for row in rows:
            self.problems += chain.add(row.seq, row.schema_version, row.body, row.hash)
            try:
                bodies.append(orjson.loads(row.body))
            except ValueError:
                bodies.append(None)
            self.hashes.append(row.hash)
        self.problems.extend(chain.end(self._row.seq, self._row.head))
        return bodies

    def _read(self, rows: Sequence[Any], bodies: Sequence[Any]) -> list[Event]:
        events = list[Event]()
        for row, body in zip(rows, bodies, strict=True):
            try:
                events.append(read_event(row.schema_version, body if isinstance(body, dict) else {}))
            except UnknownEvent as unknown:
                kind, version = unknown.kind, str(unknown.version)
                text = Text("verify-event-unknown", event=str(row.seq), audit=row.audit, kind=kind, version=version)
                self._wrong("event-unknown", text)
        return events

    def _fold(self, events: Sequence[Event], snapshot: Any) -> None:
        """The state again from the start, compared with the state that was kept."""
        state: Audit | None = None
        compared = snapshot is None or snapshot.release != RELEASE
        for seq, event in enumerate(events, 1):
            try:
                state = apply_event(state, event)
            except (ValueError, LookupError, TypeError, AttributeError, StopIteration) as problem:
                self._wrong("fold", Text("verify-fold", event=str(seq), audit=self._row.key, reason=repr(problem)))
                return
            if snapshot is not None and snapshot.seq == seq and snapshot.release == RELEASE:
                self._compare(state, snapshot)
                compared = True
        self._state = state
        if not compared:
            text = Text("verify-state-beyond", audit=self._row.key, event=str(snapshot.seq))
            self._wrong("snapshot", text)

    def _compare(self, state: Audit, snapshot: Any) -> None:
        seq = snapshot.seq
        try:
            same = Audit.model_validate_json(snapshot.state) == state and self._prover.holds(SNAPSHOTS, snapshot)
        except ValidationError:
            same = False
        if not same:
            self._wrong("snapshot", Text("verify-state-differs", audit=self._row.key, event=str(seq)))

    def _moments(self, rows: Sequence[Any], events: Sequence[Event]) -> None:
        """The moment beside each event is the one it says."""
        for row, event in zip(rows, events, strict=True):
            if row.at != event.at:
                self._wrong("event-moment", Text("verify-event-moment", event=str(row.seq), audit=row.audit))

    async def _beside(self, state: Audit) -> None:
        """The frozen rules, and the rows that follow from the state."""
        kept = self._texts.get(state.framework)
        if self._row.framework != state.framework or kept is None:
            self._wrong("framework", Text("verify-framework", audit=state.key))
            return
        if not is_of(state.framework, kept.salt, kept.text.encode()):
            return  # named as a content that was changed
        try:
            framework = thawed(kept.text)
        except (UnknownEvent, ValidationError):
            self._wrong("framework-unknown", Text("verify-framework-unknown", audit=state.key))
            return
        derived = Derived(self._database, self._row, state, framework, self._now)
        for text in await derived.differences():
            self._wrong("row-differs", text)

    async def _contents(self, rows: Sequence[Any], bodies: Sequence[Any], events: Sequence[Event]) -> None:
        """Every content the events name, and every other one kept for the audit."""
        named = dict.fromkeys(digest for body in bodies for digest in content_digests(body))
        redacted = {e.content for e in events if isinstance(e, ContentRedacted)}
        either = CONTENTS.c.digest.in_(list(named)) | (CONTENTS.c.audit == self._row.key)
        found = await self._database.rows(_CONTENTS.where(either), {"workspace": self._row.workspace})
        kept = {row.digest: row for row in found}
        self._texts = {row.digest: row for row in found if row.text is not None}
        of_events = mentioned(row.body for row in rows)
        self.unnamed = [d for d, row in kept.items() if d not in of_events and not _waits(row)]
        for digest in named:
            if digest not in kept:
                self._wrong("content-missing", Text("verify-content-missing", content=digest, audit=self._row.key))
            elif kept[digest].blob is not None and not kept[digest].bound:
                self._wrong("content-unbound", Text("verify-content-unbound", content=digest, audit=self._row.key))
        for digest, row in kept.items():
            if row.erased_at is None:
                await self._content(row)
            elif digest in redacted:
                self.redacted += 1
            elif digest in named:
                self._wrong("content-erased", Text("verify-content-erased", content=digest))

    async def _content(self, row: Any) -> None:
        self.compared += 1
        if not await self._intact(row):
            what = "file" if row.blob else "sealed" if row.sealed else "text"
            text = Text("verify-content-changed", what=what, content=row.digest, audit=row.audit)
            self._wrong("content-changed", text)

    async def _intact(self, row: Any) -> bool:
        digest: Digest = row.digest
        try:
            if row.sealed is not None:
                prose = self._sealer.open(digest, row.sealed)
                return prose.digest == digest and len(prose.text.encode()) == row.size
            data = row.text.encode() if row.text is not None else await self._blobs.get(row.blob)
            return is_of(digest, row.salt, data) and len(data) == row.size
        except (CannotOpen, KeyError, ValueError, TypeError):
            return False


@lru_cache(maxsize=32)
def thawed(text: str) -> Framework:
    """A frozen framework: many audits have the same text."""
    return thaw(text)


def _waits(row: Any) -> bool:
    """A file is stored before its event and swept if that never comes; texts are stored with theirs."""
    return not row.bound and row.text is None and row.sealed is None
