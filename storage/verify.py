"""The check of the record: everything that is stored is replayed and compared with what is claimed.

Owns which audits are checked and what the outcome says; one audit's check is `storage.replay`, the search for what
belongs to none is `storage.leftovers`. Must only read. It sees every change of an event, a state or a content, and what
a deleted history leaves behind; what it cannot see is a chain cut off at its end together with all that it named, so a
head that was published elsewhere (in a decision's post) can be given.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import bindparam, select

from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.clock import Clock
from bot.ports.progress import Advance, Watch, unwatched
from storage.blobs import ObstoreBlobs
from storage.chain_check import ChainCheck, Problem
from storage.engine import Database
from storage.leftovers import Leftovers, Unnamed
from storage.proofs import Prover
from storage.replay import Replay
from storage.schema_objects import foreign_objects
from storage.scope import across
from storage.sealing import Sealer
from storage.side_rows import SideRows
from storage.tables import AUDITS

_AUDIT = select(AUDITS).where(AUDITS.c.workspace == bindparam("workspace"), AUDITS.c.key == bindparam("key"))

HEAD_DIGITS = 64
"""Hexadecimal digits of a head: fewer are no proof, somebody may have looked for a history that begins alike."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked of one audit. `contents` counts those that were compared, `redacted` those that are gone."""

    workspace: str
    audit: str
    events: int
    contents: int
    redacted: int
    head: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check; without problems the record is intact, or there is nothing in it."""

    audits: list[Verified] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def events(self) -> int:
        """How many events were checked."""
        return sum(audit.events for audit in self.audits)

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to check: no audit, and nothing left of one."""
        return not self.audits and not self.problems


class AuditKey(NamedTuple):
    """Which audit; `key`: such as A-12."""

    workspace: str
    key: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the replay of some audits found. `unnamed`: contents that their events do not name; `head`: whether the
    published one is among their hashes.
    """

    audits: list[Verified] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    head: bool = False


Replaying = Callable[[Sequence[AuditKey], str | None], Awaitable[Sequence[Replayed]]]
"""Some way to replay audits, in their order: here, or in processes that have the record open, too."""


class Verifier:
    """Checks audits, one after the other."""

    def __init__(self, database: Database, blobs: ObstoreBlobs, sealer: Sealer, prover: Prover, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._sealer = sealer
        self._prover = prover
        self._clock = clock

    async def verify(
        self,
        workspace: str | None = None,
        audit: str | None = None,
        head: str | None = None,
        replaying: Replaying | None = None,
    ) -> Report:
        """Check one audit, those of a workspace, or all.

        `head`: a published hash, whole; it must occur in a history that was checked.
        `replaying`: how audits are replayed; None: here, one after the other.
        Raises OperatorProblem for a head of another length.
        """
        _whole(head)
        keys = await self._keys(workspace, audit)
        parts = await replaying(keys, head) if replaying else [await self.replay(keys, head)]
        report = Report()
        for part in parts:
            report.audits.extend(part.audits)
            report.problems.extend(part.problems)
        _expect_audit(report, workspace, audit)
        unnamed = [content for part in parts for content in part.unnamed]
        report.problems.extend(await Leftovers(self._database, workspace, audit).problems(unnamed))
        report.problems.extend(await SideRows(self._database, self._prover, workspace, audit).problems())
        report.problems.extend(await foreign_objects(self._database))
        _expect_head(report, workspace, audit, None if any(part.head for part in parts) else head)
        return report

    async def replay(
        self, keys: Sequence[AuditKey], head: str | None = None, advance: Advance = lambda done: None
    ) -> Replayed:
        """Replay some audits, and nothing beside them. `advance`: told of each."""
        audits, problems, unnamed, found = list[Verified](), list[Problem](), list[Unnamed](), False
        for key in keys:
            row = await self._database.row(_AUDIT, key._asdict())
            if row is None:
                continue  # deleted while we looked: what it leaves behind is named
            replay = Replay(self._database, self._blobs, self._sealer, self._prover, row, self._clock.now())
            await replay.run()
            counts = len(replay.hashes), replay.compared, replay.redacted
            audits.append(Verified(row.workspace, row.key, *counts, replay.head))
            problems += replay.problems
            unnamed += (Unnamed(row.workspace, row.key, digest, gone=False) for digest in replay.unnamed)
            found = found or head in replay.hashes
            advance(1)
        return Replayed(audits, problems, unnamed, found)

    async def verify_chains(
        self,
        workspace: str | None = None,
        audit: str | None = None,
        head: str | None = None,
        watch: Watch = unwatched,
    ) -> Report:
        """The quick answer: chains alone, in memory that does not grow with the events. As `verify` otherwise.

        `watch`: whoever is told how many events were read.

        States, contents and the rows that follow from them are not looked at.
        """
        _whole(head)
        check = ChainCheck(self._database, workspace, audit)
        found = await check.run(head, watch)
        audits = [Verified(c.workspace, c.audit, c.events, contents=0, redacted=0, head=c.head) for c in check.chains]
        report = Report(audits, check.problems)
        _expect_audit(report, workspace, audit)
        report.problems.extend(await Leftovers(self._database, workspace, audit).histories())
        _expect_head(report, workspace, audit, None if found else head)
        return report

    async def _keys(self, workspace: str | None, audit: str | None) -> list[AuditKey]:
        statement = select(AUDITS.c.workspace, AUDITS.c.key)
        if workspace is not None:
            statement = statement.where(AUDITS.c.workspace == workspace)
        else:
            statement = across("verify", statement)
        if audit is not None:
            statement = statement.where(AUDITS.c.key == audit)
        order = (AUDITS.c.workspace, AUDITS.c.started_at, AUDITS.c.key)
        return [AuditKey(*row) for row in await self._database.rows(statement.order_by(*order))]


def _whole(head: str | None) -> None:
    if head is not None and len(head) != HEAD_DIGITS:
        raise OperatorProblem(Text("verify-head-too-short", digits=HEAD_DIGITS))


def _expect_audit(report: Report, workspace: str | None, audit: str | None) -> None:
    if audit is not None and not report.audits:
        text = Text("verify-no-audit", audit=audit)
        report.problems.append(Problem("no-audit", workspace or "", audit, text))


def _expect_head(report: Report, workspace: str | None, audit: str | None, missing: str | None) -> None:
    if missing is not None:
        text = Text("verify-head-missing", head=missing)
        report.problems.append(Problem("head-missing", workspace or "", audit or "", text))
