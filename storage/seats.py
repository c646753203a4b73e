"""Seats as rows: in which audits a person has a role, without loading them.

Owns who counts as having a role there. Must not decide what the role allows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, bindparam, delete

from bot.domain.kernel.audit import Audit
from bot.domain.kernel.people import Person
from bot.ports.store import AuditChange
from storage.bulk_statements import Step, among, insert_rows, packed, packed_texts, rows_from
from storage.engine import Database
from storage.tables import SEATS


class Seats:
    """The part of a commit that follows the roster."""

    def __init__(self, database: Database) -> None:
        self._database = database
        mine = delete(SEATS).where(SEATS.c.workspace == bindparam("p_workspace"), SEATS.c.audit == bindparam("p_audit"))
        rows = rows_from(database, "seats_came", person=Text(), role=Text())
        given: dict[str, Any] = {"workspace": bindparam("p_workspace", type_=Text)}
        given |= {"audit": bindparam("p_audit", type_=Text)}
        take = insert_rows(database.insert(SEATS), {**given, **dict(rows.c)})
        self.steps = (
            Step("seats_gone", mine.where(among(database, SEATS.c.role + "@" + SEATS.c.person, "seats_gone"))),
            Step("seats_came", take.on_conflict_do_nothing()),
        )

    def values(self, change: AuditChange) -> dict[str, Any]:
        """The seats that were left and taken."""
        before, after = change.before, change.after
        if before is not None and before.roster is after.roster:
            return {}
        had, has = seated(before) if before else set(), seated(after)
        values = dict[str, Any]()
        if gone := sorted(had - has):
            values["seats_gone"] = packed_texts(self._database, [f"{role}@{person}" for person, role in gone])
        if came := sorted(has - had):
            values["seats_came"] = packed(self._database, [{"person": p, "role": r} for p, r in came])
        return values


def seated(audit: Audit) -> set[tuple[Person, str]]:
    """(person, role) of everybody who did not decline, and of those they delegated to."""
    taken = [(seat, role) for role, seats in audit.roster.items() for seat in seats if seat.accepted is not False]
    return {(seat.person, role) for seat, role in taken} | {
        (seat.delegation.to, role) for seat, role in taken if seat.delegation
    }
