"""The rows of people: described by Slack, written in one way, and believed only with their proof.

Owns that way; what is asked of a person is `storage.directory`'s, when they are reminded `storage.reminders`'.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cachetools import LRUCache
from sqlalchemy import Connection, bindparam, select

from bot.domain.kernel.people import Person
from storage.engine import Database
from storage.proofs import Prover
from storage.tables import PEOPLE

_PERSON = select(PEOPLE).where(PEOPLE.c.workspace == bindparam("workspace"), PEOPLE.c.person == bindparam("person"))

_NOBODY: Final[dict[str, Any]] = {
    "name": "",
    "tz": "UTC",
    "full_member": False,
    "admin": False,
    "deleted": False,
    "bot": False,
    "known_at": None,
    "dm_channel": None,
}
"""Somebody of whom nothing is known grants nothing."""


KEPT: Final = 1_000
"""People whose rows are remembered where nobody else can write them."""


class People:
    """Reads and writes what is known of people."""

    def __init__(self, database: Database, prover: Prover) -> None:
        self._database = database
        self._prover = prover
        self._rows: LRUCache[tuple[str, Person], Any] = LRUCache(KEPT)
        self._writes = 0
        insert = database.insert(PEOPLE)
        self._write = insert.on_conflict_do_update(
            index_elements=["workspace", "person"], set_={name: insert.excluded[name] for name in (*_NOBODY, "proof")}
        )

    async def known(self, workspace: str, who: Person) -> Any:
        """The row of a person; None where there is none, or somebody else wrote it."""
        if (workspace, who) in self._rows:
            return self._rows[workspace, who]
        writes = self._writes
        row = await self._database.row(_PERSON, {"workspace": workspace, "person": who})
        if row is None or not self._prover.holds(PEOPLE, row):
            return None
        # what was read while somebody was described anew may be what was known before
        if self._database.alone and writes == self._writes:
            self._rows[workspace, who] = row
        return row

    async def write(self, workspace: str, who: Person, facts: Mapping[str, Any]) -> None:
        """Replace some of what is known of a person."""
        key = {"workspace": workspace, "person": who}

        def replace(connection: Connection) -> None:
            row = connection.execute(_PERSON.with_for_update(), key).first()
            known = row._mapping if row is not None and self._prover.holds(PEOPLE, row) else key | _NOBODY
            connection.execute(self._write, self._prover.with_proof(PEOPLE, {**known, **facts}))

        def forget() -> None:
            self._writes += 1
            self._rows.pop((workspace, who), None)

        await self._database.transact(replace, forget)
