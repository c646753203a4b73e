"""The check of the record: everything that is stored is replayed and compared with what is claimed.

Owns which audits are checked and what the outcome says; one audit's check is `storage.replay`, the search for what
belongs to none is `storage.leftovers`. Must only read. It sees every change of an event, a state or a content, and what
a deleted history leaves behind; what it cannot see is a chain cut off at its end together with all that it named, so a
head that was published elsewhere (in a decision's post) can be given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from bot.domain.kernel.text import OperatorProblem, Text
from bot.ports.clock import Clock
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


class Verifier:
    """Checks audits, one after the other."""

    def __init__(self, database: Database, blobs: ObstoreBlobs, sealer: Sealer, prover: Prover, clock: Clock) -> None:
        self._database = database
        self._blobs = blobs
        self._sealer = sealer
        self._prover = prover
        self._clock = clock

    async def verify(self, workspace: str | None = None, audit: str | None = None, head: str | None = None) -> Report:
        """Check one audit, those of a workspace, or all.

        `head`: a published hash, whole; it must occur in a history that was checked.
        Raises OperatorProblem for one of another length.
        """
        _whole(head)
        report = Report()
        found = head is None
        unnamed = list[Unnamed]()
        for row in await self._audits(workspace, audit):
            replay = Replay(self._database, self._blobs, self._sealer, self._prover, row, self._clock.now())
            await replay.run()
            counts = len(replay.hashes), replay.compared, replay.redacted
            report.audits.append(Verified(row.workspace, row.key, *counts, replay.head))
            report.problems.extend(replay.problems)
            unnamed += (Unnamed(row.workspace, row.key, digest, gone=False) for digest in replay.unnamed)
            found = found or head in replay.hashes
        _expect_audit(report, workspace, audit)
        report.problems.extend(await Leftovers(self._database, workspace, audit).problems(unnamed))
        report.problems.extend(await SideRows(self._database, self._prover, workspace, audit).problems())
        report.problems.extend(await foreign_objects(self._database))
        _expect_head(report, workspace, audit, None if found else head)
        return report

    async def verify_chains(
        self, workspace: str | None = None, audit: str | None = None, head: str | None = None
    ) -> Report:
        """The quick answer: chains alone, in memory that does not grow with the events. As `verify` otherwise.

        States, contents and the rows that follow from them are not looked at.
        """
        _whole(head)
        check = ChainCheck(self._database, workspace, audit)
        found = await check.run(head)
        audits = [Verified(c.workspace, c.audit, c.events, contents=0, redacted=0, head=c.head) for c in check.chains]
        report = Report(audits, check.problems)
        _expect_audit(report, workspace, audit)
        report.problems.extend(await Leftovers(self._database, workspace, audit).histories())
        _expect_head(report, workspace, audit, None if found else head)
        return report

    async def _audits(self, workspace: str | None, audit: str | None) -> Sequence[Any]:
        statement = select(AUDITS)
        if workspace is not None:
            statement = statement.where(AUDITS.c.workspace == workspace)
        else:
            statement = across("verify", statement)
        if audit is not None:
            statement = statement.where(AUDITS.c.key == audit)
        order = (AUDITS.c.workspace, AUDITS.c.started_at, AUDITS.c.key)
        return await self._database.rows(statement.order_by(*order))


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
