"""The rows that no event explains, each checked against its proof, and the counters.

Owns this search, over all workspaces or one, over all audits or those of one key. What is deleted is not missed here:
people, channels and messages are asked of Slack again, and a receipt or a piece of work that is gone decides nothing.
Must only read.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, select

from bot.domain.kernel.text import Text
from storage.chain_check import Problem
from storage.engine import Database
from storage.proofs import PROVEN, SAYING_SOMETHING, Prover
from storage.scope import across
from storage.tables import AUDITS, COUNTERS, SNAPSHOTS

MOST_NAMED: Final = 20
"""Rows of one table that are named one by one."""


class SideRows:
    """The check of one record."""

    def __init__(self, database: Database, prover: Prover, workspace: str | None, audit: str | None) -> None:
        self._database = database
        self._prover = prover
        self._workspace = workspace
        self._audit = audit

    async def problems(self) -> list[Problem]:
        """Every row that somebody else wrote."""
        found = list[Problem]()
        for table in PROVEN:
            # a kept state is compared with the fold
            if table is not SNAPSHOTS and (self._audit is None or "audit" in table.c):
                found += await self._unproven(table)
        return found if self._audit is not None else [*found, *await self._counters()]

    async def _unproven(self, table: Table) -> list[Problem]:
        columns = dict.fromkeys((*(c.name for c in table.primary_key), *PROVEN[table], "proof"))
        statement = select(*(table.c[name] for name in columns))
        if table in SAYING_SOMETHING:
            statement = statement.where(SAYING_SOMETHING[table])
        if self._audit is not None:
            statement = statement.where(table.c.audit == self._audit)
        rows = await self._rows(statement, table.c.workspace)
        wrong = [row for row in rows if not self._prover.holds(table, row)]
        found = [_unproven(table, row) for row in wrong[:MOST_NAMED]]
        if more := len(wrong) - len(found):
            text = Text("verify-rows-unproven", table=table.name, rows=more)
            found.append(Problem("row-unproven", self._workspace or "", self._audit or "", text))
        return found

    async def _counters(self) -> list[Problem]:
        """The next key must be a new one."""
        keys = await self._rows(select(AUDITS.c.workspace, AUDITS.c.key), AUDITS.c.workspace)
        highest = dict[str, int]()
        for row in keys:
            number = int(row.key.removeprefix("A-")) if row.key.removeprefix("A-").isdecimal() else 0
            highest[row.workspace] = max(number, highest.get(row.workspace, 0))
        counters = select(COUNTERS.c.workspace, COUNTERS.c.value).where(COUNTERS.c.name == "audit")
        given = {row.workspace: row.value for row in await self._rows(counters, COUNTERS.c.workspace)}
        return [
            Problem("counter", workspace, "", Text("verify-counter", workspace=workspace, number=str(number)))
            for workspace, number in sorted(highest.items())
            if given.get(workspace, 0) < number
        ]

    async def _rows(self, statement: Select[Any], workspace: ColumnElement[str]) -> Any:
        if self._workspace is not None:
            return await self._database.rows(statement.where(workspace == self._workspace))
        return await self._database.rows(across("verify", statement))


def _unproven(table: Table, row: Any) -> Problem:
    named = " ".join(str(getattr(row, column.name)) for column in table.primary_key if column.name != "workspace")
    audit = getattr(row, "audit", "")
    return Problem(
        "row-unproven",
        row.workspace,
        audit,
        Text("verify-row-unproven", table=table.name, row=named, where=row.workspace),
    )
