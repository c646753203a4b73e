"""Leftovers: what is stored of audits that are gone, and contents that no event names.

Owns the search for them. The chain proves the events that are there, and every content they name; it says nothing of an
audit that was deleted whole. Must only read, and hold the events of one audit at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from bot.domain.kernel.content import Digest
from bot.domain.kernel.text import Text
from storage.chain_check import Problem
from storage.contents import mentioned
from storage.engine import Database
from storage.scope import across
from storage.tables import AUDITS, CONTENTS, EVENTS

_KEYS = select(EVENTS.c.audit).where(EVENTS.c.workspace == bindparam("workspace")).group_by(EVENTS.c.audit)

_BODIES = select(EVENTS.c.body).where(
    EVENTS.c.workspace == bindparam("workspace"), EVENTS.c.audit == bindparam("audit")
)


class Unnamed(NamedTuple):
    """A content that the events of its own audit do not name."""

    workspace: str
    audit: str
    digest: Digest
    gone: bool
    """There is no such audit."""


class Leftovers:
    """The search, over all workspaces or one, over all audits or those of one key."""

    def __init__(self, database: Database, workspace: str | None, audit: str | None) -> None:
        self._database = database
        self._workspace = workspace
        self._audit = audit

    async def problems(self, unnamed: Sequence[Unnamed]) -> list[Problem]:
        """Everything found; `unnamed`: what the replays of the audits that are there came upon.

        Those are looked for once more, in every event of their workspace: another audit may name them, and so may an
        event that was recorded since.
        """
        return [*await self.histories(), *await self._contents([*unnamed, *await self._of_gone_audits()])]

    async def histories(self) -> list[Problem]:
        """Events whose audit is gone. Foreign keys forbid that, but whoever opens the database may turn them off."""
        key = EVENTS.c.workspace, EVENTS.c.audit
        statement = select(*key, func.count().label("events")).group_by(*key).order_by(*key)
        rows = await self._gone(statement, *key)
        return [
            Problem(
                "audit-missing",
                row.workspace,
                row.audit,
                Text("verify-audit-missing", events=row.events, audit=row.audit, workspace=row.workspace),
            )
            for row in rows
        ]

    async def _of_gone_audits(self) -> list[Unnamed]:
        key = CONTENTS.c.workspace, CONTENTS.c.audit
        rows = await self._gone(select(*key, CONTENTS.c.digest).order_by(*key, CONTENTS.c.digest), *key)
        return [Unnamed(row.workspace, row.audit, row.digest, gone=True) for row in rows]

    async def _gone(
        self, statement: Select[Any], workspace: ColumnElement[str], audit: ColumnElement[str]
    ) -> Sequence[Any]:
        """The rows of a statement whose audit has no row of its own, as far as this search goes."""
        statement = statement.where(~exists().where(and_(AUDITS.c.workspace == workspace, AUDITS.c.key == audit)))
        if self._workspace is not None:
            statement = statement.where(workspace == self._workspace)
        if self._audit is not None:
            statement = statement.where(audit == self._audit)
        return await self._database.rows(across("verify", statement))

    async def _contents(self, unnamed: Sequence[Unnamed]) -> list[Problem]:
        found = list[Problem]()
        for workspace in dict.fromkeys(each.workspace for each in unnamed):
            mine = [each for each in unnamed if each.workspace == workspace]
            left = await self._named_nowhere(workspace, (each.digest for each in mine))
            found += [_problem(each) for each in mine if each.digest in left]
        return found

    async def _named_nowhere(self, workspace: str, digests: Iterable[Digest]) -> set[Digest]:
        left = set(digests)
        for key in await self._database.rows(_KEYS, {"workspace": workspace}):
            rows = await self._database.rows(_BODIES, {"workspace": workspace, "audit": key.audit})
            left -= mentioned(row.body for row in rows)
        return left


def _problem(found: Unnamed) -> Problem:
    gone = "yes" if found.gone else "no"
    text = Text("verify-content-unnamed", content=found.digest, audit=found.audit, workspace=found.workspace, gone=gone)
    return Problem("content-unnamed", found.workspace, found.audit, text)
