"""The inbox: requests that were committed, so that the same one changes nothing twice.

Owns their rows. Answers are not kept here: they are drawn again from the state, so there is nothing to redact. Must not
know where a request came from.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from bot.ports.store import Commit, Receipt
from storage.bulk_statements import Step
from storage.engine import Database
from storage.proofs import Prover
from storage.tables import INBOX

_SEEN = select(INBOX.c.audit, INBOX.c.first, INBOX.c.last).where(
    INBOX.c.workspace == bindparam("workspace"), INBOX.c.request == bindparam("request")
)

_MADE = select(INBOX.c.audit, INBOX.c.first, INBOX.c.last).where(
    INBOX.c.workspace == bindparam("workspace"),
    INBOX.c.audit == bindparam("audit"),
    INBOX.c.first <= bindparam("seq"),
    INBOX.c.last >= bindparam("seq"),
)


class Inbox:
    """The rows of committed requests."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        # It waits for the same request where that is being committed, and then changes nothing.
        record = database.insert(INBOX).values(
            workspace=bindparam("p_workspace"),
            request=bindparam("inbox"),
            audit=bindparam("inbox_audit"),
            first=bindparam("inbox_first"),
            last=bindparam("inbox_last"),
            at=bindparam("p_at"),
            proof=bindparam("inbox_proof"),
        )
        self.steps = (Step("inbox", record.on_conflict_do_nothing(), must=True),)

    async def seen(self, workspace: str, request: str) -> Receipt | None:
        """The receipt of a request, or None."""
        row = await self._database.row(_SEEN, {"workspace": workspace, "request": request})
        return Receipt(*row) if row else None

    async def of_event(self, workspace: str, audit: str, seq: int) -> Receipt | None:
        """The receipt of the request that made an event; None where the audit was not the first that it changed."""
        row = await self._database.row(_MADE, {"workspace": workspace, "audit": audit, "seq": seq})
        return Receipt(*row) if row else None

    def values(self, commit: Commit) -> dict[str, Any]:
        """What is remembered of a request: the audit it changed first, and its events there."""
        change = commit.changes[0] if commit.changes else None
        before = change.before.seq if change and change.before else 0
        row: dict[str, Any] = {"request": commit.request, "audit": change.after.key if change else ""}
        row |= {"first": before + 1, "last": before + len(change.events) if change else 0}
        proof = self._prover.proof(INBOX, {**row, "workspace": commit.workspace, "at": commit.at})
        receipt = {f"inbox_{name}": row[name] for name in ("audit", "first", "last")}
        return {"inbox": commit.request, **receipt, "inbox_proof": proof}
