"""A commit: everything a command does, as one.

Owns the order of its parts and what is executed as a single statement. What each part writes is said in its own file.
Must not know the rules of an audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot.domain.kernel.errors import Conflict
from bot.ports.store import AuditChange, Commit
from storage.bulk_statements import BulkStatements
from storage.channel_pace import Pace
from storage.contents import Contents
from storage.discussion import SqlDiscussion
from storage.engine import Database
from storage.history import Histories, chained
from storage.inbox import Inbox
from storage.outbox_queue import Queue
from storage.proofs import Prover
from storage.reminders import SqlReminders
from storage.seats import Seats


class Committer:
    """Carries out commits."""

    def __init__(
        self,
        database: Database,
        prover: Prover,
        inbox: Inbox,
        histories: Histories,
        contents: Contents,
        reminders: SqlReminders,
        discussion: SqlDiscussion,
        pace: Pace,
    ) -> None:
        self._database = database
        self._histories = histories
        self._contents = contents
        self._reminding = reminders
        self._discussion = discussion
        self._inbox = inbox
        self._queue = Queue(database, prover, pace)
        self._seats = Seats(database)
        parts = (inbox, histories, contents, self._seats, discussion, self._queue, reminders)
        self._together = BulkStatements(database, [step for part in parts for step in part.steps])

    async def commit(self, commit: Commit) -> None:
        """All of it or nothing. Raises Conflict, Unavailable."""
        # Always in the same order, so that two commits never wait for each other in a circle.
        changes = sorted(commit.changes, key=lambda change: change.after.key)
        heads, parts = list[str](), list[dict[str, Any]]()
        for change in changes:
            head, values = await self._change(commit, change)
            heads.append(head)
            parts.append(values)
        parts = parts or [{}]
        parts[0] |= self._inbox.values(commit) | self._discussion.values(commit.discussion)

        def remember() -> None:
            for change, head in zip(changes, heads, strict=True):
                self._histories.remember_change(commit.workspace, change, head)

        try:
            if len(parts) == 1 and commit.reminded is None:
                await self._together.execute_alone(self._given(commit) | parts[0], remember)
            else:
                await self._database.transact(partial(self._execute, commit=commit, parts=parts), remember)
        except Conflict:
            for change in changes:
                self._histories.forget(change)
            raise

    def _execute(self, connection: Connection, commit: Commit, parts: Sequence[dict[str, Any]]) -> None:
        for values in parts:
            self._together.execute(connection, self._given(commit) | values)
        self._reminding.note(connection, commit)

    def _given(self, commit: Commit) -> dict[str, Any]:
        return {"p_workspace": commit.workspace, **self._queue.moments(commit.at)}

    async def _change(self, commit: Commit, change: AuditChange) -> tuple[str, dict[str, Any]]:
        """The new head of one audit's chain, and everything that is written with it."""
        links = chained(commit.workspace, change)
        values = {"p_audit": change.after.key}
        values |= self._histories.values(commit.workspace, change, links)
        values |= self._contents.values(change, (link.body for link in links))
        values |= self._seats.values(change)
        values |= await self._reminding.values(commit, change)
        values |= self._queue.values(commit.workspace, change)
        return (links[-1].hash if links else change.head), values
