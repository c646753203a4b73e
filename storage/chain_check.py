"""The check of chains: every hash recomputed from what is stored, event by event.

Owns what can be found wrong with the chain of one audit, and the walk over all of them in pages, which holds a page of
events and a row for each audit at a time. Must only read, and must not know what an event says.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_

from bot.domain.kernel.text import Text
from bot.ports.progress import Watch, unwatched
from storage.chain import EMPTY, link, record_text
from storage.engine import Database
from storage.scope import across
from storage.tables import AUDITS, EVENTS

PAGE = 2_000
"""Events read at once."""

_KEY = (EVENTS.c.workspace, EVENTS.c.audit, EVENTS.c.seq)

_AFTER = (
    select(*_KEY, EVENTS.c.schema_version, EVENTS.c.body, EVENTS.c.hash)
    .where(tuple_(*_KEY) > tuple_(bindparam("workspace"), bindparam("audit"), bindparam("seq")))
    .order_by(*_KEY)
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was recorded. `kind` is for machines, `text` for people.

    Kinds: event-missing, event-changed, event-moment, event-unknown, head, fold, snapshot, framework,
    framework-unknown, row-differs, row-unproven, counter, content-changed, content-missing, content-unbound,
    content-erased, content-unnamed, no-audit, audit-missing, head-missing, schema-object.
    """

    kind: str
    workspace: str
    audit: str
    text: Text


class Chain:
    """The chain of one audit, as far as it was read."""

    def __init__(self, workspace: str, audit: str) -> None:
        self.workspace = workspace
        self.audit = audit
        self.head = EMPTY
        """The hash of the last event there is."""
        self.events = 0
        self._expected = 1

    def add(self, seq: int, schema_version: int, body: str, claimed: str) -> Sequence[Problem]:
        """The next event there is, in order; what is wrong with it. `body`: canonical text; `claimed`: its hash."""
        wrong: Sequence[Problem] = ()
        if seq > self._expected:
            # there is nothing to compare with: the gap is named
            wrong = (self._wrong("event-missing", _missing(self.audit, self._expected, seq - 1)),)
        elif link(self.head, record_text(self.workspace, self.audit, seq, schema_version, body)) != claimed:
            text = Text("verify-event-changed", event=str(seq), audit=self.audit)
            wrong = (self._wrong("event-changed", text),)
        self.head, self._expected = claimed, seq + 1
        self.events += 1
        return wrong

    def end(self, seq: int, head: str) -> Iterator[Problem]:
        """Whether it ends as the audit's own row says."""
        last = self._expected - 1
        if (last, self.head) != (seq, head):
            text = Text("verify-end", audit=self.audit, event=str(seq), last=str(last))
            yield self._wrong("head", text)

    def _wrong(self, kind: str, text: Text) -> Problem:
        return Problem(kind, self.workspace, self.audit, text)


class ChainCheck:
    """The chains of every audit, of those of a workspace, or of one."""

    def __init__(self, database: Database, workspace: str | None, audit: str | None) -> None:
        self._database = database
        self._workspace = workspace
        self._audit = audit
        self.problems = list[Problem]()
        self.chains = list[Chain]()
        """Those that were read."""

    async def run(self, head: str | None = None, watch: Watch = unwatched) -> bool:
        """Read them all; whether a head, where one is given, is that of an event."""
        columns = (AUDITS.c.workspace, AUDITS.c.key, AUDITS.c.seq, AUDITS.c.head)
        rows = await self._database.rows(self._of(select(*columns), AUDITS.c.workspace, AUDITS.c.key))
        ends = {(workspace, key): (seq, last) for workspace, key, seq, last in rows}
        chains: dict[tuple[str, str], Chain] = {key: Chain(*key) for key in ends}
        found = head is None
        with watch(sum(seq for seq, _ in ends.values())) as advance:
            async for page in self._pages():
                for workspace, audit, seq, version, body, claimed in page:
                    chain = chains.get((workspace, audit))
                    # Events added while we looked are checked another time, those of no audit by `storage.leftovers`.
                    if chain is not None and seq <= ends[workspace, audit][0]:
                        self.problems += chain.add(seq, version, body, claimed)
                        found = found or claimed == head
                advance(len(page))
        for key, chain in chains.items():
            self.problems.extend(chain.end(*ends[key]))
        self.chains = list(chains.values())
        return found

    async def _pages(self) -> AsyncIterator[Sequence[Any]]:
        statement = self._of(_AFTER, EVENTS.c.workspace, EVENTS.c.audit).limit(PAGE)
        last: dict[str, Any] = {"workspace": "", "audit": "", "seq": 0}
        while rows := await self._database.rows(statement, last):
            yield rows
            last = {"workspace": rows[-1].workspace, "audit": rows[-1].audit, "seq": rows[-1].seq}
            if len(rows) < PAGE:
                return

    def _of(self, statement: Select[Any], workspace: Any, audit: Any) -> Select[Any]:
        """A statement about what is to be checked alone."""
        if self._audit is not None:
            statement = statement.where(audit == self._audit)
        if self._workspace is not None:
            return statement.where(workspace == self._workspace)
        return across("verify", statement)


def _missing(audit: str, first: int, last: int) -> Text:
    """That events are not there: named once however many, for a number changed by hand may be any."""
    if first == last:
        return Text("verify-event-missing", event=str(first), audit=audit)
    return Text("verify-events-missing", first=str(first), last=str(last), audit=audit)
